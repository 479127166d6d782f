import { expect, test } from 'vitest';
import { fitInto, toPlainJson, toPlainLine, toTable } from './plain-text.js';

test('nothing of others reaches a terminal as a command', () => {
  expect(toPlainLine('\u001b[2J\u001b]0;pwn\u0007 \u202e\u200b')).toBe(
    '\\u{1b}[2J\\u{1b}]0;pwn\\u{7} \\u{202e}\\u{200b}',
  );
  expect(toPlainLine('one\ntwo\r\nthree\tfour')).toBe('one\\ntwo\\nthree four');
  expect(toPlainLine('\u009b31m')).toBe('\\u{9b}31m');
  expect(toPlainLine('a\u{e0041}b')).toBe('a\\u{e0041}b');
});

test('what people write is left as it is', () => {
  const text = 'Zürich 天気 👩‍🚀 — “quoted” ✔';
  expect(toPlainLine(text)).toBe(text);
  expect(toPlainJson('{\n  "a": "天気 👩‍🚀"\n}')).toBe('{\n  "a": "天気 👩‍🚀"\n}');
});

test('columns line up, and the last one fits the terminal', () => {
  const rows = [
    ['a.b', '10.0.0', 'x'.repeat(80)],
    ['long.name', '1.0.0', ''],
  ];
  expect(toTable(rows, 50)).toEqual([`a.b        10.0.0  ${'x'.repeat(30)}…`, 'long.name  1.0.0']);
  expect(fitInto('👩‍🚀abc', 4)).toBe('👩‍🚀…');
  expect(toTable([], 80)).toEqual([]);
});

test('a JSON text keeps its value when what a terminal obeys is written as escapes', () => {
  const value = { '\u009b31m': '\u202e\u200b\u{e0041}\u2028\u0000', lawful: 'نمی‌خواهم' };
  const plain = toPlainJson(JSON.stringify(value, null, 2));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  expect(plain).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\u200b\u2028]|\u{e0041}/u);
  expect(JSON.parse(plain)).toEqual(value);
});

test('rows of different lengths and wide characters line up all the same', () => {
  expect(
    toTable(
      [
        ['👩', 'b'],
        ['long', 'c', 'd'],
      ],
      Number.POSITIVE_INFINITY,
    ),
  ).toEqual(['👩     b', 'long  c  d']);
});
