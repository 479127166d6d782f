import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions, versionSortKey } from '../version.js';
import {
  baseRange,
  findContractAbove,
  findContractBase,
  findContractLine,
  isStepEnough,
  leadsBeyond,
} from './contract-base.js';

const of = (...versions: string[]) =>
  versions.map((text) => ({ version: text.replace('!', ''), yanked: text.endsWith('!') }));

/** The highest number that a version can have. */
const HIGHEST = Number.MAX_SAFE_INTEGER;

describe('the release that a new one is compared with', () => {
  it.each([
    ['1.2.0', of('1.0.0', '1.1.0', '2.0.0'), '1.1.0'],
    ['1.1.5', of('1.1.0', '1.2.0'), '1.1.0'],
    ['1.2.0', of('1.0.0', '1.1.0!'), '1.0.0'],
    ['1.2.0', of('1.0.0', '1.2.0-rc.1'), '1.0.0'],
    ['1.2.0-rc.1', of('1.0.0', '1.1.0'), '1.1.0'],
    ['0.2.1', of('0.1.0', '0.2.0'), '0.2.0'],
    ['2.0.0', of('1.0.0'), undefined],
    ['2.0.0-rc.1', of('1.0.0'), undefined],
    ['0.2.0', of('0.1.0'), undefined],
    ['1.0.0', of('1.0.0', '1.0.1'), undefined],
  ])('of %s among %j is %s', (version, releases, base) => {
    expect(findContractBase(releases, version)).toBe(base);
  });

  it('comes before the rest of its line, highest first', () => {
    const releases = of('1.0.0', '0.9.0', '1.10.0', '1.9.0!', '1.2.0', '1.3.0-rc.1', '1.11.0', '2.0.0');
    expect(findContractLine(releases, '1.11.0')).toEqual(['1.10.0', '1.2.0', '1.0.0']);
  });

  it.each([
    ['1.1.0', of('1.0.0', '1.2.0', '1.1.5', '2.0.0', '1.1.1-rc.1', '1.1.2!'), ['1.1.5', '1.2.0']],
    ['0.1.0', of('0.1.1', '0.2.0', '1.0.0'), ['0.1.1']],
    ['1.1.0-rc.1', of('1.1.0', '1.2.0'), []],
    ['1.1.0', of('1.1.0', '2.0.0-rc.1'), []],
    [`1.1.${HIGHEST}`, of('1.1.9', '1.2.0', '2.0.0'), ['1.2.0']],
    [`1.${HIGHEST}.0`, of(`1.${HIGHEST}.1`, '2.0.0'), [`1.${HIGHEST}.1`]],
    [`0.${HIGHEST}.0`, of(`0.${HIGHEST}.1`, '1.0.0'), [`0.${HIGHEST}.1`]],
    [`${HIGHEST}.0.0`, of(`${HIGHEST}.0.0`), []],
  ])('and those above %s among %j are %j', (version, releases, above) => {
    expect(findContractAbove(releases, version)).toEqual(above);
  });

  it('lies in the range, whatever the versions', () => {
    const number = fc.nat({ max: 12 });
    const text = fc.tuple(number, number, number, fc.constantFrom('', '-rc.1', '-0'));
    const version = text.map(([major, minor, patch, rest]) => `${major}.${minor}.${patch}${rest}`);
    fc.assert(
      fc.property(fc.array(version), version, (others, next) => {
        const base = findContractBase(of(...others), next);
        if (base === undefined) return;
        const { from, below } = baseRange(next);
        expect(compareVersions(base, next)).toBeLessThan(0);
        expect(versionSortKey(base) >= from && versionSortKey(base) < below).toBe(true);
      }),
    );
  });

  it('has above it all that is higher in its line, whatever the versions', () => {
    const number = fc.constantFrom(0, 1, 9, 10, HIGHEST);
    const version = fc.tuple(number, number, number);
    fc.assert(
      fc.property(version, version, ([major, minor, patch], other) => {
        const [next, text] = [`${major}.${minor}.${patch}`, other.join('.')];
        const isInLine = other[0] === major && (major > 0 || other[1] === minor);
        expect(findContractAbove(of(text), next)).toEqual(isInLine && compareVersions(text, next) > 0 ? [text] : []);
      }),
    );
  });
});

it.each([
  ['compatible', '1.1.0', '1.1.0', true],
  ['compatible', '1.2.0', '1.1.0', true],
  ['compatible', '1.1.0', '1.2.0', false],
  ['compatible', '1.1.0', undefined, false],
  ['breaking', '2.0.0', '1.2.0', false],
  ['unknown', '2.0.0', '1.2.0', false],
] as const)('a %s step to %s leads beyond %s: %s', (verdict, least_version, above, isBeyond) => {
  expect(leadsBeyond({ verdict, least_version }, above)).toBe(isBeyond);
});

it.each([
  ['1.3.0', '1.3.0', true],
  ['1.3.0-rc.1', '1.3.0', true],
  ['1.2.4', '1.3.0', false],
  ['1.3.0', '2.0.0', false],
  ['1.10.0', '1.9.0', true],
])('the step to %s is enough for %s: %s', (version, least, enough) => {
  expect(isStepEnough(version, least)).toBe(enough);
});
