// The keys this server trusts, held in memory and read again when the log grows. Its epoch changes when any key does, so
// that verdicts kept elsewhere can be told stale.
import { createTrust, type Trust } from '@action-registry/core';
import { type Database, type KeyRow, listKeys } from '@action-registry/db';
import type { Logger } from 'pino';
import type { LogFeed } from './log-feed.js';

const REFRESH_DELAY_MS = 100;
const RETRY_DELAY_MS = 1_000;

/** The trusted keys as of the last look. */
export type TrustStore = {
  current(): { trust: Trust; epoch: number };
  /** Reads the keys now. */
  refresh(): Promise<void>;
  close(): void;
};

/** Loads the keys and follows the log. */
export async function createTrustStore({
  database,
  feed,
  log,
}: {
  database: Database;
  feed: LogFeed;
  log: Logger;
}): Promise<TrustStore> {
  let epoch = 0;
  let fingerprint = '';
  let trust = createTrust([]);
  const read = async (): Promise<void> => {
    const rows = await listKeys(database.db);
    const next = JSON.stringify(rows);
    if (next === fingerprint) return;
    trust = createTrust(rows.map(toTrustInput));
    fingerprint = next;
    epoch += 1;
  };
  // One after the other, so that what was read earlier never takes the place of what was read later.
  let reading: Promise<void> = Promise.resolve();
  const refresh = (): Promise<void> => {
    const next = reading.then(read);
    reading = next.catch(() => {});
    return next;
  };
  await refresh();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  const refreshSoon = (delayMs: number): void => {
    if (closed) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      refresh().catch((error: unknown) => {
        log.error({ err: error }, 'the trusted keys could not be read');
        // The log may not grow again for long, and a key may have been retired.
        refreshSoon(RETRY_DELAY_MS);
      });
    }, delayMs).unref();
  };
  const stop = feed.onGrowth(() => refreshSoon(REFRESH_DELAY_MS));
  return {
    current: () => ({ trust, epoch }),
    refresh,
    close: () => {
      closed = true;
      stop();
      clearTimeout(timer);
    },
  };
}

/** A stored key as core's trust store takes it. */
function toTrustInput(row: KeyRow): Parameters<typeof createTrust>[0][number] {
  const { kid, public_key, role, scope, status, valid_from, valid_until, last_valid_index } = row;
  return { kid, public_key, role, scope, status, valid_from, valid_until, last_valid_index };
}
