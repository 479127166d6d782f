// The one way to a database: PostgreSQL where an address is given, else PGlite in the data directory.
import type { Database } from './database.js';
import { openPglite } from './pglite.js';
import { openPostgres } from './postgres.js';

/** Which database to open; `maxConnections` and `statementTimeoutMs` count for PostgreSQL only. */
export type DatabaseOptions = {
  url?: string | undefined;
  dataDir: string;
  maxConnections?: number | undefined;
  statementTimeoutMs?: number | undefined;
};

/** Opens the database; migrations are a step of their own. Throws `DataDirLockedError` while another process has PGlite's. */
export async function openDatabase({ url, dataDir, ...limits }: DatabaseOptions): Promise<Database> {
  return url === undefined ? openPglite({ dataDir }) : openPostgres({ url, ...limits });
}

/** Applies the missing migrations; safe when several servers start at once. */
export function migrate(database: Database): Promise<void> {
  return database.migrate();
}
