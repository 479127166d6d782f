import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, it } from 'vitest';
import { parseSelector } from './reference.js';
import {
  type Candidate,
  highestStable,
  nearestVersions,
  resolveSelector,
  toResolutionError,
} from './resolve-selector.js';
import { nearVersions } from './testing/arbitraries.js';

const candidates = [
  toCandidate('1.0.0'),
  toCandidate('1.2.0'),
  toCandidate('1.3.0', true),
  toCandidate('2.0.0-rc.1'),
  toCandidate('2.0.0-rc.2'),
];
const channels = { production: '1.0.0', old: '1.3.0' };

function toCandidate(version: string, yanked = false): Candidate {
  return { version, prerelease: semver.prerelease(version) !== null, yanked };
}

function resolve(selector: string, options: { includePrerelease?: boolean } = {}): string {
  const resolution = resolveSelector(parseSelector(selector), { candidates, channels, ...options });
  return resolution.ok ? resolution.version : `${resolution.code} ${resolution.reason}`;
}

describe('resolving a selector', () => {
  it.each([
    ['1.0.0', '1.0.0'],
    ['1.3.0', '1.3.0'],
    ['1.1.0', 'VERSION_NOT_FOUND unknown'],
    ['^1.0.0', '1.2.0'],
    ['1', '1.2.0'],
    ['*', '1.2.0'],
    ['>=1.3.0', 'NO_MATCHING_VERSION unknown'],
    ['^2.0.0', 'NO_MATCHING_VERSION unknown'],
    ['^2.0.0-rc.1', '2.0.0-rc.2'],
    ['^3.0.0', 'NO_MATCHING_VERSION unknown'],
    ['latest', '1.2.0'],
    ['production', '1.0.0'],
    ['old', 'VERSION_NOT_FOUND yanked'],
    ['staging', 'VERSION_NOT_FOUND unknown'],
    ['constructor', 'VERSION_NOT_FOUND unknown'],
  ])('%s gives %s', (selector, expected) => {
    expect(resolve(selector)).toBe(expected);
  });

  it('lets a range choose pre-releases when asked to', () => {
    expect(resolve('^2.0.0-0')).toBe('2.0.0-rc.2');
    expect(resolve('*', { includePrerelease: true })).toBe('2.0.0-rc.2');
  });

  it('follows a pinned latest', () => {
    const pinned = { candidates, channels: { latest: '1.0.0' } };
    expect(resolveSelector({ type: 'channel', value: 'latest' }, pinned)).toEqual({ ok: true, version: '1.0.0' });
  });

  it('chooses as node-semver does, and never a yanked version, for any range', () => {
    const ranges = fc.oneof(
      nearVersions.map((version) => `^${version}`),
      nearVersions.map((version) => `~${version}`),
      fc.tuple(nearVersions, nearVersions).map(([low, high]) => `>=${low} <${high}`),
      fc.constantFrom('*', '1', '0.x', '1.2', '1 || 2'),
    );
    const releases = fc.uniqueArray(fc.tuple(nearVersions, fc.boolean()), { selector: ([version]) => version });
    fc.assert(
      fc.property(ranges, releases, fc.boolean(), (range, rows, includePrerelease) => {
        const all = rows.map(([version, yanked]) => toCandidate(version, yanked));
        const choices = { candidates: all, channels: {}, includePrerelease };
        const resolution = resolveSelector({ type: 'range', value: range }, choices);
        const offered = all.filter(({ yanked }) => !yanked).map(({ version }) => version);
        const expected = semver.maxSatisfying(offered, range, { includePrerelease });
        expect(resolution.ok ? resolution.version : null).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });
});

describe('where latest stands by itself', () => {
  it('is the highest non-yanked stable release, not the highest one', () => {
    expect(highestStable(candidates)).toBe('1.2.0');
  });

  it('is the highest non-yanked pre-release when none is stable', () => {
    expect(highestStable([toCandidate('1.0.0', true), toCandidate('1.0.0-a'), toCandidate('1.0.0-b')])).toBe('1.0.0-b');
  });

  it('is nowhere when everything is yanked', () => {
    expect(highestStable([toCandidate('1.0.0', true)])).toBeUndefined();
    expect(highestStable([])).toBeUndefined();
  });
});

describe('the nearest versions', () => {
  it('prefer the same major, then minor, then patch, then the higher one', () => {
    const all = ['1.0.0', '1.1.0', '1.1.2', '2.0.0', '0.9.0'];
    expect(nearestVersions('1.1.1', all).map(({ value }) => value)).toEqual(['1.1.2', '1.1.0', '1.0.0']);
    expect(nearestVersions('1.5.9', ['1.4.0', '1.6.9', '1.5.0', '2.5.9']).map(({ value }) => value)).toEqual([
      '1.5.0',
      '1.6.9',
      '1.4.0',
    ]);
    expect(nearestVersions('1.1.1', all, 1)).toEqual([{ value: '1.1.2', distance: 1 }]);
  });

  it('are answered for what is no version, too', () => {
    expect(nearestVersions('x'.repeat(100_000), ['1.0.0'])).toHaveLength(1);
  });
});

describe('the error of a selector without a version', () => {
  it('names versions that can be had, and never a yanked one', () => {
    const selector = parseSelector('1.3.1');
    const resolution = { ok: false, code: 'VERSION_NOT_FOUND', reason: 'unknown' } as const;
    const error = toResolutionError({ name: 'a', selector }, resolution, { candidates, channels });
    expect(error.code).toBe('VERSION_NOT_FOUND');
    expect(error.details).toMatchObject({ name: 'a', version: '1.3.1', suggestions: [{ value: '1.2.0' }, {}, {}] });
    expect(JSON.stringify(error.details)).not.toContain('"1.3.0"');
  });

  it('names channels near a misspelt one', () => {
    const selector = parseSelector('producton');
    const resolution = { ok: false, code: 'VERSION_NOT_FOUND', reason: 'unknown' } as const;
    const error = toResolutionError({ name: 'a', selector }, resolution, { candidates, channels });
    expect(error.details).toMatchObject({ suggestions: [{ value: 'production', distance: 1 }] });
  });

  it('lists what a range could have chosen from, highest first', () => {
    const selector = parseSelector('^3');
    const resolution = { ok: false, code: 'NO_MATCHING_VERSION', reason: 'unknown' } as const;
    const error = toResolutionError({ name: 'a', selector }, resolution, { candidates, channels });
    const available = ['2.0.0-rc.2', '2.0.0-rc.1', '1.2.0', '1.0.0'];
    expect(error.details).toEqual({ name: 'a', range: '^3', available });
  });
});
