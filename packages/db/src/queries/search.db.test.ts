import { beforeAll, expect, test } from 'vitest';
import { describeEachDatabase, type TestDatabase } from '../testing/databases.js';
import { AT, seedRelease, seedWorkspace } from '../testing/seed.js';
import { deleteChannel, upsertChannel } from './channels.js';
import {
  type ActionCursor,
  countActions,
  findAction,
  listActions,
  type SearchCursor,
  type SearchInput,
  searchActions,
  suggestNames,
  updateSearch,
  upsertSearch,
} from './search.js';

const action = (name: string, fields: Partial<SearchInput> = {}): SearchInput => ({
  name,
  namespace: name.split('.', 1)[0] ?? name,
  kind: 'tool',
  title: null,
  description: null,
  tags: [],
  latest_version: '1.0.0',
  latest_hash: `sha256:${'0'.repeat(64)}`,
  versions: 1,
  deprecated: false,
  yanked: false,
  kids: [],
  published_by: 'tester',
  updated_at: AT,
  ...fields,
});

describeEachDatabase('search', (_kind, open) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await open();
    const rows = [
      action('files.move_file', {
        title: 'Move a file',
        description: 'Renames it, or carries it elsewhere.',
        tags: ['fs'],
      }),
      action('files.read', { description: 'Reads a file and moves nothing.' }),
      action('weather.get', {
        title: 'Wetter in Zürich',
        kind: 'prompt',
        description: '天気 of the day',
        tags: ['net', `o'clock "q"`],
      }),
      action('math.e', { description: 'Euler: 2.71828, 1e5 or -3' }),
    ];
    await database.transact(null, async (tx) => {
      for (const row of rows) await upsertSearch(tx, row);
    });
  });

  const search = async (words: string[], options: object = {}) =>
    (await searchActions(database.db, { words, limit: 50, ...options })).map(({ name }) => name);

  test('every word must begin a stored word, in any field and any case', async () => {
    expect(await search(['move'])).toEqual(['files.move_file', 'files.read']);
    expect(await search(['MOV', 'fil'])).toEqual(['files.move_file', 'files.read']);
    expect(await search(['move_file'])).toEqual(['files.move_file', 'files.read']);
    expect(await search(['files.move_file', 'carries'])).toEqual(['files.move_file']);
    expect(await search(['zür'])).toEqual(['weather.get']);
    expect(await search(['天'])).toEqual(['weather.get']);
    expect(await search(['1e5'])).toEqual(['math.e']);
    expect(await search(['2.71'])).toEqual(['math.e']);
    expect(await search(['ove'])).toEqual([]);
  });

  test('the name that was asked for comes first, then names and titles, then the rest', async () => {
    await database.transact(null, async (tx) => {
      await upsertSearch(tx, action('rank.zebra'));
      await upsertSearch(tx, action('aaa.rank_zebra'));
      await upsertSearch(tx, action('aaa.text', { description: 'of rank zebra' }));
      await upsertSearch(tx, action('zzz.title', { title: 'Rank: Zebra' }));
    });
    const rows = await searchActions(database.db, { words: ['Rank.Zebra'], limit: 9 });
    expect(rows.map(({ name, rank }) => `${rank} ${name}`)).toEqual([
      '3 rank.zebra',
      '2 aaa.rank_zebra',
      '2 zzz.title',
      '1 aaa.text',
    ]);
    expect(await search(['rank', 'zebra'])).toEqual(['aaa.rank_zebra', 'rank.zebra', 'zzz.title', 'aaa.text']);
    expect(await search(['rank.zebra'], { namespace: 'zzz' })).toEqual(['zzz.title']);
  });

  test.each([
    [`'`],
    [`''`],
    ['&'],
    ['|'],
    ['!'],
    ['<->'],
    ['('],
    [':*'],
    ['\\'],
    ["a'b"],
    ["move' | 'x"],
    ['move:*'],
    ['!move'],
    ['\u0000'],
    ['\ud800'],
    ['💥'],
    ['--'],
    [' '],
    [''],
    ['%'],
    ['a'.repeat(5_000)],
    ['\u0301'],
    ['İ'],
    ['ﬁle'],
    ['<b>'],
    ['http://x.y/z?a=b'],
    ['a@b.c'],
    ['/usr/bin'],
    ['-5'],
    ['1.5e10'],
  ])('hostile word %j never breaks the query', async (word) => {
    await expect(search([word])).resolves.toEqual(expect.any(Array));
    await expect(search(['move', word])).resolves.toEqual(expect.any(Array));
    await expect(suggestNames(database.db, { texts: [word.replaceAll('\0', '')], limit: 5 })).resolves.toEqual(
      expect.any(Array),
    );
  });

  test('words without a letter or digit are passed over, and alone find nothing', async () => {
    expect(await search(['move', '--', '!'])).toEqual(['files.move_file', 'files.read']);
    expect(await search(['--', "'"])).toEqual([]);
    expect(await search([])).toEqual([]);
  });

  test('filters narrow search and list', async () => {
    expect(await search(['e'], { namespace: 'math' })).toEqual(['math.e']);
    expect(await search(['w'], { kind: 'prompt' })).toEqual(['weather.get']);
    expect(await search(['w'], { kind: 'tool' })).toEqual([]);
    expect(await search(['w'], { tag: `o'clock "q"` })).toEqual(['weather.get']);
    const list = async (options: object) =>
      (await listActions(database.db, { limit: 50, ...options })).map(({ name }) => name);
    expect(await list({ namespace: 'files' })).toEqual(['files.move_file', 'files.read']);
    expect(await list({ kind: 'prompt' })).toEqual(['weather.get']);
    expect(await list({ tag: 'fs' })).toEqual(['files.move_file']);
    expect(await list({ cursor: { name: 'files.read' }, limit: 1 })).toEqual(['math.e']);
    expect(await list({ namespace: 'files', dir: 'desc', limit: 1 })).toEqual(['files.read']);
    expect(await list({ words: ['move'], dir: 'desc' })).toEqual(['files.read', 'files.move_file']);
    expect(await list({ words: ['--'] })).toEqual([]);
  });

  test('states, channels, keys and publishers narrow a list, and facets count what they leave', async () => {
    const list = async (options: object) =>
      (await listActions(database.db, { namespace: 'facet', limit: 50, ...options })).map(({ name }) => name);
    const workspace = await seedWorkspace(database, 'facets');
    await database.transact(workspace, async (tx) => {
      const log_index = await seedRelease(tx, workspace, { name: 'facet.a', version: '1.0.0' });
      const pointer = { name: 'facet.a', version: '1.0.0', actor: 'x', at: AT, log_index };
      await upsertChannel(tx, { ...pointer, channel: 'production', pinned: false });
      await upsertChannel(tx, { ...pointer, channel: 'latest', pinned: false });
      const facts = { namespace: 'facet', tags: ['one'] };
      await upsertSearch(tx, action('facet.a', { ...facts, kids: ['k1', 'k2'], published_by: 'ana' }));
      await upsertSearch(tx, action('facet.b', { ...facts, deprecated: true, kids: ['k1'] }));
      await upsertSearch(tx, action('facet.c', { ...facts, tags: [], yanked: true, deprecated: true }));
    });
    expect(await list({ channel: 'production' })).toEqual(['facet.a']);
    expect(await list({ channel: 'latest' })).toEqual([]);
    expect(await list({ state: 'deprecated' })).toEqual(['facet.b']);
    expect(await list({ state: 'yanked' })).toEqual(['facet.c']);
    expect(await list({ key: 'k1' })).toEqual(['facet.a', 'facet.b']);
    expect(await list({ by: 'ana' })).toEqual(['facet.a']);
    const counted = await countActions(database.db, { namespace: 'facet' });
    expect(counted.map(({ facet, value, count }) => [facet, value, count])).toEqual([
      ['channel', 'production', 1],
      ['key', 'k1', 2],
      ['key', 'k2', 1],
      ['kind', 'tool', 3],
      ['state', 'active', 1],
      ['state', 'deprecated', 1],
      ['state', 'yanked', 1],
      ['tag', 'one', 2],
      ['total', '', 3],
    ]);
    await database.transact(workspace, async (tx) => {
      await deleteChannel(tx, { name: 'facet.a', channel: 'production' });
      await updateSearch(tx, 'facet.a', { channels: [] });
    });
    expect(await list({ channel: 'production' })).toEqual([]);
  });

  test('a list by time walks pages without a gap where times are equal', async () => {
    const names = Array.from({ length: 7 }, (_, index) => `timed.a${index}`);
    await database.transact(null, async (tx) => {
      for (const [index, name] of names.entries()) {
        const updated_at = `2026-11-02T00:00:0${Math.floor(index / 3)}.000Z`;
        await upsertSearch(tx, action(name, { namespace: 'timed', updated_at }));
      }
    });
    const walked: string[] = [];
    let cursor: ActionCursor | undefined;
    do {
      const order = { sort: 'updated_at', dir: 'desc' } as const;
      const rows = await listActions(database.db, { namespace: 'timed', ...order, limit: 2, cursor });
      walked.push(...rows.map(({ name }) => name));
      const last = rows.at(-1);
      cursor = last && { name: last.name, value: last.updated_at };
    } while (cursor !== undefined);
    expect(walked).toEqual([...names].reverse());
  });

  test('a row is replaced whole', async () => {
    await database.transact(null, async (tx) => {
      await upsertSearch(tx, action('replace.me', { description: 'before' }));
      await upsertSearch(
        tx,
        action('replace.me', { description: 'after', latest_version: '2.0.0', versions: 2, deprecated: true }),
      );
    });
    expect(await search(['before'])).toEqual([]);
    expect(await search(['after'])).toEqual(['replace.me']);
    expect(await findAction(database.db, 'replace.me')).toMatchObject({
      latest_version: '2.0.0',
      versions: 2,
      deprecated: true,
    });
    expect(await findAction(database.db, 'no.such')).toBeUndefined();
  });

  test('pages of a search have no gap and no duplicate, across ranks', async () => {
    await database.transact(null, async (tx) => {
      for (let index = 0; index < 23; index++) {
        const fields = index % 3 === 0 ? { title: 'Needle' } : { description: 'a needle' };
        await upsertSearch(tx, action(`bulk.a${String(index).padStart(2, '0')}`, fields));
      }
    });
    const all = await search(['needle']);
    expect(all).toHaveLength(23);
    for (const limit of [1, 5]) {
      const walked: string[] = [];
      let cursor: SearchCursor | undefined;
      do {
        const page = await searchActions(database.db, { words: ['needle'], limit, ...(cursor && { cursor }) });
        walked.push(...page.map(({ name }) => name));
        cursor = page.at(-1);
      } while (cursor !== undefined);
      expect(walked).toEqual(all);
    }
  });

  test('a mistyped name is answered with the nearest ones', async () => {
    const texts = ['files.mov_file', 'qqqqqq', 'wether.get'];
    const near = await suggestNames(database.db, { texts, limit: 3 });
    expect(near.find(({ asked }) => asked === 'wether.get')?.name).toBe('weather.get');
    expect(near[0]).toEqual({ asked: 'files.mov_file', name: 'files.move_file' });
    expect(near.filter(({ asked }) => asked === 'qqqqqq')).toEqual([]);
    expect(await suggestNames(database.db, { texts: ['wether.get'], limit: 1 })).toHaveLength(1);
  });
});
