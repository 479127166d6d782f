// Where a version stands among an action's versions, which come highest first.
import type { VersionInfo } from './action-data.js';

/** True for versions such as 2.0.0-rc.1. */
export function isPrerelease(version: string): boolean {
  return version.includes('-');
}

/** How many stable, usable versions are higher than this one; 0 for one that is not in the list. */
export function countNewer(versions: readonly VersionInfo[], version: string): number {
  const at = versions.findIndex((each) => each.version === version);
  return versions.slice(0, Math.max(at, 0)).filter((each) => !each.yanked && !isPrerelease(each.version)).length;
}

/** The versions next to one: the higher and the lower. */
export function findNeighbours(
  versions: readonly VersionInfo[],
  version: string,
): { newer: string | undefined; older: string | undefined } {
  const at = versions.findIndex((each) => each.version === version);
  if (at === -1) return { newer: undefined, older: undefined };
  return { newer: versions[at - 1]?.version, older: versions[at + 1]?.version };
}

/** The channels that point to a version, by name; `latest` where it does. */
export function channelsOf(channels: Readonly<Record<string, string>>, version: string): string[] {
  return Object.keys(channels)
    .filter((channel) => channels[channel] === version)
    .sort();
}
