// Actions: the names under which releases are published. Names that differ only in `.` and `_` exclude each other.
import { eq, sql } from 'drizzle-orm';
import { type Db, selectRows } from '../database.js';
import { actions } from '../tables.js';

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
 * All texts one edit away from a name (a character more, less or other, or two neighbours exchanged): some 1,000 for one
 * of 15 characters, each a look-up in the index. Trigrams alone miss short names (`ls`, `lz`) and repetitive ones.
 */
function oneEditAway(name: string): string[] {
  return Array.from({ length: name.length + 1 }, (_, at) => [name.slice(0, at), name.slice(at)] as const).flatMap(
    ([before, after]) => [
      before + after.slice(1),
      before + after.charAt(1) + after.charAt(0) + after.slice(2),
      ...CHARACTERS.flatMap((character) => [before + character + after, before + character + after.slice(1)]),
    ],
  );
}
