// Who may do what, as a table: a right that a role gains or loses must be a decision that somebody sees.
import { expect, test } from 'vitest';
import { Permission, ROLE_PERMISSIONS, Role } from './permission.js';

/** The roles that hold each permission; none where the registry's operator alone does. */
const HOLDERS: Readonly<Record<Permission, readonly Role[]>> = {
  'definitions:read': ['viewer', 'author', 'publisher', 'admin'],
  'executions:read': ['viewer', 'author', 'publisher', 'admin'],
  'audit:read': ['viewer', 'author', 'publisher', 'admin'],
  'definitions:write': ['author', 'publisher', 'admin'],
  'executions:write': ['author', 'publisher', 'admin'],
  'releases:publish': ['publisher', 'admin'],
  'channels:move': ['publisher', 'admin'],
  'catalogues:write': ['publisher', 'admin'],
  'releases:moderate': ['admin'],
  'approvals:decide': ['admin'],
  'keys:manage': ['admin'],
  'api_keys:manage': ['admin'],
  'members:manage': ['admin'],
  'registry:operate': [],
};

test.each(Permission.options)('%s is held by exactly its roles', (permission) => {
  expect(Role.options.filter((role) => ROLE_PERMISSIONS[role].includes(permission))).toEqual(HOLDERS[permission]);
});

test.each(Role.options)('no permission stands twice with %s', (role) => {
  expect(new Set(ROLE_PERMISSIONS[role]).size).toBe(ROLE_PERMISSIONS[role].length);
});
