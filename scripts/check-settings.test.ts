import { expect, test } from 'vitest';
import { checkSettings, compareSettings, namesInExample, namesInSettings } from './check-settings.js';
import { makeTree } from './testing/make-tree.js';

test('reads the names of an env file, commented-out examples included', () => {
  expect(namesInExample('# The port.\nPORT=8000\n# DATABASE_URL=postgres://…\n\nnot a setting')).toEqual([
    'PORT',
    'DATABASE_URL',
  ]);
});

test.each([[['PORT', 'HOST']], [[{ name: 'PORT' }, { name: 'HOST' }]], [{ PORT: {}, HOST: {} }]])(
  'reads the names of %j',
  (settings) => {
    expect(namesInSettings(settings)).toEqual(['PORT', 'HOST']);
  },
);

test('names each setting that only one side has, and one that is named twice', () => {
  expect(compareSettings(['PORT', 'OLD', 'PORT'], ['PORT', 'NEW'])).toEqual([
    '.env.example: lacks NEW of apps/server/src/config.ts',
    '.env.example: names OLD, which apps/server/src/config.ts does not read',
    '.env.example: names PORT twice',
  ]);
});

test('is not satisfied by a list that is gone', async () => {
  expect(compareSettings([], [])).toHaveLength(1);
  expect(await checkSettings(makeTree({}))).toHaveLength(2);
});

test('compares the files of a project', async () => {
  const root = makeTree({
    '.env.example': 'PORT=8000\n',
    'apps/server/src/config.ts': "export const SETTINGS = ['PORT', 'HOST'];",
  });
  expect(await checkSettings(root)).toEqual(['.env.example: lacks HOST of apps/server/src/config.ts']);
});
