import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, it } from 'vitest';
import { versions } from './testing/arbitraries.js';
import { codeOf, refusalOf } from './testing/refusals.js';
import { compareVersions, isPrerelease, isVersion, parseVersion, sameMajor, versionSortKey } from './version.js';

describe('versions', () => {
  it('parses into numbers and pre-release identifiers', () => {
    expect(parseVersion('1.20.3-rc.1.x-y')).toEqual({ major: 1, minor: 20, patch: 3, prerelease: ['rc', 1, 'x-y'] });
    expect(parseVersion('0.0.0').prerelease).toEqual([]);
  });

  it.each([
    '',
    '1',
    '1.0',
    'v1.0.0',
    '1.0.0+build',
    '01.0.0',
    '1.0.0-01',
    '1.0.0-',
    ' 1.0.0',
    '1.0.0\n',
    'latest',
    '^1.0.0',
  ])('refuses %j', (text) => {
    expect(isVersion(text)).toBe(false);
    expect(codeOf(() => parseVersion(text))).toBe('INVALID_VERSION');
  });

  it('refuses numbers from 2^53 on', () => {
    expect(isVersion('9007199254740991.0.0')).toBe(true);
    expect(isVersion('9007199254740992.0.0')).toBe(false);
    expect(isVersion('1.0.0-9007199254740992')).toBe(false);
    expect(isVersion('1.0.0-99999999999999999999')).toBe(false);
  });

  it.each([
    ['1.0', '1.0.0'],
    ['v1.2.3', '1.2.3'],
    ['1.2.3+build', '1.2.3'],
    [' 1.2.3-rc.1', '1.2.3-rc.1'],
    ['version 2', '2.0.0'],
    ['version 1.2.3-rc.1!', '1.2.3-rc.1'],
  ])('answers %j with the full version %s', (text, meant) => {
    expect(refusalOf(() => parseVersion(text), 'INVALID_VERSION').details.suggestions?.[0]?.value).toBe(meant);
  });

  it('answers what holds no version without a suggestion', () => {
    expect(refusalOf(() => parseVersion('newest'), 'INVALID_VERSION').details.suggestions).toBeUndefined();
  });

  it('tells pre-releases and majors apart', () => {
    expect(isPrerelease('1.0.0-0')).toBe(true);
    expect(isPrerelease('1.0.0')).toBe(false);
    expect(sameMajor('1.0.0', '1.9.9-rc.1')).toBe(true);
    expect(sameMajor('1.0.0', '11.0.0')).toBe(false);
  });
});

describe('version sort keys', () => {
  it('sort bytewise as SemVer orders versions, long numbers and pre-releases included', () => {
    fc.assert(
      fc.property(versions, versions, (left, right) => {
        const [a, b] = [versionSortKey(left), versionSortKey(right)];
        const byKey = a < b ? -1 : a > b ? 1 : 0;
        expect(byKey).toBe(semver.compare(left, right));
        expect(Math.sign(compareVersions(left, right))).toBe(byKey);
      }),
      { numRuns: 2_000 },
    );
  });

  it('keep the example order of SemVer 2.0.0 §11', () => {
    const ordered = ['1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta', '1.0.0-beta.2', '1.0.0-beta.11'];
    ordered.push('1.0.0-rc.1', '1.0.0', '2.0.0', '2.1.0', '2.1.1', '10.0.0');
    expect(ordered.map(versionSortKey).toSorted()).toEqual(ordered.map(versionSortKey));
  });

  it('are printable ASCII, so that every collation "C" and every driver keeps them', () => {
    fc.assert(
      fc.property(versions, (version) => {
        expect(versionSortKey(version)).toMatch(/^[!-~]{4,200}$/);
      }),
    );
  });

  it('are refused for what is no version', () => {
    expect(codeOf(() => versionSortKey('1.0'))).toBe('INVALID_VERSION');
  });
});
