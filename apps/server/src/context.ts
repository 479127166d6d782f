// What a procedure has at hand: the server's parts (made once, in main.ts) and who is asking.
import type { Credential, Database, LogSource } from '@action-registry/db';
import type { Permission, RegistryError, Role } from '@action-registry/schema';
import type { Logger } from 'pino';
import type { CatalogueStore } from './catalogue-store.js';
import type { Comparer } from './comparer.js';
import type { Config } from './config.js';
import type { LogFeed } from './log-feed.js';
import type { LogSigner } from './log-signer.js';
import type { LogTree } from './log-tree.js';
import type { Metrics } from './metrics.js';
import type { CheckToken } from './oidc.js';
import type { RateLimits } from './rate-limits.js';
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
  tree: LogTree;
  signer: LogSigner;
  releases: ReleaseStore;
  catalogues: CatalogueStore;
  comparer: Comparer;
  limits: RateLimits;
  metrics: Metrics;
  /** Checks tokens of the identity provider; undefined where none is configured. */
  checkToken: CheckToken | undefined;
  /** The name of this registry's session cookie. */
  cookieName: string;
};

/**
 * Who is asking: an API key's holder or a person, in one workspace. `actor` is what the log says of them, `subject` and `role`
 * are a person's, and `nameGlobs` (null: all) the action names that an API key may write.
 */
export type Principal = {
  actor: string;
  name: string;
  workspaceId: number;
  workspace: string;
  permissions: ReadonlySet<Permission>;
  nameGlobs: readonly string[] | null;
  subject: string | undefined;
  role: Role | undefined;
  /** By what the caller came; it may be made sure of again. */
  credential: Credential;
  /** When that ends; null for never. What the caller makes does not outlive it. */
  endsAt: string | null;
  /** What of the credential may be shown, in the audit of its workspace. */
  shownCredential: string;
  /** The session by whose cookie the caller came; undefined without one. `proven`: it goes back to a token of the person's own. */
  session: { id: number; expires_at: string; proven: boolean } | undefined;
};

/** What is said of the answer on the way: header fields, whichever door gives it, and the route for metrics. */
type Answer = { headers: Headers; route: string };

/** One request. A bad credential is kept as `refusal` and raised by every procedure that is not always open. */
export type Context = Deps & {
  requestId: string;
  /** The request's HTTP method. */
  method: string;
  principal: Principal | undefined;
  refusal: RegistryError | undefined;
  /** From where the caller's changes come, for the audit of their workspace. */
  source: LogSource | undefined;
  /** The address that calls without a principal are counted under. */
  address: string;
  /** Where the caller reaches the registry, such as `http://localhost:8000`. */
  origin: string;
  answer: Answer;
};

/** A context whose caller is known, as services that change things take it. */
export type CallerContext = Context & { principal: Principal };
