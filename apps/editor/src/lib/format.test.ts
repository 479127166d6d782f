import { describe, expect, test } from 'vitest';
import { formatAgo, formatBytes, formatCodePoint, formatNumber, shortHash, truncateMiddle } from './format.js';

describe('formatAgo', () => {
  const now = new Date('2026-11-01T12:00:00Z');
  test.each([
    ['2026-11-01T11:59:30Z', 'just now'],
    ['2026-11-01T11:58:00Z', '2 min. ago'],
    ['2026-11-01T09:00:00Z', '3 hr. ago'],
    ['2026-10-31T12:00:00Z', 'yesterday'],
    ['2026-10-01T12:00:00Z', 'last mo.'],
    ['2024-11-01T12:00:00Z', '2 yr. ago'],
    ['2026-11-01T12:10:00Z', 'in 10 min.'],
  ])('%s is %s', (time, words) => {
    expect(formatAgo(time, now)).toBe(words);
  });
});

test('sizes have a unit and at most one digit after the point', () => {
  expect([0, 312, 1_024, 1_434, 2 * 1024 * 1024].map(formatBytes)).toEqual([
    '0 B',
    '312 B',
    '1 KiB',
    '1.4 KiB',
    '2 MiB',
  ]);
});

test('a digest is cut in its middle and keeps its algorithm; a short one stays whole', () => {
  expect(shortHash(`sha256:${'ab'.repeat(30)}cdef`)).toBe('sha256:abababab…cdef');
  expect(shortHash('sha256:abc')).toBe('sha256:abc');
});

test('a long name keeps both ends and its length', () => {
  expect(truncateMiddle('a'.repeat(40) + 'z'.repeat(40), 11)).toBe('aaaaa…zzzzz');
  expect(truncateMiddle('short', 11)).toBe('short');
});

test('numbers and code points are written for people', () => {
  expect(formatNumber(10_000)).toBe('10,000');
  expect([formatCodePoint(0x200b), formatCodePoint(0xe0041)]).toEqual(['U+200B', 'U+E0041']);
});
