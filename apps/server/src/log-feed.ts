// Wakes whoever waits for the log to grow. The database's notification hurries; a poll each second is what is relied on,
// because notifications are lost while a connection is away.
import { type Database, logSize } from '@action-registry/db';
import type { Logger } from 'pino';

const POLL_MS = 1_000;

/** The log's growth as this server knows it. */
export type LogFeed = {
  /** The log's size when it was last looked at. */
  size(): number;
  /** Resolves when the log is longer than `size`, or the signal aborts. */
  grown(size: number, signal: AbortSignal): Promise<void>;
  /** Calls `listener` after each growth; returns what ends it. */
  onGrowth(listener: () => void): () => void;
  close(): Promise<void>;
};

/** Starts watching the log. */
export async function createLogFeed({ database, log }: { database: Database; log: Logger }): Promise<LogFeed> {
  let size = await logSize(database.db);
  const listeners = new Set<() => void>();
  const advance = (next: number): void => {
    if (next <= size) return;
    size = next;
    for (const listener of [...listeners]) listener();
  };
  const stopListening = await database.listen((index) => advance(index + 1));
  let polling: Promise<void> | undefined;
  const timer = setInterval(() => {
    // One poll at a time: a database that does not answer must not find a queue of them when it is back.
    polling ??= logSize(database.db)
      .then(advance)
      .catch((error: unknown) => log.warn({ err: error }, 'the log could not be polled'))
      .finally(() => {
        polling = undefined;
      });
  }, POLL_MS);
  timer.unref();
  const onGrowth = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    size: () => size,
    onGrowth,
    grown: (seen, signal) => waitForGrowth({ isGrown: () => size > seen, onGrowth, signal }),
    close: async () => {
      clearInterval(timer);
      await polling;
      await stopListening();
    },
  };
}

type Wait = { isGrown: () => boolean; onGrowth: LogFeed['onGrowth']; signal: AbortSignal };

function waitForGrowth({ isGrown, onGrowth, signal }: Wait): Promise<void> {
  return new Promise((resolve) => {
    if (isGrown() || signal.aborted) return resolve();
    const finish = (): void => {
      stop();
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const stop = onGrowth(finish);
    signal.addEventListener('abort', finish);
  });
}
