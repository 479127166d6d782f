import { expect, test } from 'vitest';
import { toInvalidJson } from './invalid-json.js';
import { type StrictJsonLimits, strictRead } from './strict-json.js';
import { StrictJsonError } from './strict-json-error.js';

function messageOf(text: string, limits?: StrictJsonLimits): string {
  try {
    strictRead(text, limits);
  } catch (error) {
    if (error instanceof StrictJsonError) return toInvalidJson(error, 'The text').message;
    throw error;
  }
  throw new Error('the text was read');
}

test('a limit is named as the reader had it', () => {
  const keys = Array.from({ length: 10_001 }, (_, index) => `"k${index}":0`);
  expect(messageOf(`{${keys.join()}}`)).toContain('more than 10,000 keys');
  expect(messageOf('{"a":0,"b":0}', { maxKeys: 1 })).toContain('more than 1 keys');
  expect(messageOf('[[0]]', { maxDepth: 1 })).toContain('deeper than 1 levels');
  expect(messageOf(`"${'x'.repeat(2_000)}"`, { maxBytes: 1_500 })).toContain('larger than 1,500 bytes');
});
