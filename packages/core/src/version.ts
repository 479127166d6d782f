// Versions: SemVer 2.0.0 without build metadata (model.md §1), their order, and a text whose byte order is that order, so
// that a database index can sort releases.
import { RegistryError, type Suggestion, Version } from '@action-registry/schema';
import { distance } from 'fastest-levenshtein';
import coerce from 'semver/functions/coerce.js';
import compare from 'semver/functions/compare.js';
import parse from 'semver/functions/parse.js';

/** The parts of a version; `prerelease` is empty for a stable one. */
export type ParsedVersion = {
  major: number;
  minor: number;
  patch: number;
  prerelease: readonly (string | number)[];
};

/** True for lawful versions, such as `1.2.0` or `2.0.0-rc.1`. */
export function isVersion(value: unknown): value is string {
  return Version.safeParse(value).success;
}

/** The parts of a version; throws INVALID_VERSION, with the full version that was probably meant. */
export function parseVersion(text: string): ParsedVersion {
  const parsed = isVersion(text) ? parse(text) : null;
  if (parsed === null) throw toInvalidVersion(text, 'must be a full SemVer version such as 1.2.0 or 2.0.0-rc.1');
  return { major: parsed.major, minor: parsed.minor, patch: parsed.patch, prerelease: parsed.prerelease };
}

/** INVALID_VERSION for a text at `path` (RFC 6901), with the full version that was probably meant. */
export function toInvalidVersion(text: string, problem: string, path = ''): RegistryError<'INVALID_VERSION'> {
  const near = findNearVersion(text);
  const question = near === undefined ? '' : ` Did you mean '${near.value}'?`;
  return new RegistryError('INVALID_VERSION', `The version '${text.slice(0, 80)}' ${problem}.${question}`, {
    details: {
      issues: [{ path, message: problem, ...(near === undefined ? {} : { suggestion: near.value }) }],
      ...(near === undefined ? {} : { suggestions: [near] }),
    },
  });
}

/** Negative, zero or positive as `left` has lower, equal or higher precedence (SemVer 2.0.0 §11); both must be lawful. */
export function compareVersions(left: string, right: string): number {
  return compare(left, right);
}

/** True for versions with a pre-release part; throws INVALID_VERSION for what is no version. */
export function isPrerelease(version: string): boolean {
  return parseVersion(version).prerelease.length > 0;
}

/** True when both versions have the same major number; throws INVALID_VERSION for what is no version. */
export function sameMajor(left: string, right: string): boolean {
  return parseVersion(left).major === parseVersion(right).major;
}

/**
 * Printable ASCII text that sorts bytewise (`COLLATE "C"`) as SemVer 2.0.0 §11 orders versions; equal only for equal
 * versions. Throws INVALID_VERSION for what is no version.
 */
export function versionSortKey(version: string): string {
  const { major, minor, patch, prerelease } = parseVersion(version);
  const core = toSortedNumber(major) + toSortedNumber(minor) + toSortedNumber(patch);
  // A stable version is above all its pre-releases: `~` is above `-`.
  return prerelease.length === 0 ? `${core}~` : `${core}-${prerelease.map(toSortedIdentifier).join('')}`;
}

/** Text that sorts after the keys of all versions that begin with these numbers, and before those of all higher versions. */
export function sortKeyAfter(numbers: readonly number[]): string {
  return `${numbers.map(toSortedNumber).join('')}~~`;
}

/** Numbers below all text; text ends in a comma, which is below every character it can hold, so a prefix comes first. */
function toSortedIdentifier(identifier: string | number): string {
  const isNumber = /^\d+$/.test(String(identifier));
  return isNumber ? `0${toSortedNumber(identifier)}` : `1${identifier},`;
}

/** A letter for the number of digits, then the digits: more digits sort later. */
function toSortedNumber(number: string | number): string {
  const digits = String(number);
  return String.fromCharCode(0x60 + digits.length) + digits;
}

function findNearVersion(text: string): Suggestion | undefined {
  if (text.length > 100) return undefined;
  const near = parse(text.trim())?.version ?? coerce(text, { includePrerelease: true })?.version;
  const plain = near?.split('+', 1)[0];
  return isVersion(plain) && plain !== text ? { value: plain, distance: distance(text, plain) } : undefined;
}
