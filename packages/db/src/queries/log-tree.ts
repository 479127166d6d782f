// The log as a tree: its complete nodes, the leaves' texts by range, and the checkpoints that were signed. What the nodes
// mean, and which of them a proof takes, is core's.
import { and, asc, desc, eq, gte, lt, sql } from 'drizzle-orm';
import { type Db, selectRows } from '../database.js';
import { logCheckpoints, logEvents, logLeaves } from '../tables.js';

/** A complete subtree's place: level 0 are the leaves' hashes, (1, 0) covers leaves 0 and 1. */
type NodePlace = { level: number; index: number };

/** The hashes of these nodes, in the order asked for; undefined for one that is not there. */
export async function findLogNodes(db: Db, places: readonly NodePlace[]): Promise<(Uint8Array | undefined)[]> {
  if (places.length === 0) return [];
  const levels = places.map(({ level }) => level);
  const indexes = places.map(({ index }) => index);
  const rows = await selectRows<{ hash: string | null }>(
    db,
    // Look-ups by key, each for itself: joins would be planned by statistics, and a log grows faster than those.
    sql`select encode(case when asked.level = 0
          then (select leaf_hash from log_leaves where idx = asked.idx)
          else (select hash from log_nodes where level = asked.level and idx = asked.idx) end, 'base64') as hash
      from unnest(${sql.param(levels)}::smallint[], ${sql.param(indexes)}::bigint[])
        with ordinality as asked (level, idx, place)
      order by asked.place`,
  );
  return rows.map(({ hash }) => (hash === null ? undefined : new Uint8Array(Buffer.from(hash, 'base64'))));
}

/** The texts of the leaves from `start` up to, and without, `end`. */
export async function listLeafTexts(db: Db, { start, end }: { start: number; end: number }): Promise<string[]> {
  const rows = await db
    .select({ leaf: logLeaves.leaf })
    .from(logLeaves)
    .where(and(gte(logLeaves.idx, start), lt(logLeaves.idx, end)))
    .orderBy(asc(logLeaves.idx));
  return rows.map(({ leaf }) => leaf);
}

/** A checkpoint as it was signed; `note` is a C2SP signed note. */
export type CheckpointRow = { size: number; root: Uint8Array; note: string };

const columns = { size: logCheckpoints.size, root: logCheckpoints.root, note: logCheckpoints.note };

/** The checkpoint of a size. */
export async function findCheckpoint(db: Db, size: number): Promise<CheckpointRow | undefined> {
  const [row] = await db.select(columns).from(logCheckpoints).where(eq(logCheckpoints.size, size));
  return row;
}

/** The checkpoint of the largest tree that was signed. */
export async function findLastCheckpoint(db: Db): Promise<CheckpointRow | undefined> {
  const [row] = await db.select(columns).from(logCheckpoints).orderBy(desc(logCheckpoints.size)).limit(1);
  return row;
}

/** The leaves by which the log was restarted, in order, each with its index. */
export function listRestarts(db: Db): Promise<{ index: number; leaf: string }[]> {
  return db
    .select({ index: logLeaves.idx, leaf: logLeaves.leaf })
    .from(logEvents)
    .innerJoin(logLeaves, eq(logLeaves.idx, logEvents.idx))
    .where(and(eq(logEvents.type, 'log.restart'), eq(logEvents.public, true)))
    .orderBy(asc(logEvents.idx));
}

/** Stores a checkpoint, unless one of its size stands; answers the one that stands then. */
export async function insertCheckpoint(db: Db, row: CheckpointRow & { at: string }): Promise<CheckpointRow> {
  const [made] = await db.insert(logCheckpoints).values(row).onConflictDoNothing().returning(columns);
  const standing = made ?? (await findCheckpoint(db, row.size));
  if (standing === undefined) throw new Error('a checkpoint was neither stored nor found');
  return standing;
}
