// A pool of connections to PostgreSQL: who connects, with which limits, and how servers take turns to migrate.
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres, { type Sql } from 'postgres';
import { APP_ROLE, type Database, type Db, enterWorkspace, LOG_CHANNEL } from './database.js';
import { withDeadline } from './deadline.js';
import type { LogSource } from './log-source.js';
import { MIGRATIONS_FOLDER } from './migrations.js';
import { createDrizzleClient } from './postgres-client.js';
import { logSize } from './queries/log.js';
import * as tables from './tables.js';

/** How to reach and use a PostgreSQL; times in milliseconds. */
export type PostgresOptions = {
  url: string;
  maxConnections?: number | undefined;
  statementTimeoutMs?: number | undefined;
};

const CONNECTIONS_DEFAULT = 10;
const STATEMENT_TIMEOUT_DEFAULT_MS = 10_000;
const CONNECT_TIMEOUT_S = 5;
const CLOSE_TIMEOUT_S = 2;
/** Any number, as long as every server takes the same. */
const MIGRATION_LOCK = 7_021_216_891;

type ClientOptions = { url: string; max: number; statementTimeoutMs: number; role?: string };

function connect({ url, max, statementTimeoutMs, role }: ClientOptions): Sql {
  return postgres(url, {
    max,
    connect_timeout: CONNECT_TIMEOUT_S,
    keep_alive: 10,
    // After an outage the pool is back within a second; the driver's own default grows to 20 s.
    backoff: (attempt: number) => Math.min(0.05 * 2 ** attempt, 1),
    onnotice: () => {},
    connection: {
      application_name: 'action-registry',
      TimeZone: 'UTC',
      ...(role !== undefined && { role }),
      statement_timeout: statementTimeoutMs,
      idle_in_transaction_session_timeout: statementTimeoutMs * 3,
    },
    types: { bigint: { to: 20, from: [20], parse: Number, serialize: String } },
  }) as unknown as Sql;
}

/** Opens a pool; connections are made when they are needed, so a wrong address shows at the first query. */
export function openPostgres(options: PostgresOptions): Database {
  const { url, maxConnections = CONNECTIONS_DEFAULT, statementTimeoutMs = STATEMENT_TIMEOUT_DEFAULT_MS } = options;
  const client = connect({ url, max: maxConnections, statementTimeoutMs, role: APP_ROLE });
  // The server cancels a slow statement itself; this much later it is not answering at all.
  const deadlineMs = statementTimeoutMs + 1_000;
  const db: Db = drizzle(createDrizzleClient(client, deadlineMs), { schema: tables });
  return {
    kind: 'postgresql',
    db,
    transact: (workspaceId, work, source) => transact({ db, deadlineMs: deadlineMs * 2, workspaceId, source }, work),
    listen: (onIndex) => listen(client, db, onIndex),
    ping: async () => void (await db.execute(sql`select 1`)),
    migrate: () => migrate(url),
    close: () => client.end({ timeout: CLOSE_TIMEOUT_S }),
  };
}

type Transaction = { db: Db; deadlineMs: number; workspaceId: number | null; source: LogSource | undefined };

function transact<T>({ db, deadlineMs, workspaceId, source }: Transaction, work: (tx: Db) => Promise<T>): Promise<T> {
  const expires = performance.now() + deadlineMs;
  const run = db.transaction(async (tx) => {
    await enterWorkspace(tx, workspaceId, source);
    const result = await work(tx);
    // The caller has been told that this failed: it must not be committed behind its back.
    if (performance.now() > expires) throw new Error('the transaction came to its end too late');
    return result;
  });
  return withDeadline(run, deadlineMs);
}

async function listen(client: Sql, db: Db, onIndex: (index: number) => void): Promise<() => Promise<void>> {
  const announceHead = () => {
    logSize(db).then(
      (size) => size > 0 && onIndex(size - 1),
      // Gone again: the next reconnect announces it.
      () => {},
    );
  };
  const subscription = await client.listen(LOG_CHANNEL, (payload) => onIndex(Number(payload)), announceHead);
  return () => subscription.unlisten();
}

/** One connection of its own: the lock belongs to a session, and waiting for another server's migration has no limit. */
async function migrate(url: string): Promise<void> {
  const client = connect({ url, max: 1, statementTimeoutMs: 0 });
  try {
    const db = drizzle(createDrizzleClient(client));
    await db.execute(sql`select pg_advisory_lock(${MIGRATION_LOCK}::bigint)`);
    await applyMigrations(db, { migrationsFolder: MIGRATIONS_FOLDER });
  } finally {
    // Ending the session frees the lock.
    await client.end({ timeout: CLOSE_TIMEOUT_S });
  }
}
