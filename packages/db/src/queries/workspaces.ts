// Workspaces. Their rows are private; the lookups here go through functions that answer only what they are asked.
import { eq, sql } from 'drizzle-orm';
import { type Db, selectRows } from '../database.js';
import { workspaces } from '../tables.js';

/** A workspace's row. */
export type WorkspaceRow = typeof workspaces.$inferSelect;

/** The workspace of that slug, whichever workspace the caller is in. */
export async function findWorkspaceBySlug(db: Db, slug: string): Promise<WorkspaceRow | undefined> {
  const [row] = await db
    .select({
      id: sql`id`.mapWith(workspaces.id),
      slug: sql<string>`slug`,
      name: sql<string>`name`,
      created_at: sql`created_at`.mapWith(workspaces.created_at),
    })
    .from(sql`find_workspace(${slug})`);
  return row;
}

/**
 * Makes a workspace and moves the transaction into it, so that its first log entries can follow; undefined when the slug
 * is taken.
 */
export async function insertWorkspace(tx: Db, row: Omit<WorkspaceRow, 'id'>): Promise<WorkspaceRow | undefined> {
  // A row can be written only from inside its workspace, so its id comes first.
  const [next] = await selectRows<{ id: string }>(
    tx,
    sql`select set_config('app.workspace', nextval('workspaces_id_seq')::text, true) as id`,
  );
  const values = { ...row, id: Number(next?.id) };
  const [inserted] = await tx.insert(workspaces).values(values).onConflictDoNothing().returning();
  return inserted;
}

/** The ids of all workspaces, for maintenance that visits each in a transaction of its own. */
export async function listWorkspaceIds(db: Db): Promise<number[]> {
  const rows = await selectRows<{ id: number }>(db, sql`select list_workspace_ids() as id`);
  return rows.map(({ id }) => id);
}

/** Lets this transaction, of a caller who may operate the registry, write what belongs to no workspace. */
export async function enterOperator(tx: Db): Promise<void> {
  await tx.execute(sql`select set_config('app.operate', 'on', true)`);
}

/** The slug of a workspace. */
export async function getWorkspaceSlug(db: Db, id: number): Promise<string> {
  const [row] = await selectRows<{ slug: string }>(db, sql`select workspace_slug(${id}) as slug`);
  if (row === undefined) throw new Error(`there is no workspace ${id}`);
  return row.slug;
}

/** The caller's own workspace. */
export async function getOwnWorkspace(tx: Db, id: number): Promise<WorkspaceRow> {
  const [row] = await tx.select().from(workspaces).where(eq(workspaces.id, id));
  if (row === undefined) throw new Error(`there is no workspace ${id}`);
  return row;
}

/** Gives the caller's own workspace another name; answers the one it had. */
export async function renameWorkspace(tx: Db, { id, name }: { id: number; name: string }): Promise<string | undefined> {
  const [standing] = await tx.select().from(workspaces).where(eq(workspaces.id, id)).for('no key update');
  await tx.update(workspaces).set({ name }).where(eq(workspaces.id, id));
  return standing?.name;
}
