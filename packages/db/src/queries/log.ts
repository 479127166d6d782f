// The log: appending through the one function that may, and reading leaves with the events that the caller may see.
import type { EventType, JsonObject, LogEntry } from '@action-registry/schema';
import { and, asc, desc, eq, gt, gte, lt, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { type Db, selectRows } from '../database.js';
import type { LogSource } from '../log-source.js';
import { logEvents, logLeaves } from '../tables.js';

/** An entry to append; `leaf` is the exact text to hash, `salt` base64, `workspace_id` null for what belongs to none. */
export type LogEntryInput = {
  leaf: string;
  type: EventType;
  public: boolean;
  workspace_id: number | null;
  actor: string;
  at: string;
  subject: string;
  data?: JsonObject;
  salt?: string;
  /** From where it came when that is not where its transaction does; null where nobody knows. */
  source?: LogSource | null;
};

/** A log entry whose event the caller may see. */
export type VisibleLogEntry = Omit<LogEntry, 'type' | 'subject' | 'actor'> & {
  type: EventType;
  subject: string;
  actor: string;
};

/** The SQL of an entry's index, for rows that are written by the statement that appends it; entries count from 0. */
type IndexOf = (entry: number) => SQL<number>;
/** The rows that a statement writes with the indexes of its entries. */
export type LogWrites = (indexOf: IndexOf) => readonly SQLWrapper[];
/** What the appending statement does first, under a name by which its own later parts may ask for its rows. */
export type FirstStep = { name: string; query: SQLWrapper };
/** A row to write whose index is known, or is the SQL that `appendLog` gives. */
export type Logged<Row> = Omit<Row, 'log_index'> & { log_index: number | SQL<number> };

/**
 * Appends entries and returns the first one's index; the others follow it. `writes` are the rows that carry an index of
 * theirs: they are written by the same statement, because the log's lock is held from here until the transaction ends.
 * Take every other lock before, and write everything else before.
 */
export function appendLog(tx: Db, entries: readonly LogEntryInput[], writes: LogWrites = () => []): Promise<number> {
  return appendLogAfter(tx, entries, { first: [], writes });
}

/** The same, by a statement that does more: `first` are its earlier steps, in order; each answers the rows it wrote. */
export async function appendLogAfter(
  tx: Db,
  entries: readonly LogEntryInput[],
  { first, writes }: { first: readonly FirstStep[]; writes: LogWrites },
): Promise<number> {
  const text = JSON.stringify(entries);
  const indexOf: IndexOf = (entry) => sql`(select first + ${sql.raw(String(entry))} from appended)`;
  const written = writes(indexOf).map((write, at) => sql`, ${sql.raw(`written_${at}`)} as (${write.getSQL()})`);
  const steps = first.map(({ name, query }) => sql`${sql.identifier(name)} as (${query.getSQL()}), `);
  // Counting a step's rows is what makes it run before the entries are appended.
  const done = first.map(
    ({ name }) => sql`, (select count(*) from ${sql.identifier(name)}) as ${sql.identifier(`${name}_done`)}`,
  );
  const [row] = await selectRows<{ first: number }>(
    tx,
    sql`with ${sql.join(steps)}appended as materialized (
        select log_append(entries.text::jsonb) as first from (values (${text}::text)) as entries (text)${sql.join(done)}
      )${sql.join(written)}
      select first from appended`,
  );
  if (row === undefined) throw new Error('log_append answered nothing');
  return row.first;
}

/** What a leaf and its event say of an entry. */
export const entryColumns = {
  index: logLeaves.idx,
  leaf: logLeaves.leaf,
  leaf_hash: sql<string>`encode(${logLeaves.leaf_hash}, 'base64')`,
  type: logEvents.type,
  at: logLeaves.at,
  subject: logEvents.subject,
  actor: logEvents.actor,
  workspace: logEvents.workspace,
  data: logEvents.data,
  salt: sql<string | null>`encode(${logEvents.salt}, 'base64')`,
};

/** A row of `entryColumns`; null where there is no event to see. */
export type EntryRow = {
  index: number;
  leaf: string;
  leaf_hash: string;
  type: string | null;
  at: string;
  subject: string | null;
  actor: string | null;
  workspace: string | null;
  data: JsonObject | null;
  salt: string | null;
};

/** The entry of a row, without its type. */
export function toEntry(row: EntryRow): Omit<LogEntry, 'type'> {
  return {
    index: row.index,
    leaf: row.leaf,
    leaf_hash: row.leaf_hash,
    at: row.at,
    ...(row.subject !== null && { subject: row.subject }),
    ...(row.actor !== null && { actor: row.actor }),
    ...(row.workspace !== null && { workspace: row.workspace }),
    ...(row.data !== null && { data: row.data }),
    ...(row.salt !== null && { salt: row.salt }),
  };
}

/** Entries from index `start`, oldest first. An event that the caller may not see is a `private` leaf with its time. */
export async function listLogEntries(db: Db, { start, limit }: { start: number; limit: number }): Promise<LogEntry[]> {
  const rows = await db
    .select(entryColumns)
    .from(logLeaves)
    .leftJoin(logEvents, eq(logEvents.idx, logLeaves.idx))
    .where(and(gte(logLeaves.idx, start), lt(logLeaves.idx, start + limit)))
    .orderBy(asc(logLeaves.idx));
  return rows.map((row) => ({ ...toEntry(row), type: (row.type ?? 'private') as EventType | 'private' }));
}

type EventQuery = { where: SQL | undefined; newestFirst?: boolean; limit: number };

async function listVisible(db: Db, { where, newestFirst = false, limit }: EventQuery): Promise<VisibleLogEntry[]> {
  const rows = await db
    .select(entryColumns)
    .from(logEvents)
    .innerJoin(logLeaves, eq(logLeaves.idx, logEvents.idx))
    .where(where)
    .orderBy(newestFirst ? desc(logEvents.idx) : asc(logEvents.idx))
    .limit(limit);
  return rows.map((row) => ({ ...toEntry(row), type: row.type as EventType, subject: row.subject, actor: row.actor }));
}

/** Events that the caller may see, of index greater than `after` (−1 for all), oldest first. */
export function listEventsAfter(
  db: Db,
  { after, limit }: { after: number; limit: number },
): Promise<VisibleLogEntry[]> {
  return listVisible(db, { where: gt(logEvents.idx, after), limit });
}

/** Events about one subject, newest first; `before` is an index to go on from, exclusive. */
export function listEventsBySubject(
  db: Db,
  {
    subject,
    type,
    before,
    limit,
  }: { subject: string; type?: EventType | undefined; before?: number | undefined; limit: number },
): Promise<VisibleLogEntry[]> {
  const where = and(
    eq(logEvents.subject, subject),
    type === undefined ? undefined : eq(logEvents.type, type),
    before === undefined ? undefined : lt(logEvents.idx, before),
  );
  return listVisible(db, { where, newestFirst: true, limit });
}

/** How many entries the log has; the last one's index is one less. */
export async function logSize(db: Db): Promise<number> {
  const [row] = await db
    .select({ size: sql<number>`coalesce(max(${logLeaves.idx}) + 1, 0)`.mapWith(Number) })
    .from(logLeaves);
  return row?.size ?? 0;
}

/** The index of the last entry made at or before a time, by the clocks of the servers; undefined before the first. */
export async function indexAtTime(db: Db, time: string): Promise<number | undefined> {
  const [row] = await db
    .select({ index: logLeaves.idx })
    .from(logLeaves)
    .where(sql`${logLeaves.at} <= ${time}::timestamptz`)
    .orderBy(desc(logLeaves.at), desc(logLeaves.idx))
    .limit(1);
  return row?.index;
}
