import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { selectRows } from '../database.js';
import { describeEachDatabase, type TestDatabase } from '../testing/databases.js';
import { AT, logEntry, seedWorkspace } from '../testing/seed.js';
import { upsertChannel } from './channels.js';
import { appendLog, indexAtTime, listEventsAfter, listEventsBySubject, listLogEntries, logSize } from './log.js';
import { claimNamespace, findNamespace, setNamespaceLogIndex } from './namespaces.js';

const sha256 = (...parts: (Buffer | string)[]) =>
  createHash('sha256')
    .update(Buffer.concat(parts.map((part) => Buffer.from(part))))
    .digest();
const leafHash = (leaf: string) => sha256('\0', leaf);

/** RFC 6962 §2.1 read straight: the hash of a whole range whose length is a power of two. */
function subtreeHash(leaves: readonly string[]): Buffer {
  const [only] = leaves;
  if (leaves.length === 1 && only !== undefined) return leafHash(only);
  const half = leaves.length / 2;
  return sha256('\u0001', subtreeHash(leaves.slice(0, half)), subtreeHash(leaves.slice(half)));
}

/** Every complete subtree above the leaves, as `level/index: hex`. */
function expectedNodes(leaves: readonly string[]): string[] {
  const nodes: string[] = [];
  for (let level = 1; 2 ** level <= leaves.length; level++) {
    const width = 2 ** level;
    for (let index = 0; (index + 1) * width <= leaves.length; index++) {
      nodes.push(`${level}/${index}: ${subtreeHash(leaves.slice(index * width, (index + 1) * width)).toString('hex')}`);
    }
  }
  return nodes;
}

/** A channel of an action that does not exist. */
const NO_CHANNEL = { name: 'no.such', channel: 'beta', version: '1.0.0', pinned: false, actor: 'x', at: AT };

const leafOf = (index: number) => `{"é":"☃ ${index}","n":${index}}`;

describeEachDatabase('the log', (kind, open) => {
  let database: TestDatabase;
  let workspace_id: number;
  beforeAll(async () => {
    database = await open();
    workspace_id = await seedWorkspace(database, 'default');
  });

  const append = (...entries: Parameters<typeof logEntry>[0][]) =>
    database.transact(workspace_id, (tx) =>
      appendLog(
        tx,
        entries.map((entry) => logEntry({ workspace_id, ...entry })),
      ),
    );
  const storedNodes = async () => {
    const rows = await selectRows<{ node: string }>(
      database.db,
      sql`select level || '/' || idx || ': ' || encode(hash, 'hex') as node from log_nodes order by level, idx`,
    );
    return rows.map(({ node }) => node);
  };

  test('leaves and nodes are those of RFC 6962 at every size from 1 to 70, whatever the batches', async () => {
    const leaves: string[] = [];
    for (let batch = 1; leaves.length < 70; batch = (batch % 3) + 1) {
      const first = leaves.length;
      for (let added = 0; added < batch && leaves.length < 70; added++) leaves.push(leafOf(leaves.length));
      expect(await append(...leaves.slice(first).map((leaf) => ({ leaf })))).toBe(first);
      expect(await storedNodes()).toEqual(expectedNodes(leaves));
    }
    const entries = await listLogEntries(database.db, { start: 0, limit: 100 });
    expect(entries.map(({ leaf }) => leaf)).toEqual(leaves);
    expect(entries.map((entry) => entry.leaf_hash)).toEqual(leaves.map((leaf) => leafHash(leaf).toString('base64')));
    expect(await logSize(database.db)).toBe(70);
  });

  test('an entry that is rolled back leaves no gap', async () => {
    const size = await logSize(database.db);
    const failing = database.transact(workspace_id, async (tx) => {
      await appendLog(tx, [logEntry({ workspace_id }), logEntry({ workspace_id })]);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await append({})).toBe(size);
    expect(await storedNodes()).toHaveLength(
      expectedNodes(Array.from({ length: size + 1 }, (_, index) => leafOf(index))).length,
    );
  });

  test('an entry comes back as it was, hostile keys and order of digits included', async () => {
    const data = JSON.parse(
      '{"__proto__":{"polluted":true},"constructor":1,"10":"b","9":"a","text":"\\u2028 \\" \\\\ \u{1F600}"}',
    );
    const index = await append({ data, subject: 'a@1.0.0', type: 'release.yank', salt: 'AAECAw==' });
    const [entry] = await listLogEntries(database.db, { start: index, limit: 1 });
    expect(entry).toMatchObject({
      index,
      type: 'release.yank',
      subject: 'a@1.0.0',
      actor: 'tester',
      workspace: 'default',
      at: AT,
      salt: 'AAECAw==',
    });
    expect(Object.entries(entry?.data ?? {}).sort()).toEqual(Object.entries(data).sort());
    expect({}).not.toHaveProperty('polluted');
  });

  test('an empty batch, a null byte and another isolation are refused', async () => {
    await expect(append()).rejects.toMatchObject({ cause: { code: '22023' } });
    await expect(append({ data: { text: '\0' } })).rejects.toMatchObject({ cause: { code: '22P05' } });
    const serializable = database.db.transaction((tx) => appendLog(tx, [logEntry()]), {
      isolationLevel: 'repeatable read',
    });
    await expect(serializable).rejects.toMatchObject({ cause: { code: '25000' } });
  });

  test('events are read forwards from an index, and backwards for one subject', async () => {
    const first = await append(
      { subject: 'b#latest', type: 'channel.move', data: { to: '1.0.0' } },
      { subject: 'b@1.0.0', type: 'release.yank' },
      { subject: 'b#latest', type: 'channel.move', data: { to: '2.0.0' } },
      { subject: 'b#latest', type: 'release.publish' },
    );
    const after = await listEventsAfter(database.db, { after: first - 1, limit: 3 });
    expect(after.map(({ index }) => index)).toEqual([first, first + 1, first + 2]);
    const of = (options: object) => listEventsBySubject(database.db, { subject: 'b#latest', limit: 10, ...options });
    expect((await of({})).map(({ index }) => index)).toEqual([first + 3, first + 2, first]);
    expect((await of({ type: 'channel.move', before: first + 2 })).map(({ index }) => index)).toEqual([first]);
    expect((await of({ limit: 1 })).map(({ index }) => index)).toEqual([first + 3]);
  });

  test('rows that carry an index are written with the entries, or not at all', async () => {
    const claim = (name: string) => ({ name, workspace_id, claimed_at: AT });
    await database.transact(workspace_id, async (tx) => {
      await claimNamespace(tx, claim('one'));
      await claimNamespace(tx, claim('two'));
      const entries = [logEntry({ workspace_id }), logEntry({ workspace_id }), logEntry({ workspace_id })];
      const first = await appendLog(tx, entries, (indexOf) => [
        setNamespaceLogIndex(tx, { name: 'two', log_index: indexOf(2) }),
        setNamespaceLogIndex(tx, { name: 'one', log_index: indexOf(0) }),
      ]);
      expect(await findNamespace(tx, 'one')).toMatchObject({ log_index: first });
      expect(await findNamespace(tx, 'two')).toMatchObject({ log_index: first + 2 });
    });
    const size = await logSize(database.db);
    const broken = database.transact(workspace_id, (tx) =>
      appendLog(tx, [logEntry({ workspace_id })], (indexOf) => [
        upsertChannel(tx, { ...NO_CHANNEL, log_index: indexOf(0) }),
      ]),
    );
    await expect(broken).rejects.toMatchObject({ cause: { code: '23503' } });
    expect(await logSize(database.db)).toBe(size);
  });

  test('a time finds the last entry made by then', async () => {
    const first = await append(
      { at: '2030-01-01T00:00:00.001Z' },
      { at: '2030-01-01T00:00:00.002Z' },
      { at: '2030-01-01T00:00:00.002Z' },
    );
    expect(await indexAtTime(database.db, '2030-01-01T00:00:00.001Z')).toBe(first);
    expect(await indexAtTime(database.db, '2030-01-01T00:00:00.002Z')).toBe(first + 2);
    expect(await indexAtTime(database.db, '2039-01-01T00:00:00Z')).toBe(first + 2);
    expect(await indexAtTime(database.db, '2001-01-01T00:00:00Z')).toBeUndefined();
  });

  test('whoever listens hears the last index of each committed batch, until it stops listening', async () => {
    const heard: number[] = [];
    let wake = () => {};
    const stop = await database.listen((index) => {
      heard.push(index);
      wake();
    });
    const until = async (index: number) => {
      while (!heard.includes(index)) await new Promise<void>((resolve) => (wake = resolve));
    };
    const first = await append({}, {});
    await until(first + 1);
    expect(heard).not.toContain(first);
    await stop();
    await append({});
    await database.ping();
    expect(Math.max(...heard)).toBe(first + 1);
  });

  // PGlite has one session, so there is no concurrency to try.
  if (kind === 'pglite') return;

  describe('under concurrency', () => {
    test('32 transactions at once make indexes without gap or duplicate, in order of commit', async () => {
      const size = await logSize(database.db);
      const firsts = await Promise.all(
        Array.from({ length: 32 }, (_, index) =>
          append(...Array.from({ length: (index % 3) + 1 }, () => ({ leaf: leafOf(index) }))),
        ),
      );
      const total = Array.from({ length: 32 }, (_, index) => (index % 3) + 1).reduce((sum, each) => sum + each, 0);
      expect(new Set(firsts).size).toBe(32);
      expect(await logSize(database.db)).toBe(size + total);
      const entries = await listLogEntries(database.db, { start: 0, limit: 1_000 });
      expect(entries.map(({ index }) => index)).toEqual(Array.from({ length: size + total }, (_, index) => index));
      expect(await storedNodes()).toEqual(expectedNodes(entries.map(({ leaf }) => leaf)));
    });

    test('an entry cannot be seen before all entries below it', async () => {
      let seen = await logSize(database.db);
      const appended = Promise.all(Array.from({ length: 16 }, () => append({}, {})));
      let running = true;
      void appended.finally(() => (running = false));
      while (running) {
        const events = await listEventsAfter(database.db, { after: seen - 1, limit: 100 });
        for (const { index } of events) expect(index).toBe(seen++);
      }
      await appended;
    });
  });
});
