import { collisionKey, namespaceOf, parseDocument } from '@action-registry/core';
import { findVersion, getPublishPlace, listLogEntries, logSize, type PublishPlace } from '@action-registry/db';
import { describeEachDatabase, type TestDatabase } from '@action-registry/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallerContext } from '../context.js';
import { addTestKey, signedDocument, startTestRegistry, type TestKey, type TestRegistry } from '../testing/registry.js';
import { kidsOf } from './assert-place.js';
import { moveChannel } from './channels.js';
import { createDefinition } from './definitions.js';
import { retireKey } from './keys.js';
import type { Publication } from './plan-release.js';
import { publishRelease } from './publish-release.js';
import { storeAtOnce } from './store-at-once.js';

describeEachDatabase('publishing in one statement', (_kind, open) => {
  let database: TestDatabase;
  let registry: TestRegistry;
  let ours: CallerContext;
  let theirs: CallerContext;
  let key: TestKey;
  beforeAll(async () => {
    database = await open();
    registry = await startTestRegistry(database);
    ours = await registry.caller('ours');
    theirs = await registry.caller('theirs');
    key = await addTestKey(ours, 'global-key');
  });
  afterAll(() => registry.stop());

  const publish = (reference: string) => publishRelease(ours, signedDocument(key, reference));

  const prepare = async (
    reference: string,
    ctx = ours,
    by = key,
  ): Promise<{ publication: Publication; place: PublishPlace }> => {
    const input = signedDocument(by, reference);
    const parsed = parseDocument(input.document);
    const { name, version } = parsed.document;
    const at = ctx.now().toISOString();
    const ids = { name, version, namespace: namespaceOf(name), collision_key: collisionKey(name) };
    const place = await getPublishPlace(database.db, {
      ...ids,
      workspace_id: ctx.principal.workspaceId,
      kids: kidsOf({ input }),
    });
    return {
      publication: {
        parsed,
        input,
        source: undefined,
        principal: ctx.principal,
        at,
        warnings: [],
        gate: undefined,
      },
      place,
    };
  };

  test('answers the row as it is read afterwards, and leaves no workspace behind on the connection', async () => {
    await publish('once.row@1.0.0');
    const size = await logSize(database.db);
    const { publication, place } = await prepare('once.row@1.1.0');
    const row = await storeAtOnce(database.db, publication, place);
    expect(row).toMatchObject({ name: 'once.row', version: '1.1.0', log_index: size });
    expect(row).toEqual({ ...(await findVersion(database.db, 'once.row', '1.1.0')) });
    const entries = await listLogEntries(database.db, { start: size, limit: 9 });
    expect(entries.map(({ type, subject }) => `${type} ${subject}`)).toEqual([
      'release.publish once.row@1.1.0',
      'channel.move once.row@latest',
    ]);
    // What only its workspace may see is not seen after the statement.
    await createDefinition(ours, { kind: 'prompt', title: 'T', spec: { prompt: 'x' }, name: 'once.row' });
    expect((await prepare('once.row@1.2.0')).place.place.has_draft).toBe(true);
    const last = async () => (await listLogEntries(database.db, { start: size, limit: 99 })).at(-1)?.type;
    expect(await last()).toBe('private');
    await publish('once.other@1.0.0');
    await publish('once.other@1.1.0');
    await createDefinition(ours, { kind: 'prompt', title: 'T', spec: { prompt: 'x' }, name: 'once.later' });
    expect(await last()).toBe('private');
  });

  test('writes nothing where anything that decides a publish changed since the place was read', async () => {
    const retiring = await addTestKey(ours, 'retiring');
    const changes: Record<string, (name: string) => Promise<unknown>> = {
      version: (name) => publish(`${name}@1.1.0`),
      taken: (name) => publish(`${name}@2.0.0`),
      channel: (name) => moveChannel(ours, { name, channel: 'beta', version: '1.0.0' }),
      draft: (name) => createDefinition(ours, { kind: 'prompt', title: 'T', spec: { prompt: 'x' }, name }),
    };
    for (const [what, change] of Object.entries(changes)) {
      const name = `once.${what}`;
      await publish(`${name}@1.0.0`);
      const { publication, place } = await prepare(`${name}@2.0.0`);
      await change(name);
      const size = await logSize(database.db);
      expect([what, await storeAtOnce(database.db, publication, place)]).toEqual([what, undefined]);
      expect([what, await logSize(database.db)]).toEqual([what, size]);
    }
    await publish('once.key@1.0.0');
    const { publication, place } = await prepare('once.key@1.1.0', ours, retiring);
    await retireKey(ours, { kid: 'retiring' });
    expect(await storeAtOnce(database.db, publication, place)).toBeUndefined();
    expect(await findVersion(database.db, 'once.key', '1.1.0')).toBeUndefined();
  });

  test('is not for a new action, one with a draft, or one of another workspace', async () => {
    await publish('once.ours@1.0.0');
    await publish('once.drafted@1.0.0');
    await createDefinition(ours, { kind: 'prompt', title: 'T', spec: { prompt: 'x' }, name: 'once.drafted' });
    const size = await logSize(database.db);
    for (const [reference, ctx] of [
      ['once.new@1.0.0', ours],
      ['once.drafted@1.1.0', ours],
      ['once.ours@1.1.0', theirs],
    ] as const) {
      const { publication, place } = await prepare(reference, ctx);
      expect([reference, await storeAtOnce(database.db, publication, place)]).toEqual([reference, undefined]);
    }
    expect(await logSize(database.db)).toBe(size);
  });
});
