import { InvalidArgumentError } from 'commander';
import { expect, test } from 'vitest';
import { parseExpiry, parseTime } from './times.js';

const NOW = new Date('2026-11-01T12:00:00Z');

test.each([
  ['90d', '2027-01-30T12:00:00.000Z'],
  ['12h', '2026-11-02T00:00:00.000Z'],
  ['2w', '2026-11-15T12:00:00.000Z'],
  ['2027-01-31', '2027-01-31T00:00:00Z'],
  ['2027-01-31T08:30:00Z', '2027-01-31T08:30:00Z'],
  ['never', 'never'],
])('%s from now is %s', (text, expected) => {
  expect(parseExpiry(text, NOW)).toBe(expected);
});

test.each([
  '',
  '0d',
  '-1d',
  '90',
  '90m',
  'd',
  '1.5d',
  'Never',
  '2027-02-30',
  '31.01.2027',
  '2027-01-31T08:30',
  '99999d',
])('%j is no end', (text) => {
  expect(() => parseExpiry(text, NOW)).toThrow(InvalidArgumentError);
});

test('a length is no time to look from', () => {
  expect(() => parseTime('90d')).toThrow(InvalidArgumentError);
  expect(parseTime('2026-11-01')).toBe('2026-11-01T00:00:00Z');
});
