// Actions: the names under which releases are published. Names that differ only in `.` and `_` exclude each other.
import { count, eq, sql } from 'drizzle-orm';
import { type Db, selectRows } from '../database.js';
import { actions, actionVersions } from '../tables.js';

/** An action's row. */
export type ActionRow = typeof actions.$inferSelect;

/** The action of exactly that name. */
export async function findActionByName(db: Db, name: string): Promise<ActionRow | undefined> {
  const [row] = await db.select().from(actions).where(eq(actions.name, name));
  return row;
}

/** The action that has this collision key (its name with `_` written `.`). */
export async function findActionByCollisionKey(db: Db, collisionKey: string): Promise<ActionRow | undefined> {
  const [row] = await db.select().from(actions).where(eq(actions.collision_key, collisionKey));
  return row;
}

/** Makes an action; undefined when its name or collision key is taken. */
export async function insertAction(tx: Db, row: Omit<ActionRow, 'id'>): Promise<ActionRow | undefined> {
  const [inserted] = await tx.insert(actions).values(row).onConflictDoNothing().returning();
  return inserted;
}

/**
 * Locks an action of the caller's workspace until the transaction ends, so that its releases and channels change one
 * after the other; undefined when the workspace has no such action. Comes before `appendLog`.
 */
export async function lockAction(tx: Db, name: string): Promise<ActionRow | undefined> {
  const [row] = await tx.select().from(actions).where(eq(actions.name, name)).for('no key update');
  return row;
}

/** How many releases an action has, yanked ones included. */
export async function countVersions(db: Db, name: string): Promise<number> {
  const [row] = await db.select({ versions: count() }).from(actionVersions).where(eq(actionVersions.name, name));
  return row?.versions ?? 0;
}

/**
 * Names that look like `name`, the most alike first, itself left out: candidates for an edit distance. Short names share
 * too few trigrams, so all of about their length and with their first letter count.
 */
export function similarNames(
  db: Db,
  { name, limit }: { name: string; limit: number },
): Promise<{ name: string; workspace_id: number }[]> {
  const short = sql`(length(${name}::text) <= 8 and name like left(${name}::text, 1) || '%'
    and length(name) between length(${name}::text) - 1 and length(${name}::text) + 1)`;
  return selectRows(
    db,
    sql`select name, workspace_id from actions where (name % ${name}::text or ${short}) and name <> ${name}::text
      order by similarity(name, ${name}::text) desc, name limit ${limit}`,
  );
}
