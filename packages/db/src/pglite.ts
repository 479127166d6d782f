// PGlite in a directory of its own, held by one process at a time: a second one would lose writes without an error.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import { acquireDataDirLock } from './data-dir-lock.js';
import { APP_ROLE, type Database, type Db, enterWorkspace, LOG_CHANNEL } from './database.js';
import { MIGRATIONS_FOLDER } from './migrations.js';
import * as tables from './tables.js';

/** Where PGlite lives. */
export type PgliteOptions = { dataDir: string };

/** Opens `${dataDir}/pglite`, making it when missing; throws `DataDirLockedError` while another holder has it. */
export async function openPglite(options: PgliteOptions): Promise<Database> {
  return (await openPgliteSession(options)).database;
}

/** The same, with the one session behind it, on which tests act as its superuser. */
export async function openPgliteSession({ dataDir }: PgliteOptions): Promise<{ database: Database; client: PGlite }> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const lock = await acquireDataDirLock(dataDir);
  try {
    // Loaded here and not above: a server over PostgreSQL starts without its megabytes.
    const [{ PGlite }, { pg_trgm }] = await Promise.all([
      import('@electric-sql/pglite'),
      import('@electric-sql/pglite/contrib/pg_trgm'),
    ]);
    const client = await PGlite.create(path.join(dataDir, 'pglite'), {
      extensions: { pg_trgm },
    });
    return { database: await toDatabase(client, lock.release), client };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function toDatabase(client: PGlite, release: () => Promise<void>): Promise<Database> {
  const { drizzle } = await import('drizzle-orm/pglite');
  const db = drizzle(client, { schema: tables });
  await becomeApp(client);
  return {
    kind: 'pglite',
    db,
    transact: (workspaceId, work, source) =>
      db.transaction(async (tx: Db) => {
        await enterWorkspace(tx, workspaceId, source);
        return work(tx);
      }),
    listen: (onIndex) => client.listen(LOG_CHANNEL, (payload) => onIndex(Number(payload))),
    ping: async () => void (await db.execute(sql`select 1`)),
    migrate: async () => {
      const { migrate } = await import('drizzle-orm/pglite/migrator');
      await asOwner(client, () => migrate(db, { migrationsFolder: MIGRATIONS_FOLDER }));
    },
    close: async () => {
      if (!client.closed) await client.close();
      await release();
    },
  };
}

/** Runs `work` as the session's superuser, whom PGlite starts as; everything else runs as the unprivileged role. */
export async function asOwner<T>(client: PGlite, work: () => Promise<T>): Promise<T> {
  await client.exec('reset role');
  try {
    return await work();
  } finally {
    await becomeApp(client);
  }
}

/** Before the first migration there is no such role, and nothing to protect. */
async function becomeApp(client: PGlite): Promise<void> {
  await client.query(`select set_config('role', rolname, false) from pg_roles where rolname = $1`, [APP_ROLE]);
}
