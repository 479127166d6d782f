// What the rest of the house sees of a database, whether it is PGlite or PostgreSQL.
import { type SQL, sql } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { LogSource } from './log-source.js';
import type * as tables from './tables.js';

/** Where queries run: a connection or a transaction of either database. */
export type Db = PgDatabase<PgQueryResultHKT, typeof tables>;

/** An open database. */
export type Database = {
  kind: 'pglite' | 'postgresql';
  /** Outside any transaction, as the unprivileged role and in no workspace: sees public rows only. */
  db: Db;
  /**
   * Runs `work` in one transaction as the unprivileged role, which sees the workspace's rows and public ones; with null,
   * public ones only. Use nothing but the `tx` it is given: on PGlite anything else waits for ever. `source` is noted beside
   * every entry that the transaction appends to the log.
   */
  transact<T>(workspaceId: number | null, work: (tx: Db) => Promise<T>, source?: LogSource): Promise<T>;
  /**
   * Calls `onIndex` with the log's last index after each append, and after a lost connection is back (what was
   * announced meanwhile is lost: read on from your own position). Returns what ends it.
   */
  listen(onIndex: (index: number) => void): Promise<() => Promise<void>>;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  /** Applies the migrations that are missing; safe when several servers start at once. */
  migrate(): Promise<void>;
  close(): Promise<void>;
};

/** Whom the server works as: neither owner nor superuser, so that row-level security and privileges hold. */
export const APP_ROLE = 'action_registry_app';

/** The channel that `log_append` notifies. */
export const LOG_CHANNEL = 'action_registry_log';

/** Rows of a statement that the query builder cannot say; the caller vouches for their shape. */
export function selectRows<Row>(db: Db, statement: SQL): Promise<Row[]> {
  return db._.session.all<Row>(statement);
}

/** Becomes the unprivileged role and names workspace and source, all until the transaction ends, in one round trip. */
export async function enterWorkspace(tx: Db, workspaceId: number | null, source?: LogSource): Promise<void> {
  const workspace = workspaceId === null ? '' : String(workspaceId);
  const named = source === undefined ? '' : JSON.stringify(source);
  await tx.execute(
    sql`select set_config('app.workspace', ${workspace}, true), set_config('app.source', ${named}, true),
      set_config('role', ${APP_ROLE}, true)`,
  );
}
