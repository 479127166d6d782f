// Definitions: drafts that change under a revision number. A write that saw an older revision changes nothing.
import { and, asc, eq, inArray, isNotNull, isNull, lt, lte, sql } from 'drizzle-orm';
import type { Db } from '../database.js';
import { actionDefinitions, actionSearch, actions, definitionRevisions } from '../tables.js';
import { ownAction, ownActionSearch } from './definition-list.js';

/** A definition's row. */
export type DefinitionRow = typeof actionDefinitions.$inferSelect;
/** A definition with the latest version of the action it is published as, null when it is not. */
export type PublishedDefinitionRow = DefinitionRow & { published_version: string | null };
/** A definition to store. */
export type DefinitionInput = Omit<typeof actionDefinitions.$inferInsert, 'id' | 'revision' | 'deleted_at'>;
/** What an update may set. */
export type DefinitionChange = Partial<
  Pick<
    DefinitionRow,
    | 'title'
    | 'name'
    | 'spec'
    | 'description'
    | 'inputSchema'
    | 'outputSchema'
    | 'metadata'
    | 'examples'
    | 'tags'
    | 'enabled'
    | 'base_version'
    | 'pending_actor'
    | 'pending_source'
    | 'pending_before'
    | 'pending_since'
  >
> &
  Pick<DefinitionRow, 'updated_by' | 'updated_at' | 'digest'>;

/** Stores a definition at revision 1; throws `action_definitions_name_key` when the workspace has another of that name. */
export async function insertDefinition(tx: Db, row: DefinitionInput): Promise<DefinitionRow> {
  const [inserted] = await tx.insert(actionDefinitions).values(row).returning();
  if (inserted === undefined) throw new Error('an insert returned no row');
  return inserted;
}

/** One definition; a deleted one only when asked for. */
export async function findDefinition(
  tx: Db,
  id: number,
  { deleted = false }: { deleted?: boolean } = {},
): Promise<PublishedDefinitionRow | undefined> {
  const present = deleted ? isNotNull(actionDefinitions.deleted_at) : isNull(actionDefinitions.deleted_at);
  const [row] = await tx
    .select({ definition: actionDefinitions, published_version: actionSearch.latest_version })
    .from(actionDefinitions)
    .leftJoin(actions, ownAction)
    .leftJoin(actionSearch, ownActionSearch)
    .where(and(eq(actionDefinitions.id, id), present));
  return row && { ...row.definition, published_version: row.published_version };
}

/** Locks a definition until the transaction ends, so that its changes come one after the other; false when there is none. */
export async function lockDefinition(tx: Db, id: number): Promise<boolean> {
  const locked = await tx
    .select({ id: actionDefinitions.id })
    .from(actionDefinitions)
    .where(eq(actionDefinitions.id, id))
    .for('no key update');
  return locked.length === 1;
}

/**
 * Changes a definition that still is at `revision` and moves it to the next; undefined when it is not, or is gone. Throws
 * `action_definitions_name_key` when the workspace has another of the new name.
 */
export async function updateDefinition(
  tx: Db,
  { id, revision, set }: { id: number; revision: number; set: DefinitionChange },
): Promise<DefinitionRow | undefined> {
  const [row] = await tx
    .update(actionDefinitions)
    .set({ ...set, revision: revision + 1 })
    .where(
      and(eq(actionDefinitions.id, id), eq(actionDefinitions.revision, revision), isNull(actionDefinitions.deleted_at)),
    )
    .returning();
  return row;
}

/** Who does something to a definition, and when. */
export type DefinitionAct = { id: number; actor: string; at: string };

/** Deletes a definition so that it can be restored; undefined when there is none. */
export async function softDeleteDefinition(
  tx: Db,
  { id, actor, at }: DefinitionAct,
): Promise<DefinitionRow | undefined> {
  const [row] = await tx
    .update(actionDefinitions)
    .set({ deleted_at: at, updated_by: actor, updated_at: at, revision: sql`${actionDefinitions.revision} + 1` })
    .where(and(eq(actionDefinitions.id, id), isNull(actionDefinitions.deleted_at)))
    .returning();
  return row;
}

/**
 * Brings a deleted definition back; undefined when there is none. Throws `action_definitions_name_key` when its name was
 * taken meanwhile.
 */
export async function restoreDefinition(tx: Db, { id, actor, at }: DefinitionAct): Promise<DefinitionRow | undefined> {
  const [row] = await tx
    .update(actionDefinitions)
    .set({ deleted_at: null, updated_by: actor, updated_at: at, revision: sql`${actionDefinitions.revision} + 1` })
    .where(and(eq(actionDefinitions.id, id), isNotNull(actionDefinitions.deleted_at)))
    .returning();
  return row;
}

/** Removes for good what the workspace deleted before a time, with all revisions; answers how many definitions. */
export async function purgeDeletedDefinitions(tx: Db, before: string): Promise<number> {
  const purged = await tx
    .delete(actionDefinitions)
    .where(lt(actionDefinitions.deleted_at, before))
    .returning({ id: actionDefinitions.id });
  return purged.length;
}

/** Keeps what a definition holds at a revision. */
export async function insertRevision(tx: Db, row: typeof definitionRevisions.$inferInsert): Promise<void> {
  await tx.insert(definitionRevisions).values(row);
}

/** Definitions whose last edits are not in the log and began at or before a time, locked; skips what others work on. */
export function listPendingEdits(
  tx: Db,
  { before, limit }: { before: string; limit: number },
): Promise<DefinitionRow[]> {
  return tx
    .select()
    .from(actionDefinitions)
    .where(lte(actionDefinitions.pending_since, before))
    .orderBy(asc(actionDefinitions.pending_since), asc(actionDefinitions.id))
    .limit(limit)
    .for('update', { skipLocked: true });
}

/** The columns of a definition whose edits are all in the log. */
export const NOTHING_PENDING = {
  pending_actor: null,
  pending_source: null,
  pending_since: null,
  pending_before: null,
} as const;

/** Notes that the edits of definitions are in the log now. */
export async function clearPendingEdits(tx: Db, ids: readonly number[]): Promise<void> {
  await tx.update(actionDefinitions).set(NOTHING_PENDING).where(inArray(actionDefinitions.id, ids));
}

/** Lets the workspace's draft of a name start from the release just published; its revision stays. */
export async function moveBaseVersion(tx: Db, { name, version }: { name: string; version: string }): Promise<void> {
  await tx
    .update(actionDefinitions)
    .set({ base_version: version })
    .where(and(eq(actionDefinitions.name, name), isNull(actionDefinitions.deleted_at)));
}
