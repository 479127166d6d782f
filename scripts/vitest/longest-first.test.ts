// The longest test files are named by hand: each must be there, and come before the rest.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../workspace.mjs';
import { LONG, toLongestFirst } from './longest-first.js';

const toFile = (name: string): string => path.join(ROOT, 'e2e/src', `${name}.test.ts`);

test.each(LONG)('%s is a test file', (name) => {
  expect(existsSync(toFile(name))).toBe(true);
});

test('the long ones go first, the rest stays as it was', () => {
  const files = ['shell', 'doctor', 'packages', 'editor-axe', 'audit'].map((name) => ({ moduleId: toFile(name) }));
  const names = toLongestFirst(files).map(({ moduleId }) => path.basename(moduleId, '.test.ts'));
  expect(names).toEqual(['editor-axe', 'doctor', 'shell', 'packages', 'audit']);
});
