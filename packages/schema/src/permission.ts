// Who may do what: the permissions, and which role holds which (model.md §6).
import { z } from 'zod';

/** Every permission a procedure can ask for. */
export const Permission = z.enum([
  'definitions:read',
  'definitions:write',
  'executions:read',
  'executions:write',
  'audit:read',
  'releases:publish',
  'releases:moderate',
  'channels:move',
  'catalogues:write',
  'approvals:decide',
  'keys:manage',
  'api_keys:manage',
  'members:manage',
  'registry:operate',
]);
export type Permission = z.infer<typeof Permission>;

/** Roles a member of a workspace can have. */
export const Role = z.enum(['viewer', 'author', 'publisher', 'admin']);
export type Role = z.infer<typeof Role>;

const VIEWER = ['definitions:read', 'executions:read', 'audit:read'] as const;
const AUTHOR = [...VIEWER, 'definitions:write', 'executions:write'] as const;
const PUBLISHER = [...AUTHOR, 'releases:publish', 'channels:move', 'catalogues:write'] as const;
const ADMIN = [
  ...PUBLISHER,
  'releases:moderate',
  'approvals:decide',
  'keys:manage',
  'api_keys:manage',
  'members:manage',
] as const;

/** The permissions of each role; each role has all of the one before it. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  viewer: VIEWER,
  author: AUTHOR,
  publisher: PUBLISHER,
  admin: ADMIN,
};
