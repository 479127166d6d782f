import { expect, it } from 'vitest';
import { toChangeText } from './change-text.js';

it.each([
  [
    'input',
    '/inputSchema/properties/url/pattern',
    '`/properties/url/pattern`: the pattern was added',
    ': ',
    'the pattern was added',
  ],
  [
    'input',
    '/inputSchema/properties/a/maxLength',
    '`/properties/a/maxLength` 255 → 3: longer texts',
    ' ',
    '255 → 3: longer texts',
  ],
  ['document', '/kind', 'Another kind.', ' ', 'Another kind.'],
] as const)('a change of the %s at %s is told after its place', (side, pointer, message, between, text) => {
  expect(toChangeText({ side, pointer, message })).toEqual({ between, text });
});
