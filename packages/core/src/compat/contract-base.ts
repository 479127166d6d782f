// With which release a new one is compared, and whether the step between their numbers is large enough for what changed
// (contracts.md §2).
import type { ContractComparison } from '@action-registry/schema';
import { compareVersions, parseVersion, sortKeyAfter, versionSortKey } from '../version.js';

/** Releases of an action as the choice needs them. */
type Candidate = { readonly version: string; readonly yanked: boolean };

/** How many releases before the base are asked for a property that came back by who has to fetch each; a registry asks all. */
export const EARLIER_MAX = 20;

/** The versions that are looked among: `from` ≤ `versionSortKey` of one < `below`. */
export type BaseRange = { readonly from: string; readonly below: string };

/** Where the base of a version is looked for: among the same major numbers, below 1.0.0 among the same minor numbers. */
export function baseRange(version: string): BaseRange {
  const { major, minor } = parseVersion(version);
  return { from: versionSortKey(major === 0 ? `0.${minor}.0-0` : `${major}.0.0-0`), below: versionSortKey(version) };
}

/**
 * Where the release above a version is looked for, which callers that ask for this one or later are given instead; undefined for
 * a pre-release, on which nobody relies.
 */
export function aboveRange(version: string): BaseRange | undefined {
  const { major, minor, patch, prerelease } = parseVersion(version);
  if (prerelease.length > 0) return undefined;
  return {
    from: sortKeyAfter([major, minor, patch]),
    below: sortKeyAfter(major === 0 ? [major, minor] : [major]),
  };
}

/** The stable releases above a version that are not yanked, the lowest first: the one that it is compared with, and the rest. */
export function findContractAbove(releases: Iterable<Candidate>, version: string): string[] {
  const range = aboveRange(version);
  return range === undefined ? [] : inRange(releases, range).reverse();
}

/**
 * Whether the least step from the release below leads to the version of the one above or beyond it, where the document would
 * follow another release. What breaks goes into another line.
 */
export function leadsBeyond(
  { verdict, least_version: least }: Pick<ContractComparison, 'verdict' | 'least_version'>,
  above: string | undefined,
): boolean {
  return verdict === 'compatible' && least !== undefined && above !== undefined && compareVersions(above, least) <= 0;
}

/** The highest stable release in the range that is not yanked, or undefined where there is nothing to compare with. */
export function findContractBase(releases: Iterable<Candidate>, version: string): string | undefined {
  return findContractLine(releases, version)[0];
}

/** The stable releases in the range that are not yanked, highest first: the base, and those before it. */
export function findContractLine(releases: Iterable<Candidate>, version: string): string[] {
  return inRange(releases, baseRange(version));
}

function inRange(releases: Iterable<Candidate>, { from, below }: BaseRange): string[] {
  const line: string[] = [];
  for (const { version, yanked } of releases) {
    if (yanked || parseVersion(version).prerelease.length > 0) continue;
    const key = versionSortKey(version);
    if (key >= from && key < below) line.push(version);
  }
  return line.sort((a, b) => compareVersions(b, a));
}

/** Whether a version is at least the least one; a pre-release counts as the version that it comes before. */
export function isStepEnough(version: string, least: string): boolean {
  const { major, minor, patch } = parseVersion(version);
  return compareVersions(`${major}.${minor}.${patch}`, least) >= 0;
}
