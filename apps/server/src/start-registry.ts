// The composition of a running registry: database, feed, trust, store, server. main.ts and tests start it the same way.

import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { migrate, openDatabase } from '@action-registry/db';
import { type Logger, pino } from 'pino';
import type { Config } from './config.js';
import { prepareRegistry } from './first-start.js';
import { createLogFeed } from './log-feed.js';
import { createReleaseStore } from './release-store.js';
import { createServer } from './server.js';
import { flushPendingEdits } from './services/coalesce-edits.js';
import { createTrustStore } from './trust-store.js';

const DRAIN_MS = 10_000;
const FLUSH_MS = 15_000;

/** A registry that listens. */
export type RunningRegistry = {
  url: string;
  adminKeyFile: string | undefined;
  database: 'pglite' | 'postgresql';
  log: Logger;
  stop: () => Promise<void>;
};

/** Opens, migrates, prepares and listens; `stop` drains for at most 10 s. */
export async function startRegistry(config: Config, now: () => Date = () => new Date()): Promise<RunningRegistry> {
  const log = pino({ level: config.logLevel });
  await mkdir(config.dataDir, { recursive: true });
  const database = await openDatabase({
    dataDir: config.dataDir,
    ...(config.databaseUrl !== undefined && { url: config.databaseUrl }),
  });
  try {
    await migrate(database);
    const { adminKeyFile } = await prepareRegistry({ database, config, now });
    const feed = await createLogFeed({ database, log });
    const trust = await createTrustStore({ database, feed, log });
    const releases = createReleaseStore({ database, trust, now });
    const server = createServer({ config, database, log, now, newId: randomUUID, trust, feed, releases });
    await new Promise<void>((resolve, reject) =>
      server.once('error', reject).listen(config.port, config.host, resolve),
    );
    const flush = (): Promise<void> => flushPendingEdits(database, now());
    const timer = setInterval(
      () => flush().catch((error: unknown) => log.warn({ err: error }, 'edits could not be logged')),
      FLUSH_MS,
    );
    const { port } = server.address() as AddressInfo;
    const stop = async (): Promise<void> => {
      clearInterval(timer);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const force = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
      await closed;
      clearTimeout(force);
      trust.close();
      await feed.close();
      await database.close();
    };
    const host = config.host === '0.0.0.0' || config.host === '127.0.0.1' ? 'localhost' : config.host;
    return { url: `http://${host}:${port}`, adminKeyFile, database: database.kind, log, stop };
  } catch (error) {
    await database.close();
    throw error;
  }
}
