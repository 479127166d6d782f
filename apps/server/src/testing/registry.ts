// A registry's parts over a test database, put together as start-registry does but without a port, and what services are
// called with: contexts of callers in workspaces of their own, and signed documents.
import { randomBytes, randomUUID } from 'node:crypto';
import { canonicalize, digestOf, publicKeyOf, signKeyAdd, signRelease, toWireBase64 } from '@action-registry/core';
import { type Database, findWorkspaceBySlug, insertApiKey, insertWorkspace } from '@action-registry/db';
import { type AddKey, type JsonObject, Permission, type PublishRelease } from '@action-registry/schema';
import { pino } from 'pino';
import { createCatalogueStore } from '../catalogue-store.js';
import { createComparer } from '../comparer.js';
import { loadConfig } from '../config.js';
import type { CallerContext, Deps } from '../context.js';
import { prepareRegistry } from '../first-start.js';
import { createLogFeed } from '../log-feed.js';
import { createMetrics } from '../metrics.js';
import { createRateLimits } from '../rate-limits.js';
import { createReleaseStore } from '../release-store.js';
import { addKey } from '../services/keys.js';
import { openSignedLog } from '../signed-log.js';
import { createTrustStore } from '../trust-store.js';

const log = pino({ level: 'silent' });

/** A registry without a port. */
export type TestRegistry = {
  deps: Deps;
  /** A caller with every permission, or with those given, in the workspace `slug`, which is made when it is missing. */
  caller(slug: string, permissions?: readonly Permission[]): Promise<CallerContext>;
  /** Ends what polls the database; comes before the database is closed. */
  stop(): Promise<void>;
};

/** Prepares a registry; `now` is its clock. */
export async function startTestRegistry(
  database: Database & { dataDir: string },
  now: () => Date = () => new Date(),
): Promise<TestRegistry> {
  const config = loadConfig({ DATA_DIR: database.dataDir, ACTION_REGISTRY_API_KEY: randomUUID() });
  await prepareRegistry({ database, config, now });
  const { tree, signer } = await openSignedLog({ database, config, now });
  const feed = await createLogFeed({ database, log });
  const trust = await createTrustStore({ database, feed, log });
  const deps: Deps = {
    config,
    database,
    log,
    now,
    newId: randomUUID,
    trust,
    feed,
    tree,
    signer,
    releases: createReleaseStore({ database, trust, now }),
    catalogues: createCatalogueStore(),
    comparer: createComparer(log),
    limits: createRateLimits({ database, quotas: { reads: 0, publishes: 0, sign_ins: 0 }, now }),
    metrics: createMetrics({ logSize: () => feed.size() }),
    checkToken: undefined,
    cookieName: 'ar_session_test',
  };
  return {
    deps,
    caller: (slug, permissions = Permission.options) => createCaller(deps, slug, permissions),
    stop: async () => {
      trust.close();
      await Promise.all([feed.close(), deps.comparer.close()]);
    },
  };
}

async function createCaller(deps: Deps, slug: string, permissions: readonly Permission[]): Promise<CallerContext> {
  const { database, now } = deps;
  const created_at = now().toISOString();
  const workspace =
    (await findWorkspaceBySlug(database.db, slug)) ??
    (await database.transact(null, (tx) => insertWorkspace(tx, { slug, name: slug, created_at })));
  if (workspace === undefined) throw new Error(`the workspace ${slug} could not be made`);
  const key_prefix = `ark_${randomUUID().slice(0, 12)}`;
  const row = { name: slug, key_prefix, secret_hash: randomBytes(32), permissions: [...permissions], created_at };
  const apiKeyId = await database.transact(workspace.id, (tx) =>
    insertApiKey(tx, { ...row, workspace_id: workspace.id, created_by: 'test' }),
  );
  const principal = {
    actor: `api_key:${key_prefix}`,
    name: slug,
    workspaceId: workspace.id,
    workspace: slug,
    permissions: new Set(permissions),
    nameGlobs: null,
    subject: undefined,
    role: undefined,
    credential: { type: 'api_key' as const, id: apiKeyId, sessionId: undefined },
    endsAt: null,
    shownCredential: key_prefix,
    session: undefined,
  };
  const answer = { headers: new Headers(), route: '' };
  const request = { requestId: 'test', method: 'POST', address: '127.0.0.1', origin: 'http://localhost' };
  return { ...deps, ...request, principal, refusal: undefined, source: undefined, answer };
}

/** A signing key that a registry trusts. */
export type TestKey = { kid: string; seed: Uint8Array };

/** The input that adds a fresh key of this kid, with its proof, and the key. */
export function toKeyAddition(kid: string, facts: Partial<AddKey> = {}): { key: TestKey; input: AddKey } {
  const seed = randomBytes(32);
  const said = { kid, public_key: toWireBase64(publicKeyOf(seed)), role: 'publisher' as const, ...facts };
  const { scope = null, valid_from = null, valid_until = null, role, public_key } = said;
  const proof = signKeyAdd({ kid, public_key, role, scope, valid_from, valid_until }, seed);
  return { key: { kid, seed }, input: { ...said, proof } };
}

/** Adds a key to a registry in the caller's name. */
export async function addTestKey(ctx: CallerContext, kid: string, facts: Partial<AddKey> = {}): Promise<TestKey> {
  const { key, input } = toKeyAddition(kid, facts);
  await addKey(ctx, input);
  return key;
}

/** A signed tool document, ready to be published; `fields` are more of the document's. */
export function signedDocument(
  { kid, seed }: TestKey,
  reference: string,
  fields: JsonObject = {},
): Pick<PublishRelease, 'document' | 'signatures'> {
  const [name = '', version = ''] = reference.split('@');
  const document = canonicalize({ kind: 'tool', name, version, spec: {}, ...fields });
  return { document, signatures: [{ kid, sig: signRelease({ name, version, digest: digestOf(document) }, seed) }] };
}
