// With which release a new one is compared, and whether the step between their numbers is large enough for what changed
// (contracts.md §2).
import { compareVersions, parseVersion, versionSortKey } from '../version.js';

/** Releases of an action as the choice needs them. */
type Candidate = { readonly version: string; readonly yanked: boolean };

/** The versions a base may have: `from` ≤ version < `below`, both as `versionSortKey` writes them. */
export type BaseRange = { readonly from: string; readonly below: string };

/** Where the base of a version is looked for: among the same major numbers, below 1.0.0 among the same minor numbers. */
export function baseRange(version: string): BaseRange {
  const { major, minor } = parseVersion(version);
  return { from: versionSortKey(major === 0 ? `0.${minor}.0-0` : `${major}.0.0-0`), below: versionSortKey(version) };
}

/** The highest stable release in the range that is not yanked, or undefined where there is nothing to compare with. */
export function findContractBase(releases: Iterable<Candidate>, version: string): string | undefined {
  const { from, below } = baseRange(version);
  let best: string | undefined;
  for (const { version: candidate, yanked } of releases) {
    if (yanked || parseVersion(candidate).prerelease.length > 0) continue;
    const key = versionSortKey(candidate);
    if (key < from || key >= below) continue;
    if (best === undefined || compareVersions(candidate, best) > 0) best = candidate;
  }
  return best;
}

/** Whether a version is at least the least one; a pre-release counts as the version that it comes before. */
export function isStepEnough(version: string, least: string): boolean {
  const { major, minor, patch } = parseVersion(version);
  return compareVersions(`${major}.${minor}.${patch}`, least) >= 0;
}
