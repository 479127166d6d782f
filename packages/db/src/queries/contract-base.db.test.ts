import type { JsonObject } from '@action-registry/schema';
import { beforeAll, expect, test } from 'vitest';
import { describeEachDatabase, type TestDatabase } from '../testing/databases.js';
import { AT, seedRelease, seedWorkspace } from '../testing/seed.js';
import { findContracts } from './contract-base.js';
import { insertYank } from './moderation.js';

const RANGE = { name: 'files.move', from: '0001', below: '0002' };
const ALL = { scanned_max: 1_000_000, bytes_max: 1_000_000 };

describeEachDatabase('the contracts of earlier releases', (_kind, open) => {
  let database: TestDatabase;
  let workspace: number;
  const publish = (version: string, schemas: JsonObject) => {
    const key = version.replace(/\d+/g, (digits) => digits.padStart(4, '0')).replace(/^[^-]*$/, '$&~');
    const document = { name: 'files.move', version, ...schemas };
    return database.transact(workspace, (tx) =>
      seedRelease(tx, workspace, { name: 'files.move', version, key, document }),
    );
  };
  const contract = (properties: JsonObject) => ({ inputSchema: { properties } });
  const find = async (texts: string[], more: Partial<typeof ALL & typeof RANGE> = {}) => {
    const { contracts, is_whole } = await findContracts(database.db, { ...RANGE, ...ALL, texts, ...more });
    return { versions: contracts.map(({ version }) => version), is_whole };
  };

  beforeAll(async () => {
    database = await open();
    workspace = await seedWorkspace(database, 'default');
    for (let patch = 0; patch < 60; patch++)
      await publish(`1.0.${patch}`, contract(patch < 30 ? { mode: { type: 'string' } } : { 'a"b': {} }));
    await publish('1.1.0', { outputSchema: { properties: { mode: { type: 'null' } } } });
    await publish('1.1.1', contract({ mode: { type: 'boolean' } }));
    await publish('1.2.0-rc.1', contract({ mode: {} }));
    await publish('2.0.0', contract({ mode: { type: 'array' } }));
    const yank = { name: 'files.move', version: '1.1.1', reason: 'Broken.', actor: 'tester', at: AT, log_index: 0 };
    await database.transact(workspace, async (tx) => insertYank(tx, yank));
  });

  test('are read once each, of stable releases that are not yanked and have one of the names', async () => {
    expect(await find(['"mode":'])).toEqual({ versions: ['1.1.0', '1.0.29'], is_whole: true });
    expect(await find(['"a\\"b":', '"none":'])).toEqual({ versions: ['1.0.59'], is_whole: true });
    expect(await find(['"none":'])).toEqual({ versions: [], is_whole: true });
    const { contracts } = await findContracts(database.db, { ...RANGE, ...ALL, texts: ['"mode":'] });
    expect(
      contracts.map((each) => [each.inputSchema, each.outputSchema].map((text) => text && JSON.parse(text))),
    ).toEqual([
      [null, { properties: { mode: { type: 'null' } } }],
      [{ properties: { mode: { type: 'string' } } }, null],
    ]);
  });

  test('are bounded in bytes, and it is told when there were more', async () => {
    expect(await find(['"mode":'], { bytes_max: 60 })).toEqual({ versions: ['1.1.0'], is_whole: false });
    expect(await find(['"mode":'], { scanned_max: 200 })).toEqual({ versions: ['1.1.0'], is_whole: false });
    expect(await find(['"mode":'], { below: '0000' })).toEqual({ versions: [], is_whole: true });
  });
});
