import { describe, expect, test } from 'vitest';
import { openToken, parseQuery, replaceOpenToken, toToken } from './operators.js';

const OPERATORS = [{ name: 'kind', values: ['tool', 'prompt'] }, { name: 'tag' }] as const;

describe('parseQuery', () => {
  test('takes finished operators out and leaves the words', () => {
    expect(parseQuery('kind:tool move tag:files file ', OPERATORS, false)).toEqual({
      filters: { kind: 'tool', tag: 'files' },
      text: 'move file ',
      bad: [],
    });
  });

  test('an operator at the end can still be typed until it is finished', () => {
    expect(parseQuery('kind:too', OPERATORS, false)).toMatchObject({ filters: {}, text: 'kind:too' });
    expect(parseQuery('kind:tool', OPERATORS, true)).toMatchObject({ filters: { kind: 'tool' }, text: '' });
  });

  test('an operator with a value that it does not take stays text and is told', () => {
    const parsed = parseQuery('kind:spoon move', OPERATORS, true);
    expect(parsed).toMatchObject({ filters: {}, text: 'kind:spoon move' });
    expect(parsed.bad.map(({ name }) => name)).toEqual(['kind']);
  });

  test('what is no operator stays text, also with a colon in it', () => {
    for (const text of ['http://example.com', ':', 'a:', 'name:', 'KIND'])
      expect(parseQuery(text, OPERATORS, true)).toMatchObject({ filters: {}, text });
  });

  test('names and fixed values ignore case, free values keep theirs, quotes hold spaces', () => {
    expect(parseQuery('Kind:TOOL tag:"Two Words"', OPERATORS, true).filters).toEqual({
      kind: 'tool',
      tag: 'Two Words',
    });
  });

  test('a space after a word is kept while one types, so that the next word can begin', () => {
    expect(parseQuery('move ', OPERATORS, false).text).toBe('move ');
  });
});

describe('the open token', () => {
  test('is what stands at the end, and nothing after a space', () => {
    expect(openToken('move kind:t')).toEqual({ operator: 'kind', value: 't' });
    expect(openToken('move ki')).toEqual({ operator: undefined, value: 'ki' });
    expect(openToken('move ')).toEqual({ operator: undefined, value: '' });
  });

  test('is replaced by what was chosen', () => {
    expect(replaceOpenToken('move kind:t', toToken('kind', 'tool'))).toBe('move kind:tool');
    expect(replaceOpenToken('move ', 'tag:')).toBe('move tag:');
    expect(toToken('tag', 'two words')).toBe('tag:"two words"');
  });
});
