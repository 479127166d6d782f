import { expect, test } from 'vitest';
import { toPrefixQuery, toSearchText } from './search-terms.js';

test.each([
  ['files.move_file', 'files move file'],
  ['Zürich—WETTER  ², ﬁx', 'zürich wetter 2 fix'],
  [`o'clock "q" \\ & | ! ( ) <-> :*`, 'o clock q'],
  ['天気-予報 \u{1F600}\0', '天気 予報'],
  ['---', ''],
])('the words of %j are %j', (text, words) => {
  expect(toSearchText(text)).toBe(words);
});

test('a long text is cut and missing ones are passed over', () => {
  expect(toSearchText(null, 'a', undefined, 'b')).toBe('a b');
  expect(toSearchText('word '.repeat(10_000))).toHaveLength(4_000);
});

test('a query asks for the first 16 different words', () => {
  expect(toPrefixQuery(['Move', 'move_it'])).toBe(`'move':* & 'it':*`);
  expect(toPrefixQuery(Array.from({ length: 40 }, (_, index) => `w${index}`))?.split(' & ')).toHaveLength(16);
  expect(toPrefixQuery(["'", '--', ''])).toBeUndefined();
});
