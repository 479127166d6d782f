// One transaction of a caller's workspace, run again when the database says that another one got in its way.
import { type Database, type Db, isRetryable, type LogSource } from '@action-registry/db';

const ATTEMPTS = 4;

/** Where a transaction runs, and for whom: `source` is noted beside what it appends to the log. */
type Place = { database: Database; source?: LogSource | undefined };

/** Runs `work` in a transaction of the workspace; what it throws rolls everything back. */
export async function transact<T>(
  { database, source }: Place,
  workspaceId: number | null,
  work: (tx: Db) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await database.transact(workspaceId, work, source);
    } catch (error) {
      if (attempt === ATTEMPTS || !isRetryable(error)) throw error;
    }
  }
}
