import { expect, test } from 'vitest';
import { fitInto, toPlainLine, toPlainLines, toTable } from './plain-text.js';

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
  expect(toPlainLines('{\n  "a": 1\n}')).toEqual(['{', '  "a": 1', '}']);
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
