import { expect, test } from 'vitest';
import type { VersionInfo } from './action-data.js';
import { channelsOf, countNewer, findNeighbours, isPrerelease } from './version-order.js';

const version = (text: string, yanked = false): VersionInfo => ({
  version: text,
  hash: '',
  created_at: '',
  published_by: '',
  log_index: 0,
  size: 0,
  deprecated: false,
  yanked,
});
const VERSIONS = [version('2.0.0-rc.1'), version('1.2.0'), version('1.1.1', true), version('1.1.0'), version('1.0.0')];

test('newer versions are those one could use: no pre-releases, nothing yanked', () => {
  expect(['1.2.0', '1.1.0', '1.0.0', '2.0.0-rc.1', '9.9.9'].map((text) => countNewer(VERSIONS, text))).toEqual([
    0, 1, 2, 0, 0,
  ]);
});

test('the neighbours of a version are the ones beside it, and none beyond the ends', () => {
  expect(findNeighbours(VERSIONS, '1.2.0')).toEqual({ newer: '2.0.0-rc.1', older: '1.1.1' });
  expect(findNeighbours(VERSIONS, '1.0.0')).toEqual({ newer: '1.1.0', older: undefined });
  expect(findNeighbours(VERSIONS, '9.9.9')).toEqual({ newer: undefined, older: undefined });
});

test('channels are those that point to the version', () => {
  expect(channelsOf({ latest: '1.2.0', production: '1.1.0', beta: '1.2.0' }, '1.2.0')).toEqual(['beta', 'latest']);
  expect(isPrerelease('1.0.0-beta')).toBe(true);
});
