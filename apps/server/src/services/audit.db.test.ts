import { logSize } from '@action-registry/db';
import { describeEachDatabase, type TestDatabase } from '@action-registry/db/testing';
import {
  type AuditEvent,
  type ExportAudit,
  isRegistryError,
  LIMITS,
  type LogEvent,
  type StreamEvents,
} from '@action-registry/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallerContext } from '../context.js';
import { addTestKey, signedDocument, startTestRegistry, type TestRegistry } from '../testing/registry.js';
import { exportAudit, listAudit } from './audit.js';
import { createDefinition } from './definitions.js';
import { streamEvents } from './log.js';
import { publishRelease } from './publish-release.js';

const SOURCE = { address: '192.0.2.9', user_agent: 'test/1', request_id: 'r-1', credential: 'ark_shown' };

describeEachDatabase('the audit of two workspaces', (_kind, open) => {
  let database: TestDatabase;
  let registry: TestRegistry;
  let ours: CallerContext;
  let theirs: CallerContext;
  beforeAll(async () => {
    database = await open();
    registry = await startTestRegistry(database);
    ours = await asSeen('ours');
    theirs = await asSeen('theirs');
    for (const [ctx, namespace] of [
      [ours, 'files'],
      [theirs, 'mail'],
    ] as const) {
      const key = await addTestKey(ctx, `${namespace}-key`, { scope: [`${namespace}.*`] });
      await publishRelease(ctx, signedDocument(key, `${namespace}.send@1.0.0`));
      await createDefinition(ctx, { kind: 'prompt', title: `Plan of ${namespace}`, spec: { prompt: 'Plan it.' } });
    }
  });
  afterAll(() => registry.stop());

  async function asSeen(slug: string): Promise<CallerContext> {
    const ctx = await registry.caller(slug);
    return { ...ctx, source: { ...SOURCE, workspace_id: ctx.principal.workspaceId } };
  }
  const list = async (ctx: CallerContext, filter: ExportAudit = {}) =>
    (await listAudit(ctx, { ...filter, limit: LIMITS.pageItems })).items;
  const walk = async (ctx: CallerContext, filter: ExportAudit = {}) => {
    const events: AuditEvent[] = [];
    for await (const page of exportAudit(ctx, filter)) events.push(...page);
    return events;
  };
  const types = (events: readonly { type: string }[]) => events.map(({ type }) => type);
  const isPrivate = ({ type }: { type: string }) => type.startsWith('definition.');

  test('each sees what it did itself, and of the other what is public, without from where it came', async () => {
    for (const [ctx, other] of [
      [ours, 'theirs'],
      [theirs, 'ours'],
    ] as const) {
      const events = await list(ctx);
      expect(events.filter(isPrivate).map(({ workspace }) => workspace)).toEqual([ctx.principal.workspace]);
      const own = events.filter(({ workspace }) => workspace === ctx.principal.workspace);
      expect(new Set(types(own))).toEqual(
        new Set(['definition.create', 'channel.move', 'release.publish', 'namespace.claim', 'key.add']),
      );
      for (const event of own) expect([event.type, event.source]).toEqual([event.type, SOURCE]);
      const foreign = events.filter(({ workspace }) => workspace === other);
      expect(types(foreign)).toContain('release.publish');
      for (const event of foreign) expect([event.type, event.source]).toEqual([event.type, undefined]);
    }
  });

  test('nothing of an export says that the other has drafts', async () => {
    expect(JSON.stringify(await walk(ours))).not.toContain('definition:2');
    expect(JSON.stringify(await walk(theirs, { workspace: 'ours' }))).not.toContain('definition');
  });

  test('pages and exports are the same list, and each filter narrows both', async () => {
    const all = await list(ours);
    const first = await listAudit(ours, { limit: 3 });
    const second = await listAudit(ours, { limit: LIMITS.pageItems, cursor: first.next_cursor });
    expect([...first.items, ...second.items]).toEqual(all);
    expect(second.next_cursor).toBeUndefined();
    expect(await walk(ours)).toEqual(all);
    const filters: ExportAudit[] = [
      { types: ['release.publish'] },
      { actor: ours.principal.actor },
      { subject: 'mail.*' },
      { workspace: 'theirs' },
      { from: all[2]?.at },
    ];
    for (const filter of filters) {
      const narrowed = await list(ours, filter);
      expect([filter, narrowed.length > 0 && narrowed.length < all.length]).toEqual([filter, true]);
      expect(await walk(ours, filter)).toEqual(narrowed);
    }
  });

  test('a cursor of another list and times that no log has are refused', async () => {
    const refusal = (call: Promise<unknown>) =>
      call.then(
        () => 'accepted',
        (error: unknown) => (isRegistryError(error) ? error.code : String(error)),
      );
    expect(await refusal(listAudit(ours, { limit: 1, cursor: 'bm8' }))).toBe('INVALID_CURSOR');
    expect(await refusal(listAudit(ours, { limit: 1, from: '0000-01-01T00:00:00Z' }))).toBe('INVALID_BODY');
    expect(await refusal(walk(ours, { to: '0000-01-01T00:00:00Z' }))).toBe('INVALID_BODY');
  });

  /** The events of a stream up to the log's end. */
  async function stream(ctx: CallerContext, input: StreamEvents): Promise<LogEvent[]> {
    await expect.poll(() => ctx.feed.size()).toBe(await logSize(ctx.database.db));
    const stop = new AbortController();
    const events: LogEvent[] = [];
    const streaming = (async () => {
      for await (const event of streamEvents(ctx, input, stop.signal)) events.push(event);
    })();
    const seen = (await list(ctx)).filter((event) => isAsked(event, input));
    await expect.poll(() => events.length).toBe(seen.length);
    stop.abort();
    await streaming;
    expect(events).toEqual(seen.reverse().map(({ source: _source, ...event }) => event));
    return events;
  }
  const isAsked = ({ type, subject, workspace }: LogEvent, input: StreamEvents) =>
    (input.types?.includes(type) ?? true) &&
    (input.workspace ?? workspace) === workspace &&
    (input.names === undefined || input.names.some((name) => subject.startsWith(name.replace(/\*$/, ''))));

  test('a stream shows what the audit does, and its filters narrow it', async () => {
    const all = await stream(ours, { after: -1 });
    expect(all.filter(isPrivate).map(({ workspace }) => workspace)).toEqual(['ours']);
    expect(types(await stream(ours, { after: -1, types: ['definition.create', 'release.publish'] }))).toHaveLength(3);
    expect(types(await stream(ours, { after: -1, workspace: 'theirs' }))).not.toContain('definition.create');
    expect(types(await stream(theirs, { after: -1, workspace: 'ours', types: ['definition.create'] }))).toEqual([]);
    for (const { subject } of await stream(theirs, { after: -1, names: ['files.*'] }))
      expect(subject).toMatch(/^files\./);
  });

  test('who has no credential streams public events only', async () => {
    const stop = new AbortController();
    const events: LogEvent[] = [];
    const { principal: _principal, ...parts } = ours;
    const size = await logSize(database.db);
    for await (const event of streamEvents({ ...parts, principal: undefined }, { after: -1 }, stop.signal)) {
      events.push(event);
      if (event.type === 'channel.move' && event.index >= size - 2) stop.abort();
    }
    expect(events.some(isPrivate)).toBe(false);
    expect(events.some(({ workspace }) => workspace === 'theirs')).toBe(true);
  });

  test('an export ends with the credential that began it', async () => {
    const caller = await registry.caller('ours');
    const pages = exportAudit(caller, {});
    await database.superuser(`update api_keys set revoked_at = now() where id = ${caller.principal.credential.id}`);
    await expect(pages.next()).rejects.toMatchObject({ code: 'UNAUTHENTICATED', details: { reason: 'revoked' } });
  });
});
