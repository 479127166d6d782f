import { beforeAll, expect, test } from 'vitest';
import { describeEachDatabase, type TestDatabase } from '../testing/databases.js';
import { AT } from '../testing/seed.js';
import {
  findAction,
  listActions,
  type SearchCursor,
  type SearchInput,
  searchActions,
  suggestNames,
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
    await expect(suggestNames(database.db, { q: word.replaceAll('\0', ''), limit: 5 })).resolves.toEqual(
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
    expect(await list({ after: 'files.read', limit: 1 })).toEqual(['math.e']);
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
    expect((await suggestNames(database.db, { q: 'wether.get', limit: 3 }))[0]).toBe('weather.get');
    expect((await suggestNames(database.db, { q: 'files.mov_file', limit: 3 }))[0]).toBe('files.move_file');
    expect(await suggestNames(database.db, { q: 'qqqqqq', limit: 3 })).toEqual([]);
  });
});
