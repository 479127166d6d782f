// What a procedure has at hand: the server's parts (made once, in main.ts) and who is asking.
import type { Database } from '@action-registry/db';
import type { Permission, RegistryError } from '@action-registry/schema';
import type { Logger } from 'pino';
import type { Config } from './config.js';
import type { LogFeed } from './log-feed.js';
import type { ReleaseStore } from './release-store.js';
import type { TrustStore } from './trust-store.js';

/** The parts of a running server. Clock and ids come from here, so that tests can decide them. */
export type Deps = {
  config: Config;
  database: Database;
  log: Logger;
  now: () => Date;
  newId: () => string;
  trust: TrustStore;
  feed: LogFeed;
  releases: ReleaseStore;
};

/** Who is asking: an API key's holder in one workspace. `actor` is what the log says of them. */
export type Principal = {
  actor: string;
  name: string;
  workspaceId: number;
  workspace: string;
  permissions: ReadonlySet<Permission>;
};

/** One request. A bad credential is kept as `refusal` and raised by every procedure that is not always open. */
export type Context = Deps & {
  requestId: string;
  principal: Principal | undefined;
  refusal: RegistryError | undefined;
};

/** A context whose caller is known, as services that change things take it. */
export type CallerContext = Context & { principal: Principal };
