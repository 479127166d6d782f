import { logSize } from '@action-registry/db';
import { describeEachDatabase, type TestDatabase } from '@action-registry/db/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LogStopError } from '../log-stop.js';
import { publishRelease } from '../services/publish-release.js';
import { openSignedLog } from '../signed-log.js';
import { ATTACKS, attack } from '../testing/attacks.js';
import { liveThroughHistory } from '../testing/history.js';
import { addTestKey, signedDocument, startTestRegistry, type TestRegistry } from '../testing/registry.js';
import { inspectRegistry } from './inspect-registry.js';
import { checkSinceLastLook } from './start-check.js';

describeEachDatabase('the doctor', (_kind, open) => {
  let database: TestDatabase;
  let registry: TestRegistry;
  beforeAll(async () => {
    database = await open();
    registry = await startTestRegistry(database);
    await liveThroughHistory(await registry.caller('ours'));
    const { deps } = registry;
    await deps.signer.atLeast(await logSize(database.db));
  });
  afterAll(() => registry.stop());

  const openLog = async () => openSignedLog({ database, config: registry.deps.config, now: registry.deps.now });
  const inspect = async (from = 0) => {
    const { eras } = await openLog();
    return inspectRegistry({ database, from, eras, mark: undefined, trustedKeys: [] });
  };

  test('finds nothing in a registry that was only used, from the first entry and from any other', async () => {
    const size = await logSize(database.db);
    for (const from of [0, 1, 7, 12, size - 3, size]) {
      const { differences, ...found } = await inspect(from);
      expect([from, differences]).toEqual([from, []]);
      expect(found).toMatchObject({ size, sound: true, root: await registry.deps.tree.root(size) });
    }
  });

  describe('names what somebody changed behind the registry’s back, and nothing else', () => {
    let eras: Awaited<ReturnType<typeof openLog>>['eras'];
    beforeAll(async () => {
      ({ eras } = await openLog());
    });
    test.each(ATTACKS)('%s', async (_name, table, change, named) => {
      await attack(database, { table, change }, async () => {
        const { differences } = await inspectRegistry({
          ...{ database, from: 0, eras, mark: undefined, trustedKeys: [] },
        });
        expect(differences).not.toEqual([]);
        for (const where of named) expect(differences.map((each) => each.where).join('\n')).toContain(where);
        const others = differences.filter(({ where }) => !named.some((each) => where.startsWith(each)));
        expect(others).toEqual([]);
      });
      expect((await inspect()).differences).toEqual([]);
    });
  });

  test('at a start: looks at what is new and at the rows it touches, and stops for what differs', async () => {
    const { config, tree, log } = registry.deps;
    const check = async () => checkSinceLastLook({ database, tree, config, eras: (await openLog()).eras, log });
    await check();
    const ctx = await registry.caller('ours');
    const key = await addTestKey(ctx, 'k4');
    await publishRelease(ctx, signedDocument(key, 'files.move@1.4.0'));
    await registry.deps.signer.atLeast(await logSize(database.db));
    const text = `update action_versions set canonical = replace(canonical, 'files', 'filez') where name = 'files.move' and version = '1.4.0'`;
    await attack(database, { table: 'action_versions', change: text }, async () => {
      const stop = await check().catch((error: unknown) => error);
      expect(stop).toBeInstanceOf(LogStopError);
      expect(String(stop)).toContain('action_versions files.move@1.4.0');
    });
    await check();
    // What no new entry touches is the doctor's to find.
    const old = text.replace('1.4.0', '1.0.0');
    await attack(database, { table: 'action_versions', change: old }, check);
  });
});
