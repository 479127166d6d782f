import { describe, expect, test } from 'vitest';
import { findWanted } from './paged-rows.js';

const rows = (head: number, tail: number) => ({ total: 1_000, head, tail });

describe('findWanted', () => {
  test('nothing is asked for what is there', () => {
    expect(findWanted({ first: 0, last: 20 }, rows(100, 0), true)).toBeUndefined();
    expect(findWanted({ first: 950, last: 999 }, rows(100, 100), true)).toBeUndefined();
  });

  test('what comes into view is asked from the nearer side', () => {
    expect(findWanted({ first: 90, last: 110 }, rows(100, 100), true)).toBe('head');
    expect(findWanted({ first: 880, last: 905 }, rows(100, 100), true)).toBe('tail');
    expect(findWanted({ first: 990, last: 999 }, rows(100, 0), true)).toBe('tail');
  });

  test('without a second side everything is asked from the first', () => {
    expect(findWanted({ first: 990, last: 999 }, rows(100, 0), false)).toBe('head');
  });

  test('a list that is whole asks for nothing, also beyond its end', () => {
    expect(findWanted({ first: 400, last: 600 }, rows(500, 500), true)).toBeUndefined();
    expect(findWanted({ first: 990, last: 1_010 }, rows(1_000, 0), true)).toBeUndefined();
    expect(findWanted({ first: 0, last: 0 }, { total: 0, head: 0, tail: 0 }, true)).toBeUndefined();
  });
});
