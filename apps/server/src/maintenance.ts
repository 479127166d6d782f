// What a server does by itself: edits that wait are logged, drafts deleted long ago are purged, counters and sessions that
// have run out are forgotten. Several servers may do it at once: each step is safe to repeat.
import {
  type Database,
  deleteExpiredSessions,
  deleteOldCalls,
  listWorkspaceIds,
  purgeDeletedDefinitions,
} from '@action-registry/db';
import type { Logger } from 'pino';
import { flushPendingEdits } from './services/coalesce-edits.js';
import { transact } from './services/transact.js';

const FLUSH_MS = 15_000;
const CLEAN_MS = 60 * 60 * 1_000;
const CALLS_KEPT_MS = 10 * 60 * 1_000;
/** How long a deleted draft can be restored (model.md §3). */
const DELETED_KEPT_MS = 30 * 24 * 60 * 60 * 1_000;

type Parts = { database: Database; now: () => Date; log: Logger };

/** Starts the work; `stop` resolves when what runs has finished, so that the database can be closed. */
export function startMaintenance({ database, now, log }: Parts): { stop: () => Promise<void> } {
  const running = new Set<Promise<void>>();
  const every = (ms: number, what: string, work: () => Promise<void>): NodeJS.Timeout => {
    let current: Promise<void> | undefined;
    return setInterval(() => {
      // What takes longer than its turn is not begun a second time.
      if (current !== undefined) return;
      const done = work()
        .catch((error: unknown) => log.warn({ err: error }, what))
        .finally(() => {
          current = undefined;
          running.delete(done);
        });
      current = done;
      running.add(done);
    }, ms).unref();
  };
  const timers = [
    every(FLUSH_MS, 'edits could not be logged', () => flushPendingEdits(database, now())),
    every(CLEAN_MS, 'what has run out could not be removed', () => removeExpired({ database, now })),
  ];
  return {
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(running);
    },
  };
}

/** Purges drafts deleted over 30 days ago, expired sessions and old counters, in every workspace. */
export async function removeExpired({ database, now }: Pick<Parts, 'database' | 'now'>): Promise<void> {
  const ago = (ms: number): string => new Date(now().getTime() - ms).toISOString();
  await deleteOldCalls(database.db, ago(CALLS_KEPT_MS));
  for (const id of await listWorkspaceIds(database.db)) {
    await transact({ database }, id, async (tx) => {
      await purgeDeletedDefinitions(tx, ago(DELETED_KEPT_MS));
      await deleteExpiredSessions(tx, ago(0));
    });
  }
}
