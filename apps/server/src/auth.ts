// From a request's headers to a principal. Keys are random 256-bit secrets, so a plain SHA-256 finds them; what was found
// is kept for a second, which bounds how long a revoked key still works.

import { createHash } from 'node:crypto';
import { findApiKeyByHash } from '@action-registry/db';
import { Permission, RegistryError } from '@action-registry/schema';
import { hasValidChecksum, isApiKeyShaped } from './api-key.js';
import type { Deps, Principal } from './context.js';

const CACHE_MS = 1_000;
const CACHE_ENTRIES = 1_000;
const cacheOf = new WeakMap<object, Map<string, Cached>>();

type Cached = { at: number; outcome: Promise<Outcome> };
type Outcome = { principal: Principal | undefined; refusal: RegistryError | undefined };

const NOBODY: Outcome = { principal: undefined, refusal: undefined };

/** Who the headers say is asking; a credential that does not work is a refusal, not a throw. */
export function authenticate(headers: Headers, deps: Deps): Promise<Outcome> | Outcome {
  const token = readToken(headers);
  if (token === undefined) return NOBODY;
  // A mistyped key is told apart before the database is asked.
  if (token === '' || (isApiKeyShaped(token) && !hasValidChecksum(token)))
    return refuse('malformed', 'The API key is malformed: check that it was copied whole.');
  const cache = cacheFor(deps);
  const key = createHash('sha256').update(token).digest('base64');
  const now = deps.now().getTime();
  const known = cache.get(key);
  if (known !== undefined && now - known.at < CACHE_MS) return known.outcome;
  const outcome = findPrincipal(key, deps);
  if (cache.size >= CACHE_ENTRIES) cache.clear();
  cache.set(key, { at: now, outcome });
  outcome.catch(() => cache.delete(key));
  return outcome;
}

function cacheFor({ database }: Deps): Map<string, Cached> {
  const known = cacheOf.get(database);
  if (known !== undefined) return known;
  const cache = new Map<string, Cached>();
  cacheOf.set(database, cache);
  return cache;
}

function readToken(headers: Headers): string | undefined {
  const authorization = headers.get('authorization');
  if (authorization === null) return headers.get('x-api-key')?.trim();
  const [scheme, token] = authorization.trim().split(/\s+/, 2);
  return scheme?.toLowerCase() === 'bearer' ? (token ?? '') : '';
}

async function findPrincipal(hash: string, deps: Deps): Promise<Outcome> {
  const row = await findApiKeyByHash(deps.database.db, Buffer.from(hash, 'base64'));
  if (row === undefined) return refuse('unknown', 'This registry does not know the API key.');
  if (row.revoked_at !== null) return refuse('revoked', 'The API key was revoked.');
  if (row.expires_at !== null && Date.parse(row.expires_at) <= deps.now().getTime())
    return refuse('expired', 'The API key has expired.');
  const principal: Principal = {
    actor: `api_key:${row.key_prefix}`,
    name: row.name,
    workspaceId: row.workspace_id,
    workspace: row.workspace,
    permissions: new Set(row.permissions.flatMap((permission) => Permission.safeParse(permission).data ?? [])),
  };
  return { principal, refusal: undefined };
}

function refuse(reason: 'malformed' | 'unknown' | 'expired' | 'revoked', message: string): Outcome {
  return {
    principal: undefined,
    refusal: new RegistryError('UNAUTHENTICATED', `${message} \`actions login\` stores another.`, {
      details: { reason },
    }),
  };
}
