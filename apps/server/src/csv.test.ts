import { expect, test } from 'vitest';
import { toCsvLine } from './csv.js';

/** RFC 4180 read straight: the cells of one line that ends in CRLF. */
function parseLine(line: string): string[] {
  const cells: string[] = [];
  let rest = line;
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"(,|\r\n$)/.exec(rest);
    const match = quoted ?? /^([^",\r\n]*)(,|\r\n$)/.exec(rest);
    if (match === null) throw new Error(`not CSV: ${JSON.stringify(rest)}`);
    const [whole, cell = '', end] = match;
    cells.push(quoted === null ? cell : cell.replaceAll('""', '"'));
    if (end !== ',') return cells;
    rest = rest.slice(whole.length);
  }
}

/** Every text of up to four of these characters. */
function listTexts(length = 4): string[] {
  const shorter = length === 0 ? [] : listTexts(length - 1);
  const longest = shorter.filter((text) => text.length === length - 1);
  return length === 0 ? [''] : [...shorter, ...longest.flatMap((text) => [...',"\r\n =a'].map((last) => text + last))];
}

test('cells come back as they were, whatever is in them', () => {
  const texts = listTexts();
  expect(texts).toHaveLength(1 + 7 + 49 + 343 + 2401);
  const shown = parseLine(toCsvLine(texts));
  expect(shown.map((text, at) => (text === texts[at] ? text : text.replace(/^'/, '')))).toEqual(texts);
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠x'])(
  'a spreadsheet does not run %j',
  (text) => {
    expect(parseLine(toCsvLine(['a', text]))).toEqual(['a', `'${text}`]);
  },
);

test('what is no formula stays as it is, and what is not there is empty', () => {
  expect(toCsvLine(['1', 'a=b', '{"a":1}', undefined, ' x'])).toBe('1,a=b,"{""a"":1}",," x"\r\n');
});
