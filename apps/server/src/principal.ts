// Who a caller is, from the row that their credential was found by: an API key's holder or a member of a workspace.
import { type Caller, Permission, ROLE_PERMISSIONS, Role } from '@action-registry/schema';
import type { Principal } from './context.js';

type Workplace = Pick<Principal, 'workspaceId' | 'workspace'>;
type HeldKey = { name: string; key_prefix: string; permissions: string[]; name_globs: string[] | null };

/** An API key's holder as a caller. */
export function toKeyHolder({ name, key_prefix, permissions, name_globs }: HeldKey, place: Workplace) {
  return {
    ...place,
    actor: `api_key:${key_prefix}`,
    name,
    permissions: toPermissions(permissions),
    nameGlobs: name_globs,
    subject: undefined,
    role: undefined,
  };
}

type MemberFacts = { id: number; name: string | null; subject: string; role: string };

/** A person as a caller; a role that this version does not know has no rights. */
export function toMember({ id, name, subject, role: text }: MemberFacts, place: Workplace) {
  const role = Role.safeParse(text).data;
  return {
    ...place,
    actor: `member:${id}`,
    name: name ?? subject,
    permissions: new Set(role === undefined ? [] : ROLE_PERMISSIONS[role]),
    nameGlobs: null,
    subject,
    role,
  };
}

/** Those that this version knows. */
function toPermissions(texts: readonly string[]): ReadonlySet<Permission> {
  return new Set(texts.flatMap((text) => Permission.safeParse(text).data ?? []));
}

/** A principal as callers see themselves. */
export function toCaller(principal: Principal): Caller {
  const { actor, name, workspace, permissions, role, nameGlobs } = principal;
  return {
    ...{ actor, name, workspace, permissions: [...permissions] },
    ...(role !== undefined && { role }),
    ...(nameGlobs !== null && { name_globs: [...nameGlobs] }),
  };
}
