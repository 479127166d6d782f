import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { VERIFY_ERRORS } from '@action-registry/schema';
import { expect, it } from 'vitest';
import { LOG_MUTATIONS } from './mutate-trust-log.js';
import { mutate } from './mutate-trust-mutation.js';
import { RELEASE_MUTATIONS } from './mutate-trust-release.js';
import { ROOT } from './workspace.mjs';

const MUTATIONS = [...RELEASE_MUTATIONS, ...LOG_MUTATIONS];
const SOURCES = path.join(ROOT, 'packages/core/src');

it('takes out a check for every code of a verification', () => {
  const covered = new Set(MUTATIONS.flatMap(({ codes = [] }) => codes));
  expect(Object.keys(VERIFY_ERRORS).filter((code) => !covered.has(code as keyof typeof VERIFY_ERRORS))).toEqual([]);
});

it('has a name for each check', () => {
  expect(new Set(MUTATIONS.map(({ name }) => name)).size).toBe(MUTATIONS.length);
});

it.each(MUTATIONS)('finds in $file: $name', (mutation) => {
  const text = readFileSync(path.join(SOURCES, mutation.file), 'utf8');
  expect(mutate(text, mutation)).not.toBe(text);
  for (const test of mutation.tests) expect(existsSync(path.join(SOURCES, test))).toBe(true);
});

it('refuses a text that is gone or stands twice', () => {
  const mutation = { name: 'x', file: 'x.ts', find: 'a', replace: '', tests: [] };
  expect(mutate('bab', mutation)).toBe('bb');
  expect(() => mutate('b', mutation)).toThrow();
  expect(() => mutate('aba', mutation)).toThrow();
});
