import { BUILTIN_CATALOGUES, type CommandCatalogue, checkLine, createCatalogues } from '@action-registry/core';
import { expect, test } from 'vitest';
import { toTypedLine } from './typed-line.js';

const catalogue = createCatalogues(BUILTIN_CATALOGUES).find('android_mobile') as CommandCatalogue;

test('a value that the shell kept together stays together', () => {
  const line = toTypedLine(['click_element', 'text=Sign in "now"', 'timeout_ms=10']);
  expect(checkLine(line, catalogue).params).toEqual({ text: 'Sign in "now"', timeout_ms: 10 });
});

test.each([
  { words: ['press_key', 'key=HOME'], line: 'press_key key=HOME' },
  { words: ['press_key', '{"key": "a=b c"}'], line: 'press_key {"key": "a=b c"}' },
  { words: ['click_element', 'text="Sign in"'], line: 'click_element text="Sign in"' },
  { words: ['press_key', 'key="HOME'], line: 'press_key key="HOME' },
  { words: ['click_element text="Sign in"'], line: 'click_element text="Sign in"' },
])('what needs no quotes gets none: $line', ({ words, line }) => {
  expect(toTypedLine(words)).toBe(line);
});
