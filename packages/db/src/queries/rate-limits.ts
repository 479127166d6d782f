// Counting calls where several servers must agree: one statement, so that two calls at once are two.
import { lt, sql } from 'drizzle-orm';
import { type Db, selectRows } from '../database.js';
import { rateLimits } from '../tables.js';

/** Counts one call of `key` in the window that began at `window_start`; returns how many there were, this one included. */
export async function countCall(db: Db, { key, window_start }: { key: string; window_start: string }): Promise<number> {
  const [row] = await selectRows<{ calls: number }>(
    db,
    sql`insert into rate_limits (key, window_start, calls) values (${key}, ${window_start}::timestamptz, 1)
      on conflict (key) do update set
        calls = case when rate_limits.window_start = excluded.window_start then rate_limits.calls + 1 else 1 end,
        window_start = excluded.window_start
      returning calls`,
  );
  return row?.calls ?? 1;
}

/** Forgets windows that began before a time. */
export async function deleteOldCalls(db: Db, before: string): Promise<void> {
  await db.delete(rateLimits).where(lt(rateLimits.window_start, before));
}
