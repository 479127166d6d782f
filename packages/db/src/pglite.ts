// PGlite in a directory of its own, held by one process at a time: a second one would lose writes without an error.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import { acquireDataDirLock } from './data-dir-lock.js';
import { type Database, type Db, enterWorkspace, LOG_CHANNEL } from './database.js';
import { MIGRATIONS_FOLDER } from './migrations.js';
import * as tables from './tables.js';

/** Where PGlite lives; `template` is a dump to start from where there is no database yet. */
export type PgliteOptions = { dataDir: string; template?: Blob };

/** Opens `${dataDir}/pglite`, making it when missing; throws `DataDirLockedError` while another holder has it. */
export async function openPglite({ dataDir, template }: PgliteOptions): Promise<Database> {
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
      ...(template === undefined ? {} : { loadDataDir: template }),
    });
    return await toDatabase(client, lock.release);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function toDatabase(client: PGlite, release: () => Promise<void>): Promise<Database> {
  const { drizzle } = await import('drizzle-orm/pglite');
  const db = drizzle(client, { schema: tables });
  return {
    kind: 'pglite',
    db,
    transact: (workspaceId, work) =>
      db.transaction(async (tx: Db) => {
        await enterWorkspace(tx, workspaceId);
        return work(tx);
      }),
    listen: (onIndex) => client.listen(LOG_CHANNEL, (payload) => onIndex(Number(payload))),
    ping: async () => void (await db.execute(sql`select 1`)),
    migrate: async () => {
      const { migrate } = await import('drizzle-orm/pglite/migrator');
      await migrate(db, { migrationsFolder: MIGRATIONS_FOLDER });
    },
    close: async () => {
      if (!client.closed) await client.close();
      await release();
    },
  };
}
