// Where a person is a member. It is asked before any workspace is known, through the one function that may answer it.
import { sql } from 'drizzle-orm';
import type { Db } from '../database.js';
import { workspaceMembers } from '../tables.js';

/** A person's place in a workspace. */
export type MembershipRow = {
  id: number;
  workspace_id: number;
  workspace: string;
  workspace_name: string;
  name: string | null;
  role: string;
};

/** The workspaces that a person (`issuer|subject`) is a member of now, in order of slug; needs no workspace. */
export function findMemberships(db: Db, person: string): Promise<MembershipRow[]> {
  return db
    .select({
      id: sql`id`.mapWith(workspaceMembers.id),
      workspace_id: sql`workspace_id`.mapWith(workspaceMembers.workspace_id),
      workspace: sql<string>`workspace`,
      workspace_name: sql<string>`workspace_name`,
      name: sql<string | null>`name`,
      role: sql<string>`role`,
    })
    .from(sql`find_memberships(${person})`);
}
