import { expect, test } from 'vitest';
import { findRevokeCommand } from './revocation.js';

test('the command is one line, and nothing in the reason leaves its quotes', () => {
  expect(findRevokeCommand({ kid: 'ana', reason: "it's\n$(gone)", index: -1 })).toBe(
    "npx --no actions keys revoke ana --reason 'it'\\''s $(gone)' --last-valid-index=-1",
  );
});
