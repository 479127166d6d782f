import { describeEachDatabase } from '@action-registry/db/testing';
import type { AuditEvent, EventType, JsonObject } from '@action-registry/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallerContext } from '../context.js';
import { liveThroughHistory } from '../testing/history.js';
import { startTestRegistry, type TestRegistry } from '../testing/registry.js';
import { listAudit } from './audit.js';
import { flushPendingEdits } from './coalesce-edits.js';
import { createDefinition, deleteDefinition, updateDefinition } from './definitions.js';

describeEachDatabase('what the audit says of a change', (_kind, open) => {
  let registry: TestRegistry;
  let ctx: CallerContext;
  let clock = Date.parse('2026-11-01T12:00:00Z');
  beforeAll(async () => {
    registry = await startTestRegistry(await open(), () => new Date(clock));
    ctx = await registry.caller('ours');
    await liveThroughHistory(from(ctx, '192.0.2.1'));
  });
  afterAll(() => registry.stop());

  function from(caller: CallerContext, address: string): CallerContext {
    const { workspaceId: workspace_id, shownCredential: credential } = caller.principal;
    return { ...caller, source: { workspace_id, address, user_agent: null, request_id: 'r', credential } };
  }
  /** Oldest first. */
  const eventsOf = async (filter: { subject?: string; types?: EventType[] }): Promise<AuditEvent[]> =>
    (await listAudit(ctx, { ...filter, limit: 200 })).items.reverse();
  const changes = async (subject: string, type: EventType) =>
    (await eventsOf({ subject, types: [type] })).map(({ data }) => [data?.before, data?.after]);

  test('every event has what was before and what is after, and who did it from where with what', async () => {
    const events = (await eventsOf({})).filter(({ actor }) => actor !== 'system:first-start');
    expect(new Set(events.map(({ type }) => type)).size).toBeGreaterThan(22);
    for (const { type, data, actor, source } of events) {
      expect([type, Object.keys(data ?? {})]).toEqual([type, expect.arrayContaining(['before', 'after'])]);
      expect([type, data?.before]).not.toEqual([type, data?.after]);
      expect(actor).toBe(ctx.principal.actor);
      expect(source).toMatchObject({ address: '192.0.2.1', credential: ctx.principal.shownCredential });
    }
  });

  test('a channel says where it stood', async () => {
    const at = (version: string, pinned = false) => ({ version, pinned });
    expect(await changes('files.move@beta', 'channel.move')).toEqual([
      [null, at('1.2.0')],
      [at('1.2.0'), null],
    ]);
    expect((await changes('files.move@latest', 'channel.move')).slice(0, 6)).toEqual([
      [null, at('1.0.0')],
      [at('1.0.0'), at('1.1.0')],
      [at('1.1.0'), at('1.2.0')],
      [at('1.2.0'), at('1.3.0')],
      [at('1.3.0'), at('1.1.0', true)],
      [at('1.1.0', true), at('1.3.0')],
    ]);
  });

  test('a moderation says what stood', async () => {
    const notice: JsonObject = { reason: 'Old.', severity: 'notice', replaced_by: null };
    const unsafe: JsonObject = { reason: 'Old.', severity: 'unsafe', replaced_by: 'files.move@1.2.0' };
    expect(await changes('files.move@1.0.0', 'release.deprecate')).toEqual([
      [null, notice],
      [notice, unsafe],
    ]);
    expect(await changes('files.move@1.1.0', 'release.undeprecate')).toEqual([[notice, null]]);
    expect(await changes('files.move@1.2.0', 'release.yank')).toEqual([[null, { reason: 'Broken too.' }]]);
    expect(await changes('files.move@1.2.0', 'release.unyank')).toEqual([[{ reason: 'Broken too.' }, null]]);
    expect(await changes('files.move@1.0.0', 'release.resign')).toEqual([
      [{ signed_by: ['k1'] }, { signed_by: ['k1', 'k2'] }],
    ]);
  });

  test('a key says what it was', async () => {
    const [[before, after] = []] = await changes('k3', 'key.revoke');
    expect(before).toMatchObject({ status: 'active', role: 'publisher', reason: null, last_valid_index: null });
    expect(after).toMatchObject({ status: 'revoked', role: 'publisher', reason: 'Lost.', last_valid_index: 20 });
    expect(await changes('k2', 'key.retire')).toMatchObject([[{ status: 'active' }, { status: 'retired' }]]);
    expect(await changes('k1', 'key.add')).toMatchObject([[null, { status: 'active' }]]);
  });

  test('a right says what it was', async () => {
    const [event] = await eventsOf({ types: ['member.remove'] });
    expect([event?.data?.before, event?.data?.after]).toEqual([{ role: 'publisher', name: 'Anne' }, null]);
    const [made] = await eventsOf({ types: ['api_key.create'] });
    expect(made?.data?.after).toMatchObject({ name: 'ci', permissions: ['releases:publish'], name_globs: ['mail.*'] });
    expect(await changes('wanted', 'key.decide')).toEqual([[{ status: 'pending' }, { status: 'accepted' }]]);
    expect(await changes('mail', 'namespace.offer')).toEqual([
      [null, { to: 'elsewhere' }],
      [{ to: 'elsewhere' }, { to: 'nowhere' }],
    ]);
  });

  test('edits that wait are logged from what was before the first, with from where they came', async () => {
    const other = from({ ...ctx, principal: { ...ctx.principal, actor: 'member:7', name: 'Bob' } }, '192.0.2.2');
    const { action } = await createDefinition(from(ctx, '192.0.2.1'), {
      kind: 'prompt',
      title: 'Draft',
      spec: { prompt: 'Write.' },
    });
    const id = Number(action.id);
    for (const title of ['Draft one', 'Draft two']) {
      clock += 1_000;
      await updateDefinition(from(ctx, '192.0.2.1'), { id, title });
    }
    clock += 1_000;
    await updateDefinition(other, { id, title: 'Draft three', enabled: false });
    clock += 1_000;
    await updateDefinition(other, { id, title: 'Draft four' });
    clock += 60_000;
    await flushPendingEdits(ctx.database, new Date(clock));
    await deleteDefinition(other, { id });
    const events = await eventsOf({ subject: `definition:${id}` });
    const of = (side: 'before' | 'after') =>
      events.map(({ data }) => (data?.[side] === null ? null : (data?.[side] as JsonObject)));
    expect(of('before').map((state) => state?.revision)).toEqual([undefined, 1, 3, 4, 5]);
    expect(of('after').map((state) => state?.revision)).toEqual([1, 3, 4, 5, undefined]);
    // Each begins where the one before it ended.
    expect(of('before').slice(1)).toEqual(of('after').slice(0, -1));
    expect(of('after').map((state) => state?.enabled)).toEqual([true, true, false, false, undefined]);
    expect(new Set(of('after').map((state) => state?.digest)).size).toBe(5);
    const [mine, theirs] = [ctx.principal.actor, 'member:7'];
    expect(events.map(({ actor }) => actor)).toEqual([mine, mine, theirs, theirs, theirs]);
    const [here, there] = ['192.0.2.1', '192.0.2.2'];
    expect(events.map(({ source }) => source?.address)).toEqual([here, here, there, there, there]);
  });
});
