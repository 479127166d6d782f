// Generators of lawful values for property tests.
import { ActionName, Version } from '@action-registry/schema';
import fc from 'fast-check';

const segments = fc.stringMatching(/^[a-z][a-z0-9]{0,8}(_[a-z0-9]{1,6}){0,2}$/);

/** Lawful action names. */
export const actionNames = fc
  .array(segments, { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join('.'))
  .filter((name) => ActionName.safeParse(name).success);

const numbers = fc.oneof(
  fc.integer({ min: 0, max: 20 }),
  fc.maxSafeInteger().map(Math.abs),
  fc.constantFrom(0, 9, 10, 99, 100, Number.MAX_SAFE_INTEGER),
);
const identifiers = fc.oneof(
  numbers.map(String),
  fc.stringMatching(/^[0-9]{0,2}[A-Za-z-][0-9A-Za-z-]{0,5}$/),
  fc.constantFrom('alpha', 'beta', 'rc', 'a', 'aa', '-', '0a', 'A', 'Z', '1-', '--'),
);

/** Lawful versions, with and without a pre-release part, small and long numbers. */
export const versions = fc
  .tuple(numbers, numbers, numbers, fc.array(identifiers, { maxLength: 4 }))
  .map(([major, minor, patch, prerelease]) => {
    const core = `${major}.${minor}.${patch}`;
    return prerelease.length === 0 ? core : `${core}-${prerelease.join('.')}`;
  })
  .filter((version) => Version.safeParse(version).success);

/** Few versions close to each other, so that ranges and channels meet them. */
export const nearVersions = fc
  .tuple(
    fc.integer({ min: 0, max: 2 }),
    fc.integer({ min: 0, max: 2 }),
    fc.integer({ min: 0, max: 3 }),
    fc.constantFrom('', '', '', '-alpha', '-rc.1', '-rc.2'),
  )
  .map(([major, minor, patch, prerelease]) => `${major}.${minor}.${patch}${prerelease}`);
