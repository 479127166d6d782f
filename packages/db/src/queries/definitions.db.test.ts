import { beforeAll, expect, test } from 'vitest';
import { isUniqueViolation } from '../errors.js';
import { describeEachDatabase, type TestDatabase } from '../testing/databases.js';
import { AT, definition, seedRelease, seedWorkspace } from '../testing/seed.js';
import {
  countDefinitions,
  type DefinitionCursor,
  type DefinitionFilter,
  type DefinitionSort,
  listDefinitions,
} from './definition-list.js';
import {
  clearPendingEdits,
  findDefinition,
  insertDefinition,
  listPendingEdits,
  restoreDefinition,
  softDeleteDefinition,
  updateDefinition,
} from './definitions.js';
import { upsertSearch } from './search.js';

const LATER = '2026-11-03T00:00:00.000Z';

describeEachDatabase('definitions', (kind, open) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await open();
  });

  let workspaces = 0;
  const newWorkspace = () => seedWorkspace(database, `workspace-${++workspaces}`);
  const changed = { updated_by: 'editor', updated_at: LATER, digest: 'sha256:1' };

  test('what is stored comes back, with key order and hostile keys', async () => {
    const workspace = await newWorkspace();
    const text = '{"zebra":1,"apple":{"__proto__":{"x":1},"toJSON":null},"2":"b","constructor":[]}';
    const row = definition(workspace, {
      spec: JSON.parse(text),
      inputSchema: JSON.parse(text),
      tags: ['a"b', 'c\\d', '{e,f}', ''],
    });
    const found = await database.transact(workspace, async (tx) =>
      findDefinition(tx, (await insertDefinition(tx, row)).id),
    );
    expect(JSON.stringify(found?.spec)).toBe(JSON.stringify(JSON.parse(text)));
    expect(found).toMatchObject({
      revision: 1,
      enabled: true,
      tags: row.tags,
      created_at: AT,
      outputSchema: null,
      published_version: null,
    });
    expect({}).not.toHaveProperty('x');
  });

  test('an update needs the revision that stands and moves it by one', async () => {
    const workspace = await newWorkspace();
    await database.transact(workspace, async (tx) => {
      const { id } = await insertDefinition(tx, definition(workspace));
      expect(await updateDefinition(tx, { id, revision: 1, set: { ...changed, title: 'Two' } })).toMatchObject({
        revision: 2,
        title: 'Two',
        updated_at: LATER,
      });
      expect(await updateDefinition(tx, { id, revision: 1, set: { ...changed, title: 'Lost' } })).toBeUndefined();
      expect(await updateDefinition(tx, { id, revision: 2, set: { ...changed, name: 'files.move' } })).toMatchObject({
        revision: 3,
        title: 'Two',
      });
      expect(await findDefinition(tx, id)).toMatchObject({ revision: 3, title: 'Two', name: 'files.move' });
    });
  });

  test('of many updates at one revision, one wins', async () => {
    const workspace = await newWorkspace();
    const { id } = await database.transact(workspace, (tx) => insertDefinition(tx, definition(workspace)));
    const updates = Array.from({ length: 8 }, (_, index) =>
      database.transact(workspace, (tx) =>
        updateDefinition(tx, { id, revision: 1, set: { ...changed, title: `Writer ${index}` } }),
      ),
    );
    const winners = (await Promise.all(updates)).filter((row) => row !== undefined);
    expect(winners).toHaveLength(1);
    expect(await database.transact(workspace, (tx) => findDefinition(tx, id))).toMatchObject({
      revision: 2,
      title: winners[0]?.title,
    });
  });

  test('a name is the workspace’s once, until its holder is deleted', async () => {
    const workspace = await newWorkspace();
    const make = () =>
      database.transact(workspace, (tx) => insertDefinition(tx, definition(workspace, { name: 'files.move' })));
    const { id } = await make();
    await expect(make()).rejects.toSatisfy((error) => isUniqueViolation(error, 'action_definitions_name_key'));
    await expect(make()).rejects.not.toSatisfy((error) => isUniqueViolation(error, 'another_key'));
    expect(
      await database.transact(workspace, (tx) => softDeleteDefinition(tx, { id, actor: 'x', at: LATER })),
    ).toMatchObject({ deleted_at: LATER });
    await make();
    const restore = database.transact(workspace, (tx) => restoreDefinition(tx, { id, actor: 'x', at: LATER }));
    await expect(restore).rejects.toSatisfy((error) => isUniqueViolation(error, 'action_definitions_name_key'));
  });

  test('a deleted definition is found only when asked for, changes in no way, and can be restored', async () => {
    const workspace = await newWorkspace();
    await database.transact(workspace, async (tx) => {
      const { id } = await insertDefinition(tx, definition(workspace));
      const act = { id, actor: 'x', at: LATER };
      expect(await restoreDefinition(tx, act)).toBeUndefined();
      await softDeleteDefinition(tx, act);
      expect(await softDeleteDefinition(tx, act)).toBeUndefined();
      expect(await findDefinition(tx, id)).toBeUndefined();
      expect(await findDefinition(tx, id, { deleted: true })).toMatchObject({ id, revision: 2 });
      expect(await updateDefinition(tx, { id, revision: 2, set: changed })).toBeUndefined();
      expect(await restoreDefinition(tx, act)).toMatchObject({ deleted_at: null, revision: 3 });
    });
  });

  test('a definition knows the latest version of its action, if the action is the workspace’s', async () => {
    const [owner, other] = [await newWorkspace(), await newWorkspace()];
    await database.transact(owner, async (tx) => {
      await seedRelease(tx, owner, { name: 'tools.hammer', version: '1.0.0' });
      await upsertSearch(tx, {
        name: 'tools.hammer',
        namespace: 'tools',
        kind: 'tool',
        title: null,
        description: null,
        tags: [],
        latest_version: '1.0.0',
        latest_hash: 'sha256:0',
        versions: 1,
        deprecated: false,
        yanked: false,
        kids: [],
        published_by: 'tester',
        updated_at: AT,
      });
    });
    const published = (workspace: number) =>
      database.transact(workspace, async (tx) => {
        const { id } = await insertDefinition(tx, definition(workspace, { name: 'tools.hammer' }));
        const [listed] = await listDefinitions(tx, { filter: {}, sort: 'id', dir: 'asc', limit: 1 });
        const found = await findDefinition(tx, id);
        return [listed?.published_version, found?.published_version];
      });
    expect(await published(owner)).toEqual(['1.0.0', '1.0.0']);
    expect(await published(other)).toEqual([null, null]);
  });

  test.each([
    ['updated_at', 'asc'],
    ['updated_at', 'desc'],
    ['title', 'asc'],
    ['title', 'desc'],
    ['id', 'asc'],
    ['id', 'desc'],
  ] as const)(
    'pages by %s %s have no gap and no duplicate, however many rows tie',
    async (sort: DefinitionSort, dir: 'asc' | 'desc') => {
      const workspace = await newWorkspace();
      const titles = ['alpha', 'Alpha', 'ALPHA', 'beta', 'a%_b', 'éclair', ''];
      const all = await database.transact(workspace, async (tx) => {
        for (let index = 0; index < 23; index++) {
          const updated_at = `2026-11-01T00:00:00.00${index % 3}Z`;
          await insertDefinition(tx, definition(workspace, { title: titles[index % titles.length] ?? '', updated_at }));
        }
        return listDefinitions(tx, { filter: {}, sort, dir, limit: 200 });
      });
      expect(all).toHaveLength(23);
      for (const limit of [1, 4, 7]) {
        const walked: number[] = [];
        let cursor: DefinitionCursor | undefined;
        do {
          const page = await database.transact(workspace, (tx) =>
            listDefinitions(tx, { filter: {}, sort, dir, limit, ...(cursor && { cursor }) }),
          );
          walked.push(...page.map(({ id }) => id));
          const last = page.at(-1);
          cursor = last && { id: last.id, ...(sort !== 'id' && { value: last[sort] }) };
        } while (cursor !== undefined);
        expect(walked).toEqual(all.map(({ id }) => id));
      }
    },
  );

  test('filters find what they say and counts agree with them', async () => {
    const workspace = await newWorkspace();
    await database.transact(workspace, async (tx) => {
      await insertDefinition(tx, definition(workspace, { title: '100% sure', tags: ['ops'], kind: 'command' }));
      await insertDefinition(
        tx,
        definition(workspace, { title: '100 things', description: 'Sure, a_b', enabled: false }),
      );
      await insertDefinition(
        tx,
        definition(workspace, { title: 'back\\slash', name: 'files.axb', tags: ['ops', 'x'] }),
      );
      const { id } = await insertDefinition(tx, definition(workspace, { title: '100% gone' }));
      await softDeleteDefinition(tx, { id, actor: 'x', at: LATER });
    });
    const find = (filter: DefinitionFilter) =>
      database.transact(workspace, async (tx) => {
        const rows = await listDefinitions(tx, { filter, sort: 'id', dir: 'asc', limit: 10 });
        const counts = await countDefinitions(tx, filter);
        expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length);
        return rows.map(({ title }) => title);
      });
    expect(await find({ words: ['100%'] })).toEqual(['100% sure']);
    expect(await find({ words: ['A_B'] })).toEqual(['100 things']);
    expect(await find({ words: ['\\'] })).toEqual(['back\\slash']);
    expect(await find({ words: ['SURE', '100'] })).toEqual(['100% sure', '100 things']);
    expect(await find({ words: ['sure', 'files'] })).toEqual([]);
    expect(await find({ words: [`' or true --`] })).toEqual([]);
    expect(await find({ tag: 'ops' })).toEqual(['100% sure', 'back\\slash']);
    expect(await find({ tag: 'ops', kind: 'command' })).toEqual(['100% sure']);
    expect(await find({ enabled: false })).toEqual(['100 things']);
    const counts = await database.transact(workspace, (tx) => countDefinitions(tx, {}));
    expect(
      counts.sort((a, b) => a.count - b.count || a.kind.localeCompare(b.kind) || Number(a.enabled) - Number(b.enabled)),
    ).toEqual([
      { kind: 'command', enabled: true, count: 1 },
      { kind: 'prompt', enabled: false, count: 1 },
      { kind: 'prompt', enabled: true, count: 1 },
    ]);
  });

  test('pending edits are taken once they are old enough, each by one worker', async () => {
    const workspace = await newWorkspace();
    const pending = (pending_since: string) => definition(workspace, { pending_actor: 'editor', pending_since });
    await database.transact(workspace, async (tx) => {
      await insertDefinition(tx, pending('2026-11-01T00:00:10.000Z'));
      await insertDefinition(tx, pending('2026-11-01T00:00:20.000Z'));
      await insertDefinition(tx, pending('2026-11-01T00:01:00.000Z'));
      await insertDefinition(tx, definition(workspace));
    });
    const before = '2026-11-01T00:00:20.000Z';
    const take = (limit: number) => database.transact(workspace, (tx) => listPendingEdits(tx, { before, limit }));
    expect(await take(9)).toHaveLength(2);
    await database.transact(workspace, async (tx) => {
      const [oldest] = await listPendingEdits(tx, { before, limit: 1 });
      expect(oldest?.pending_since).toBe('2026-11-01T00:00:10.000Z');
      // PGlite has one session: a second worker would wait for this transaction.
      if (kind === 'postgresql') expect(await take(9)).toMatchObject([{ pending_since: '2026-11-01T00:00:20.000Z' }]);
      await clearPendingEdits(tx, [oldest?.id ?? 0]);
    });
    expect(await take(9)).toMatchObject([{ pending_since: '2026-11-01T00:00:20.000Z', pending_actor: 'editor' }]);
  });
});
