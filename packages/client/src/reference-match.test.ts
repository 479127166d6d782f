import { parseReference } from '@action-registry/core';
import { expect, test } from 'vitest';
import { matchesReference } from './reference-match.js';

test.each([
  ['files.move@1.2.0', 'files.move', '1.2.0', true],
  ['files.move@1.2.0', 'files.move', '1.2.1', false],
  ['files.move@^1.2', 'files.move', '1.9.0', true],
  ['files.move@^1.2', 'files.move', '2.0.0', false],
  ['files.move@^1.2', 'files.move', '1.3.0-rc.1', true],
  ['files.move@production', 'files.move', '7.0.0', true],
  ['files.move', 'files.move', '7.0.0', true],
  ['files.move@production', 'files.copy', '7.0.0', false],
])('%s may be answered with %s %s: %s', (reference, name, version, expected) => {
  expect(matchesReference(parseReference(reference), { name, version })).toBe(expected);
});
