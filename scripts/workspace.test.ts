import { expect, test } from 'vitest';
import { makeTree } from './testing/make-tree.js';
import { isInstalled, isNodeSupported } from './workspace.mjs';

test.each([
  ['18.20.0', false],
  ['20.9.0', false],
  ['20.18.3', false],
  ['20.19.0', true],
  ['22.1.0', true],
  ['100.0.0', true],
])('Node %s is supported: %s', (version, isSupported) => {
  expect(isNodeSupported(version)).toBe(isSupported);
});

const installed = {
  'pnpm-lock.yaml': 'lock 2',
  'node_modules/.modules.yaml': '',
  'node_modules/.pnpm/lock.yaml': 'lock 2',
};

test('is installed when what is there came from this lockfile', () => {
  expect(isInstalled(makeTree(installed))).toBe(true);
});

test('is not installed on a fresh clone, after a change of the lockfile, or after an interrupted install', () => {
  expect(isInstalled(makeTree({ 'pnpm-lock.yaml': 'lock 2' }))).toBe(false);
  expect(isInstalled(makeTree({ ...installed, 'node_modules/.pnpm/lock.yaml': 'lock 1' }))).toBe(false);
  const { 'node_modules/.modules.yaml': _, ...interrupted } = installed;
  expect(isInstalled(makeTree(interrupted))).toBe(false);
});
