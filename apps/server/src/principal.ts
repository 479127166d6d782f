// Who a caller is, from the row that their credential was found by: an API key's holder or a member of a workspace.
import { type Database, findMemberships, type Membership } from '@action-registry/db';
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

/**
 * Where the caller may be: for a person who proved who they are, by a token or a session that goes back to one, wherever they
 * are a member. Whoever came by a link that somebody made for them is known in the workspace of that link alone: its admins
 * can add anybody and make a link for them.
 */
export async function findOwnMemberships({ db }: Database, principal: Principal): Promise<Membership[]> {
  const { subject, session, workspace } = principal;
  if (subject === undefined) return [];
  const memberships = await findMemberships(db, subject);
  return session?.proven === false ? memberships.filter((each) => each.workspace === workspace) : memberships;
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
