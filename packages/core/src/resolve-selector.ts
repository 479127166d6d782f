// From a selector to one version. Yanked releases are never chosen by a range or a channel, only fetched by exact version;
// pre-releases are chosen when asked for, or when a range names one of the same tuple (node-semver's rule).
import { RegistryError, type Suggestion } from '@action-registry/schema';
import { distance } from 'fastest-levenshtein';
import Range from 'semver/classes/range.js';
import type { Selector } from './reference.js';
import { suggest } from './suggest.js';
import { compareVersions, isVersion, parseVersion } from './version.js';

/** What a choice needs to know of a release. */
export type Candidate = { version: string; prerelease: boolean; yanked: boolean };

/** Where to choose from: the action's releases, where its channels point, and whether ranges may choose pre-releases. */
export type Choices = {
  candidates: readonly Candidate[];
  channels: Readonly<Record<string, string>>;
  includePrerelease?: boolean;
};

/** The chosen version, or why there is none. */
export type Resolution =
  | { ok: true; version: string }
  | { ok: false; code: 'VERSION_NOT_FOUND' | 'NO_MATCHING_VERSION'; reason: 'unknown' | 'yanked' };

/** How many versions NO_MATCHING_VERSION lists. */
const AVAILABLE_MAX = 20;

/** The version that a selector chooses. `latest` follows `highestStable` where `channels` does not say otherwise. */
export function resolveSelector(selector: Selector, choices: Choices): Resolution {
  if (selector.type === 'range') return resolveRange(selector.value, choices);
  if (selector.type === 'channel') return resolveChannel(selector.value, choices);
  const isKnown = choices.candidates.some(({ version }) => version === selector.value);
  return isKnown ? { ok: true, version: selector.value } : { ok: false, code: 'VERSION_NOT_FOUND', reason: 'unknown' };
}

/** The error for a selector that `resolveSelector` could not resolve: what was asked for, and what there is. */
export function toResolutionError(
  { name, selector }: { name: string; selector: Selector },
  resolution: Extract<Resolution, { ok: false }>,
  choices: Choices,
): RegistryError<'VERSION_NOT_FOUND' | 'NO_MATCHING_VERSION'> {
  const reference = `'${name}@${selector.value}'`;
  if (resolution.code === 'NO_MATCHING_VERSION') {
    const available = listAvailable(choices.candidates);
    const known = available.length === 0 ? 'None is available' : `Available: ${available.slice(0, 5).join(', ')}`;
    return new RegistryError(resolution.code, `No version satisfies ${reference}. ${known}.`, {
      details: { name, range: selector.value, available },
    });
  }
  const suggestions = suggestFor(selector, choices);
  const nearest = suggestions.map(({ value }) => value).join(', ');
  const problem =
    resolution.reason === 'yanked' ? `${reference} points at a yanked version.` : `There is no ${reference}.`;
  return new RegistryError(resolution.code, nearest === '' ? problem : `${problem} Did you mean: ${nearest}?`, {
    details: { name, version: selector.value, suggestions },
  });
}

/** Where `latest` stands by itself: the highest non-yanked stable version, else the highest non-yanked pre-release. */
export function highestStable(candidates: readonly Candidate[]): string | undefined {
  const offered = candidates.filter(({ yanked }) => !yanked);
  return findHighest(offered.filter(({ prerelease }) => !prerelease)) ?? findHighest(offered);
}

/** The `count` versions nearest to one that does not exist: same major first, then minor, then patch, then the higher. */
export function nearestVersions(version: string, all: readonly string[], count = 3): Suggestion[] {
  const asked = isVersion(version) ? parseVersion(version) : { major: 0, minor: 0, patch: 0 };
  const ranked = all.map((candidate) => {
    const { major, minor, patch } = parseVersion(candidate);
    const away = [Math.abs(major - asked.major), Math.abs(minor - asked.minor), Math.abs(patch - asked.patch)] as const;
    return { candidate, away };
  });
  ranked.sort((a, b) => {
    const byTuple = a.away[0] - b.away[0] || a.away[1] - b.away[1] || a.away[2] - b.away[2];
    return byTuple || compareVersions(b.candidate, a.candidate);
  });
  return ranked
    .slice(0, count)
    .map(({ candidate }) => ({ value: candidate, distance: distance(version.slice(0, 200), candidate) }));
}

function resolveRange(text: string, { candidates, includePrerelease = false }: Choices): Resolution {
  const range = new Range(text, { includePrerelease });
  const version = findHighest(candidates.filter((candidate) => !candidate.yanked && range.test(candidate.version)));
  return version === undefined ? { ok: false, code: 'NO_MATCHING_VERSION', reason: 'unknown' } : { ok: true, version };
}

function resolveChannel(channel: string, { candidates, channels }: Choices): Resolution {
  const pointed = Object.hasOwn(channels, channel) ? channels[channel] : undefined;
  const version = pointed ?? (channel === 'latest' ? highestStable(candidates) : undefined);
  const candidate = candidates.find((each) => each.version === version);
  if (candidate === undefined) return { ok: false, code: 'VERSION_NOT_FOUND', reason: 'unknown' };
  if (candidate.yanked) return { ok: false, code: 'VERSION_NOT_FOUND', reason: 'yanked' };
  return { ok: true, version: candidate.version };
}

function findHighest(candidates: readonly Candidate[]): string | undefined {
  const versions = candidates.map(({ version }) => version);
  return versions.length === 0 ? undefined : versions.reduce((a, b) => (compareVersions(a, b) < 0 ? b : a));
}

function suggestFor({ type, value }: Selector, { candidates, channels }: Choices): Suggestion[] {
  if (type === 'channel') return suggest(value, Object.keys(channels));
  const versions = candidates.filter(({ yanked }) => !yanked).map(({ version }) => version);
  return nearestVersions(value, versions);
}

function listAvailable(candidates: readonly Candidate[]): string[] {
  const versions = candidates.filter(({ yanked }) => !yanked).map(({ version }) => version);
  return versions.sort((a, b) => compareVersions(b, a)).slice(0, AVAILABLE_MAX);
}
