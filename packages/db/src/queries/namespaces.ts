// Namespaces: the first segment of action names. Of two workspaces that claim one, the constraint lets one win.
import { eq, sql } from 'drizzle-orm';
import type { Db } from '../database.js';
import { namespaces } from '../tables.js';
import type { Logged } from './log.js';

const columns = {
  name: namespaces.name,
  workspace_id: namespaces.workspace_id,
  workspace: sql<string>`workspace_slug(${namespaces.workspace_id})`,
  claimed_at: namespaces.claimed_at,
  log_index: namespaces.log_index,
};

/** A namespace with its owner's slug. */
export type NamespaceRow = typeof namespaces.$inferSelect & { workspace: string };

/** The namespace, whoever owns it. */
export async function findNamespace(db: Db, name: string): Promise<NamespaceRow | undefined> {
  const [row] = await db.select(columns).from(namespaces).where(eq(namespaces.name, name));
  return row;
}

/** Claims a free namespace: true when this call made it the workspace's, false when it has an owner already. */
export async function claimNamespace(
  tx: Db,
  claim: { name: string; workspace_id: number; claimed_at: string },
): Promise<boolean> {
  const claimed = await tx.insert(namespaces).values(claim).onConflictDoNothing().returning({ name: namespaces.name });
  return claimed.length === 1;
}

/** Notes the log entry of a claim, in the transaction that made it; for `appendLog`, or to be awaited. */
export function setNamespaceLogIndex(tx: Db, { name, log_index }: Logged<{ name: string }>) {
  return tx.update(namespaces).set({ log_index }).where(eq(namespaces.name, name));
}
