// The least step of a version that tells the truth about a change (SemVer 2.0.0 §4, §6 to §8).
import type { ComparisonVerdict, VersionBump } from '@action-registry/schema';
import { parseVersion } from '../version.js';

/** What is known of a change: what it breaks, and whether the contract is wider or otherwise different than before. */
export type ChangeWeight = { readonly verdict: ComparisonVerdict; readonly isExtended: boolean };

/** The least step after `previous` (any version below 1.0.0 counts as not stable); what is not known counts as breaking. */
export function leastBump({ verdict, isExtended }: ChangeWeight, previous: string | undefined): VersionBump {
  const isUnstable = previous !== undefined && parseVersion(previous).major === 0;
  if (verdict !== 'compatible') return isUnstable ? 'minor' : 'major';
  return isExtended && !isUnstable ? 'minor' : 'patch';
}

/**
 * The least version that is this step above `previous`. A pre-release already stands before a version; that version is the
 * least one when its numbers show the step. Throws INVALID_VERSION for what is no version.
 */
export function leastVersion(previous: string, bump: VersionBump): string {
  const { major, minor, patch, prerelease } = parseVersion(previous);
  const isBefore = prerelease.length > 0;
  if (bump === 'major') return isBefore && minor === 0 && patch === 0 ? `${major}.0.0` : `${major + 1}.0.0`;
  if (bump === 'minor') return isBefore && patch === 0 ? `${major}.${minor}.0` : `${major}.${minor + 1}.0`;
  return `${major}.${minor}.${isBefore ? patch : patch + 1}`;
}
