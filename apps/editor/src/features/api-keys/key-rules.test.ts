import { type ApiKey, ROLE_PERMISSIONS } from '@action-registry/schema';
import { expect, test } from 'vitest';
import { findEnd, findGlobProblem, findReplacement, isEndingSoon, presetOf, startForm } from './key-rules.js';

const NOW = new Date('2026-11-01T12:00:00.000Z');
const key = (change: Partial<ApiKey> = {}): ApiKey => ({
  id: 1,
  name: 'ci',
  key_prefix: 'ark_one',
  permissions: ['definitions:read', 'releases:publish'],
  status: 'active',
  created_by: 'api_key:ark_admin',
  created_at: '2026-10-01T00:00:00.000Z',
  expires_at: null,
  ...change,
});

test('a role’s permissions are recognised in any order, and a single one more or less is no role', () => {
  expect(presetOf(ROLE_PERMISSIONS.publisher.toReversed())).toBe('publisher');
  expect(presetOf([...ROLE_PERMISSIONS.publisher, 'keys:manage'])).toBe('custom');
  expect(presetOf(ROLE_PERMISSIONS.viewer.slice(1))).toBe('custom');
});

test('a working key that ends within 14 days asks for care; one without an end, or that is over, does not', () => {
  expect(isEndingSoon(key({ expires_at: '2026-11-15T11:59:59.000Z' }), NOW)).toBe(true);
  expect(isEndingSoon(key({ expires_at: '2026-11-15T12:00:00.000Z' }), NOW)).toBe(false);
  expect(isEndingSoon(key({ expires_at: null }), NOW)).toBe(false);
  expect(isEndingSoon(key({ status: 'revoked', expires_at: '2026-11-02T00:00:00.000Z' }), NOW)).toBe(false);
});

test('a key is replaced by the newest working one of the same name and rights', () => {
  const old = key();
  const [second, third] = [key({ id: 2 }), key({ id: 3, permissions: ['releases:publish', 'definitions:read'] })];
  expect(findReplacement(old, [third, second, old])?.id).toBe(3);
  expect(findReplacement(third, [third, second, old])).toBeUndefined();
  expect(findReplacement(old, [old, key({ id: 2, status: 'revoked' })])).toBeUndefined();
  expect(findReplacement(old, [old, key({ id: 2, name_globs: ['files.*'] })])).toBeUndefined();
  expect(findReplacement(old, [old, key({ id: 2, name: 'cd' })])).toBeUndefined();
});

test('an end is so many days away, the end of a day to come, or never', () => {
  expect(findEnd({ expiry: '30', date: '' }, NOW)).toBe('2026-12-01T12:00:00.000Z');
  expect(findEnd({ expiry: 'never', date: '' }, NOW)).toBeNull();
  expect(findEnd({ expiry: 'custom', date: '2026-11-20' }, NOW)).toBe(new Date('2026-11-20T23:59:59').toISOString());
  expect(findEnd({ expiry: 'custom', date: '2026-10-20' }, NOW)).toBeUndefined();
  expect(findEnd({ expiry: 'custom', date: '' }, NOW)).toBeUndefined();
});

test('names are every one, or lawful ones', () => {
  expect(findGlobProblem({ isEvery: true, globs: 'No Name' })).toBeNull();
  expect(findGlobProblem({ isEvery: false, globs: 'files.*, notes.summary' })).toBeNull();
  expect(findGlobProblem({ isEvery: false, globs: ' ' })).toBe('none');
  expect(findGlobProblem({ isEvery: false, globs: 'files.*, *.move' })).toEqual({ glob: '*.move' });
});

test('a form begins with what the maker holds, and one that rotates with the rights of the old key', () => {
  expect(startForm({ permissions: ROLE_PERMISSIONS.viewer })).toMatchObject({ preset: 'viewer', isEvery: true });
  expect(startForm({ permissions: ROLE_PERMISSIONS.admin, name_globs: ['files.*'] })).toMatchObject({
    ...{ preset: 'publisher', isEvery: false, globs: 'files.*', expiry: '90' },
  });
  expect(startForm({ permissions: ROLE_PERMISSIONS.admin }, key({ name_globs: ['a.b', 'c.*'] }))).toMatchObject({
    ...{ name: 'ci', preset: 'custom', isEvery: false, globs: 'a.b, c.*', expiry: '90' },
  });
});
