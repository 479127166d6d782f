// What was said about releases after they were published. Each row stands for its newest log entry; undoing deletes it.
import { and, eq } from 'drizzle-orm';
import type { Db } from '../database.js';
import { actionDeprecations, actionYanks } from '../tables.js';
import type { Logged } from './log.js';

/** A deprecation's row. */
export type DeprecationRow = typeof actionDeprecations.$inferSelect;
/** A yank's row. */
export type YankRow = typeof actionYanks.$inferSelect;

type ReleaseId = { name: string; version: string };

/** Deprecates a release, or replaces what was said before; for `appendLog`, or to be awaited. */
export function upsertDeprecation(tx: Db, row: Logged<DeprecationRow>) {
  const { name: _name, version: _version, ...said } = row;
  return tx
    .insert(actionDeprecations)
    .values(row)
    .onConflictDoUpdate({ target: [actionDeprecations.name, actionDeprecations.version], set: said });
}

/** Takes a deprecation back; answers the row that stood, undefined when there was none. */
export async function deleteDeprecation(tx: Db, { name, version }: ReleaseId): Promise<DeprecationRow | undefined> {
  const [row] = await tx
    .delete(actionDeprecations)
    .where(and(eq(actionDeprecations.name, name), eq(actionDeprecations.version, version)))
    .returning();
  return row;
}

/** Yanks a release that is not; for `appendLog`, or to be awaited. */
export function insertYank(tx: Db, row: Logged<YankRow>) {
  return tx.insert(actionYanks).values(row);
}

/** Takes a yank back; answers the row that stood, undefined when there was none. */
export async function deleteYank(tx: Db, { name, version }: ReleaseId): Promise<YankRow | undefined> {
  const [row] = await tx
    .delete(actionYanks)
    .where(and(eq(actionYanks.name, name), eq(actionYanks.version, version)))
    .returning();
  return row;
}
