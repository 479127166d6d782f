// Requests of a workspace to have a signing key trusted.
import { and, desc, eq, lt } from 'drizzle-orm';
import type { Db } from '../database.js';
import { keyRequests } from '../tables.js';

/** A request's row. */
export type KeyRequestRow = typeof keyRequests.$inferSelect;

/** Requests of the caller's workspace, newest first, of ids below `before`. */
export function listKeyRequests(
  tx: Db,
  { status, before, limit }: { status: KeyRequestRow['status'] | undefined; before: number | undefined; limit: number },
): Promise<KeyRequestRow[]> {
  const hasStatus = status === undefined ? undefined : eq(keyRequests.status, status);
  const isBefore = before === undefined ? undefined : lt(keyRequests.id, before);
  return tx.select().from(keyRequests).where(and(hasStatus, isBefore)).orderBy(desc(keyRequests.id)).limit(limit);
}

/** The pending requests of the caller's workspace for the key that has this thumbprint. */
export function findPendingRequests(tx: Db, thumbprint: string): Promise<KeyRequestRow[]> {
  return tx
    .select()
    .from(keyRequests)
    .where(and(eq(keyRequests.thumbprint, thumbprint), eq(keyRequests.status, 'pending')));
}

/** How many requests of the caller's workspace wait for an answer. */
export async function countPendingRequests(tx: Db): Promise<number> {
  return tx.$count(keyRequests, eq(keyRequests.status, 'pending'));
}

/** The request of the caller's workspace that has that id. */
export async function findKeyRequest(tx: Db, id: number): Promise<KeyRequestRow | undefined> {
  const [row] = await tx.select().from(keyRequests).where(eq(keyRequests.id, id));
  return row;
}

/** Stores a request. */
export async function insertKeyRequest(
  tx: Db,
  row: Omit<typeof keyRequests.$inferInsert, 'id' | 'status' | 'decided_by' | 'decided_at'>,
): Promise<KeyRequestRow> {
  const [inserted] = await tx
    .insert(keyRequests)
    .values({ ...row, status: 'pending' })
    .returning();
  if (inserted === undefined) throw new Error('an insert returned no row');
  return inserted;
}

/** How a request was answered, by whom and when. */
type Decision = { id: number; status: 'accepted' | 'declined'; decided_by: string; decided_at: string };

/** Answers a pending request; undefined when there is none of that id, or another transaction answered it. */
export async function decideKeyRequest(tx: Db, { id, ...decision }: Decision): Promise<KeyRequestRow | undefined> {
  const [decided] = await tx
    .update(keyRequests)
    .set(decision)
    .where(and(eq(keyRequests.id, id), eq(keyRequests.status, 'pending')))
    .returning();
  return decided;
}
