import { expect, test } from 'vitest';
import { checkMigrations } from './check-migrations.js';
import { makeTree } from './testing/make-tree.js';

const entry = (idx: number, when: number, tag: string) => ({ idx, when, tag });

function migrations(entries: object[], tags: string[]): string {
  const files = Object.fromEntries(tags.map((tag) => [`drizzle/${tag}.sql`, 'select 1;']));
  return makeTree({ 'drizzle/meta/_journal.json': { entries }, ...files });
}

test('accepts a journal that grows in order', () => {
  const root = migrations([entry(0, 10, '0000_a'), entry(1, 20, '0001_b')], ['0000_a', '0001_b']);
  expect(checkMigrations(root)).toEqual([]);
});

test('refuses a migration that the migrator would skip, since an earlier one has a later time', () => {
  const root = migrations([entry(0, 20, '0000_a'), entry(1, 20, '0001_b')], ['0000_a', '0001_b']);
  expect(checkMigrations(root)).toEqual(['0001_b: when is not later than that of 0000_a; the migrator would skip it']);
});

test('refuses an index that is used twice', () => {
  const root = migrations([entry(0, 10, '0000_a'), entry(0, 20, '0000_b')], ['0000_a', '0000_b']);
  expect(checkMigrations(root)).toEqual(['0000_b: idx is 0, expected 1']);
});

test('refuses a journal and a folder that disagree', () => {
  const root = migrations([entry(0, 10, '0000_a')], ['0000_b']);
  expect(checkMigrations(root)).toEqual([
    '0000_a: in the journal, but not a file',
    '0000_b.sql: a file, but not in the journal',
  ]);
});

test('refuses an empty or missing journal', () => {
  expect(checkMigrations(migrations([], []))).toHaveLength(1);
  expect(checkMigrations(makeTree({}))).toHaveLength(1);
});
