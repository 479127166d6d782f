import { expect, test } from 'vitest';
import { toPageQuotes } from './quotes.js';

test.each([
  [
    "Invalid command 'a' for device model 'b' (action 1 in 'c').",
    'Invalid command “a” for device model “b” (action 1 in “c”).',
  ],
  ['must be one of "HOME", "BACK" and 3 more.', 'must be one of “HOME”, “BACK” and 3 more.'],
  ["`/type` 'string' → 'integer': longer texts", '“/type” “string” → “integer”: longer texts'],
  ["the catalogues' names, don't they?", "the catalogues' names, don't they?"],
  ['{"a":"b"} stays', '{"a":"b"} stays'],
  ['', ''],
])('%s', (message, shown) => {
  expect(toPageQuotes(message)).toBe(shown);
});
