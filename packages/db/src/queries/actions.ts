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

/** Names that look like `name`, itself left out: all within one edit first, then the most alike by trigrams. */
export function similarNames(
  db: Db,
  { name, limit }: { name: string; limit: number },
): Promise<{ name: string; workspace_id: number }[]> {
  const near = sql`name = any(${sql.param(oneEditAway(name))}::text[])`;
  return selectRows(
    db,
    sql`select name, workspace_id from actions where (${near} or name % ${name}::text) and name <> ${name}::text
      order by ${near} desc, similarity(name, ${name}::text) desc, name limit ${limit}`,
  );
}

const CHARACTERS = [...'abcdefghijklmnopqrstuvwxyz0123456789._'];

/**
 * All texts one edit away from a name: some 1,000 for one of 15 characters, each a look-up in the index. Trigrams alone
 * miss short names (`ls`, `lz`) and repetitive ones.
 */
function oneEditAway(name: string): string[] {
  return Array.from({ length: name.length + 1 }, (_, at) => [name.slice(0, at), name.slice(at)] as const).flatMap(
    ([before, after]) => [
      before + after.slice(1),
      ...CHARACTERS.flatMap((character) => [before + character + after, before + character + after.slice(1)]),
    ],
  );
}
