// The log as an audit reads it: everything that is stored of a stretch of it, of one moment, with the private events of all
// workspaces, and what lies where nothing may lie.
import { and, asc, eq, gt, gte, lt, lte, not, or, type SQL, sql } from 'drizzle-orm';
import { type Database, type Db, enterWorkspace, selectRows } from '../database.js';
import { logCheckpoints, logEvents, logLeaves } from '../tables.js';
import type { CheckpointRow } from './log-tree.js';
import { listWorkspaceIds } from './workspaces.js';

/** A stored leaf. */
export type LeafRow = typeof logLeaves.$inferSelect;
/** A stored event. */
export type EventRow = typeof logEvents.$inferSelect;
/** A stored node above the leaves. */
export type NodeRow = { level: number; index: number; hash: Uint8Array };
/** Entries from `start` up to, and without, `end`. */
type Stretch = { start: number; end: number };

/** Runs `work` on what was committed at one moment, whoever writes meanwhile; nothing can be written. */
export function readSnapshot<T>(database: Database, work: (tx: Db) => Promise<T>): Promise<T> {
  return database.db.transaction(work, { isolationLevel: 'repeatable read', accessMode: 'read only' });
}

/** The leaves whose index is greater than `after`, in order. */
export function listLeaves(db: Db, { after, limit }: { after: number; limit: number }): Promise<LeafRow[]> {
  return db.select().from(logLeaves).where(gt(logLeaves.idx, after)).orderBy(asc(logLeaves.idx)).limit(limit);
}

/** The events of a stretch, in no order: public ones, and those of every workspace that there is. */
export async function listAllEvents(tx: Db, { start, end }: Stretch): Promise<EventRow[]> {
  const select = (whose: SQL | undefined): Promise<EventRow[]> =>
    tx
      .select()
      .from(logEvents)
      .where(and(gte(logEvents.idx, start), lt(logEvents.idx, end), whose));
  const events = await select(eq(logEvents.public, true));
  for (const id of await listWorkspaceIds(tx)) {
    await enterWorkspace(tx, id);
    events.push(...(await select(and(not(logEvents.public), eq(logEvents.workspace_id, id)))));
  }
  await enterWorkspace(tx, null);
  return events;
}

/** The nodes that the leaves of a stretch complete, level by level. */
export async function listNodes(db: Db, { start, end }: Stretch): Promise<NodeRow[]> {
  const rows = await selectRows<{ level: number; index: number; hash: string }>(
    db,
    sql`select node.level, node.idx as index, encode(node.hash, 'base64') as hash
      from generate_series(1, 52) as height
      join log_nodes node on node.level = height
        and node.idx >= ${start}::bigint >> height and node.idx < ${end}::bigint >> height
      order by node.level, node.idx`,
  );
  return rows.map((row) => ({
    ...row,
    index: Number(row.index),
    hash: new Uint8Array(Buffer.from(row.hash, 'base64')),
  }));
}

/** Places of nodes that no log of this size has; at most `limit`. */
export async function listStrayNodes(
  db: Db,
  { size, limit }: { size: number; limit: number },
): Promise<{ level: number; index: number }[]> {
  const rows = await selectRows<{ level: number; index: number }>(
    db,
    sql`select level, idx as index from log_nodes
      where level < 1 or level > 52 or idx < 0 or idx >= ${size}::bigint >> level order by level, idx limit ${limit}`,
  );
  return rows.map(({ level, index }) => ({ level, index: Number(index) }));
}

/** The checkpoints of sizes greater than `after` up to `to`, in order. */
export function listCheckpoints(db: Db, { after, to }: { after: number; to: number }): Promise<CheckpointRow[]> {
  return db
    .select({ size: logCheckpoints.size, root: logCheckpoints.root, note: logCheckpoints.note })
    .from(logCheckpoints)
    .where(and(gt(logCheckpoints.size, after), lte(logCheckpoints.size, to)))
    .orderBy(asc(logCheckpoints.size));
}

/** The sizes of checkpoints of a larger log than there is; at most `limit`. */
export async function listStrayCheckpoints(
  db: Db,
  { size, limit }: { size: number; limit: number },
): Promise<number[]> {
  const rows = await db
    .select({ size: logCheckpoints.size })
    .from(logCheckpoints)
    .where(or(gt(logCheckpoints.size, size), lt(logCheckpoints.size, 0)))
    .limit(limit);
  return rows.map((row) => row.size);
}

/** The whole public history of these subjects, in order. */
export function listSubjectLeaves(db: Db, subjects: readonly string[]): Promise<{ index: number; leaf: string }[]> {
  if (subjects.length === 0) return Promise.resolve([]);
  return db
    .select({ index: logLeaves.idx, leaf: logLeaves.leaf })
    .from(logEvents)
    .innerJoin(logLeaves, eq(logLeaves.idx, logEvents.idx))
    .where(and(eq(logEvents.public, true), sql`${logEvents.subject} = any(${sql.param(subjects)}::text[])`))
    .orderBy(asc(logEvents.idx));
}
