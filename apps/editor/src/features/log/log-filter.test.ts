import type { LogEvent } from '@action-registry/schema';
import { expect, test } from 'vitest';
import { dayOf, EVENT_TYPES, findTypes, isAskedFor, toExport, toQuestion } from './log-filter.js';

const NOW = new Date('2026-11-21T12:00:00.000Z');
const event = (change: Partial<LogEvent> = {}): LogEvent => ({
  index: 7,
  leaf: '{}',
  leaf_hash: '',
  type: 'release.publish',
  at: '2026-11-21T11:00:00.000Z',
  subject: 'files.move@1.2.0',
  actor: 'member:3',
  ...change,
});

test('a group names all its types, a type itself alone, and a list all of them', () => {
  expect(findTypes('channel')).toEqual(['channel.move']);
  expect(findTypes('release')).toEqual(EVENT_TYPES.filter((type) => type.startsWith('release.')));
  expect(findTypes('key')).not.toContain('api_key.create');
  expect(findTypes('release.yank, release.unyank')).toEqual(['release.yank', 'release.unyank']);
  expect(findTypes('rel')).toEqual([]);
});

test('a range ends now, days are whole days where the reader is, and what is malformed counts as absent', () => {
  expect(toQuestion({ from: '24h' }, NOW)).toEqual({ from: '2026-11-20T12:00:00.000Z' });
  expect(toQuestion({ from: '2026-11-01', to: '2026-11-02' }, NOW)).toEqual({
    from: new Date('2026-11-01T00:00:00').toISOString(),
    to: new Date('2026-11-03T00:00:00').toISOString(),
  });
  expect(toQuestion({ from: 'yesterday', to: '2026-99-99', type: 'nothing' }, NOW)).toEqual({});
});

test('a live event is counted only where the list would show it', () => {
  const asked = toQuestion({ type: 'release', actor: 'member:3', subject: 'files.*', from: '24h' }, NOW);
  expect(isAskedFor(event(), asked)).toBe(true);
  expect(isAskedFor(event({ type: 'key.add' }), asked)).toBe(false);
  expect(isAskedFor(event({ actor: 'member:4' }), asked)).toBe(false);
  expect(isAskedFor(event({ subject: 'filesystem.move@1.0.0' }), asked)).toBe(false);
  expect(isAskedFor(event({ at: '2026-11-20T11:59:59.999Z' }), asked)).toBe(false);
  expect(isAskedFor(event(), toQuestion({ subject: 'files.move' }, NOW))).toBe(false);
});

test('an export asks what the view asks', () => {
  expect(toExport('csv', {})).toBe('/log/audit.csv');
  const asked = toQuestion({ type: 'release.yank,release.unyank', actor: 'api_key:ark_1', subject: 'a b*' }, NOW);
  const url = new URL(toExport('ndjson', asked), 'http://registry');
  expect(url.pathname).toBe('/log/audit.ndjson');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    ...{ types: 'release.yank,release.unyank', actor: 'api_key:ark_1', subject: 'a b*' },
  });
});

test('a day is the reader’s', () => {
  expect(dayOf(new Date('2026-11-05T00:00:00').toISOString())).toBe('2026-11-05');
});
