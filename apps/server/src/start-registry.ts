// The composition of a running registry: database, feed, trust, store, server. main.ts and tests start it the same way.

import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { migrate, openDatabase } from '@action-registry/db';
import type { Logger } from 'pino';
import { createCatalogueStore } from './catalogue-store.js';
import { createComparer } from './comparer.js';
import type { Config } from './config.js';
import { checkSinceLastLook } from './doctor/start-check.js';
import { prepareRegistry } from './first-start.js';
import { createLogFeed } from './log-feed.js';
import { createLogger } from './logger.js';
import { startMaintenance } from './maintenance.js';
import { createMetrics } from './metrics.js';
import { createTokenCheck } from './oidc.js';
import { createRateLimits } from './rate-limits.js';
import { createReleaseStore } from './release-store.js';
import { createServer } from './server.js';
import { createSignInLink } from './services/sessions.js';
import { toCookieName } from './session-cookie.js';
import { openSignedLog } from './signed-log.js';
import { createTrustStore } from './trust-store.js';

const DRAIN_MS = 10_000;
const LOOK_MS = 5_000;

/** A registry that listens. */
export type RunningRegistry = {
  url: string;
  adminKeyFile: string | undefined;
  /** Signs one browser in as the admin that this start made; undefined on later starts. */
  signInUrl: string | undefined;
  database: 'pglite' | 'postgresql';
  log: Logger;
  stop: () => Promise<void>;
};

/** Opens, migrates, prepares and listens; `stop` drains for at most 10 s. */
export async function startRegistry(config: Config, now: () => Date = () => new Date()): Promise<RunningRegistry> {
  const log = await createLogger(config.logLevel);
  await mkdir(config.dataDir, { recursive: true });
  const database = await openDatabase({
    dataDir: config.dataDir,
    ...(config.databaseUrl !== undefined && { url: config.databaseUrl }),
  });
  try {
    await migrate(database);
    const { admin } = await prepareRegistry({ database, config, now });
    const { instance, tree, signer, eras } = await openSignedLog({ database, config, now });
    const look = () => checkSinceLastLook({ database, tree, config, eras, log });
    await look();
    const feed = await createLogFeed({ database, log });
    const trust = await createTrustStore({ database, feed, log });
    const releases = createReleaseStore({ database, trust, now });
    const limits = createRateLimits({ database, quotas: config.rateLimits, now });
    const metrics = createMetrics({ logSize: () => feed.size() });
    const checkToken = config.oidc && createTokenCheck(config.oidc, { now, log });
    const catalogues = createCatalogueStore();
    const comparer = createComparer(log);
    const held = { trust, feed, tree, signer, releases, catalogues, comparer, limits, metrics, checkToken };
    const parts = { config, database, log, now, newId: randomUUID, ...held, cookieName: toCookieName(instance) };
    const { server, streams } = createServer(parts);
    await new Promise<void>((resolve, reject) =>
      server.once('error', reject).listen(config.port, config.host, resolve),
    );
    const maintenance = startMaintenance({ database, now, log });
    const { port } = server.address() as AddressInfo;
    const stop = async (): Promise<void> => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      streams.cut();
      server.closeIdleConnections();
      const force = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
      await closed;
      clearTimeout(force);
      trust.close();
      await Promise.all([maintenance.stop(), feed.close(), comparer.close()]);
      await lookAtStop(look, log);
      await database.close();
    };
    const host = config.host === '0.0.0.0' || config.host === '127.0.0.1' ? 'localhost' : config.host;
    const url = `http://${host}:${port}`;
    // For the CLI on this machine: to which registry the admin key beside it belongs.
    await writeFile(join(config.dataDir, 'url'), `${url}\n`);
    const link =
      admin && (await createSignInLink({ database, now }, { holder: admin, origin: config.publicUrl ?? url }));
    return { url, adminKeyFile: admin?.file, signInUrl: link?.url, database: database.kind, log, stop };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** What came while it ran is looked at now, so that the next start is quick; what differs stops that start. */
async function lookAtStop(look: () => Promise<void>, log: Logger): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, LOOK_MS);
  });
  const done = look().catch((error: unknown) => log.error({ err: error }, 'the log was not looked at before the stop'));
  await Promise.race([done, late]);
  clearTimeout(timer);
}
