// People in workspaces. A person who left keeps their row: the log names them by its id, and coming back gives it back.
import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Db } from '../database.js';
import { workspaceMembers } from '../tables.js';

/** A member's row; `removed_at` is null for those who are in. */
export type MemberRow = typeof workspaceMembers.$inferSelect;

/** Members of the caller's workspace in order of id, from after `after`. */
export function listMembers(tx: Db, { after, limit }: { after: number; limit: number }): Promise<MemberRow[]> {
  return tx
    .select()
    .from(workspaceMembers)
    .where(and(isNull(workspaceMembers.removed_at), gt(workspaceMembers.id, after)))
    .orderBy(asc(workspaceMembers.id))
    .limit(limit);
}

/** The member of the caller's workspace who has that id, locked against changes until the transaction ends. */
export async function lockMember(tx: Db, id: number): Promise<MemberRow | undefined> {
  const [row] = await tx
    .select()
    .from(workspaceMembers)
    .where(and(eq(workspaceMembers.id, id), isNull(workspaceMembers.removed_at)))
    .for('no key update');
  return row;
}

/** The row of a person in the caller's workspace, also of one who left, locked until the transaction ends. */
export async function lockPerson(tx: Db, subject: string): Promise<MemberRow | undefined> {
  const [row] = await tx
    .select()
    .from(workspaceMembers)
    .where(eq(workspaceMembers.subject, subject))
    .for('no key update');
  return row;
}

/** Whether the caller's workspace has an admin among its people, who stays one until the transaction ends. */
export async function lockAdmins(tx: Db): Promise<boolean> {
  const rows = await tx
    .select({ id: workspaceMembers.id })
    .from(workspaceMembers)
    .where(and(eq(workspaceMembers.role, 'admin'), isNull(workspaceMembers.removed_at)))
    .orderBy(asc(workspaceMembers.id))
    .for('no key update');
  return rows.length > 0;
}

/** Adds a person who never was a member; undefined when another transaction just did. */
export async function insertMember(
  tx: Db,
  row: Omit<typeof workspaceMembers.$inferInsert, 'id'>,
): Promise<MemberRow | undefined> {
  const [inserted] = await tx.insert(workspaceMembers).values(row).onConflictDoNothing().returning();
  return inserted;
}

/** What of a member can change. */
type MemberChange = Pick<MemberRow, 'id'> &
  Partial<Pick<MemberRow, 'name' | 'role' | 'added_by' | 'updated_at' | 'removed_at'>>;

/** Changes a member's row, which the caller has locked. */
export async function updateMember(tx: Db, { id, ...change }: MemberChange): Promise<MemberRow> {
  const [updated] = await tx.update(workspaceMembers).set(change).where(eq(workspaceMembers.id, id)).returning();
  if (updated === undefined) throw new Error(`there is no member ${id} to change`);
  return updated;
}

/** A workspace in which a person is a member; `id` is the member's. */
export type Membership = {
  id: number;
  workspace_id: number;
  workspace: string;
  workspace_name: string;
  name: string | null;
  role: string;
};

/** Where a person (`issuer|subject`) is a member, in order of slug; needs no workspace. */
export function findMemberships(db: Db, subject: string): Promise<Membership[]> {
  return db
    .select({
      id: sql`id`.mapWith(workspaceMembers.id),
      workspace_id: sql`workspace_id`.mapWith(workspaceMembers.workspace_id),
      workspace: sql<string>`workspace`,
      workspace_name: sql<string>`workspace_name`,
      name: sql<string | null>`name`,
      role: sql<string>`role`,
    })
    .from(sql`find_memberships(${subject})`);
}
