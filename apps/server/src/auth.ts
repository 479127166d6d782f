// From a request's headers to a principal: by API key or the identity provider's token, else by session cookie. Keys and
// cookies are random 256-bit secrets, so a plain SHA-256 finds them; what was found is kept for a second, which bounds how
// long a revoked one still works.

import {
  findApiKeyByHash,
  findMemberships,
  findSessionByHash,
  type Membership,
  type SessionRow,
  touchApiKey,
} from '@action-registry/db';
import { isRegistryError, RegistryError } from '@action-registry/schema';
import { hasValidChecksum, isApiKeyShaped } from './api-key.js';
import type { Deps, Principal } from './context.js';
import { isTokenShaped, type TokenHolder } from './oidc.js';
import { toKeyHolder, toMember } from './principal.js';
import { isOwnRequest } from './same-origin.js';
import { hashToken, readCookie } from './session-cookie.js';

const CACHE_MS = 1_000;
const CACHE_ENTRIES = 1_000;
const USE_NOTED_MS = 60_000;
/** Who was found a moment ago, and when the use of each API key was last written down. */
type Memory = { callers: Map<string, { at: number; outcome: Promise<Outcome> }>; noted: Map<number, number> };
const memories = new WeakMap<object, Memory>();

type Outcome = { principal: Principal | undefined; refusal: RegistryError | undefined };

const NOBODY: Outcome = { principal: undefined, refusal: undefined };

/** Who a request says is asking; a credential that does not work is a refusal, not a throw. */
export function authenticate(request: { method: string; headers: Headers }, deps: Deps): Promise<Outcome> | Outcome {
  const token = readToken(request.headers);
  if (token !== undefined) {
    if (deps.checkToken === undefined || !isTokenShaped(token)) return authenticateKey(token, deps);
    return authenticatePerson(token, { workspace: request.headers.get('x-workspace'), deps });
  }
  const cookie = readCookie(request.headers.get('cookie'), deps.cookieName);
  if (cookie === undefined) return NOBODY;
  const isOwn = isOwnRequest({ ...request, publicUrl: deps.config.publicUrl });
  return isOwn ? authenticateSession(cookie, deps) : refuseForeign(request.headers);
}

/** Whose API key a token is. */
export function authenticateKey(token: string, deps: Deps): Promise<Outcome> | Outcome {
  // A mistyped key is told apart before the database is asked.
  if (token === '' || (isApiKeyShaped(token) && !hasValidChecksum(token)))
    return refuse('malformed', 'The API key is malformed: check that it was copied whole.');
  const hash = hashToken(token);
  return remember(`key ${hash.toString('base64')}`, deps, () => findPrincipal(hash, deps));
}

/** Whom a token of the identity provider names, in the workspace that the caller asks for. */
export function authenticatePerson(token: string, asked: Asked): Promise<Outcome> | Outcome {
  const { checkToken } = asked.deps;
  if (checkToken === undefined)
    return refuse('unknown', 'This registry takes no tokens of an identity provider (OIDC_ISSUER).');
  const hash = hashToken(token);
  return remember(`token ${hash.toString('base64')} ${asked.workspace ?? ''}`, asked.deps, async () => {
    try {
      return { principal: await findPerson(await checkToken(token), asked), refusal: undefined };
    } catch (error) {
      if (isRegistryError(error)) return { principal: undefined, refusal: error };
      throw error;
    }
  });
}

/** Whose session a cookie's token is; one that ended is as good as none, so that the page asks to sign in again. */
export function authenticateSession(token: string, deps: Deps): Promise<Outcome> {
  const hash = hashToken(token);
  return remember(`session ${hash.toString('base64')}`, deps, () => findSessionPrincipal(hash, deps));
}

function remember(key: string, deps: Deps, find: () => Promise<Outcome>): Promise<Outcome> {
  const { callers } = memoryOf(deps.database);
  const now = deps.now().getTime();
  const known = callers.get(key);
  if (known !== undefined && now - known.at < CACHE_MS) return known.outcome;
  const outcome = find();
  keep(callers, key, { at: now, outcome });
  outcome.catch(() => callers.delete(key));
  return outcome;
}

/** Of too many, what was kept first goes: whoever sends made-up keys must not push everybody else out at once. */
function keep<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
  map.delete(key);
  for (const oldest of map.keys()) {
    if (map.size < CACHE_ENTRIES) break;
    map.delete(oldest);
  }
  map.set(key, value);
}

/** Forgets who is known, after this server ended a session. */
export function forgetCallers({ database }: Deps): void {
  memoryOf(database).callers.clear();
}

function memoryOf(database: Deps['database']): Memory {
  const known = memories.get(database);
  if (known !== undefined) return known;
  const memory: Memory = { callers: new Map(), noted: new Map() };
  memories.set(database, memory);
  return memory;
}

function readToken(headers: Headers): string | undefined {
  const authorization = headers.get('authorization');
  if (authorization === null) return headers.get('x-api-key')?.trim();
  const [scheme, token] = authorization.trim().split(/\s+/, 2);
  return scheme?.toLowerCase() === 'bearer' ? (token ?? '') : '';
}

async function findPrincipal(hash: Uint8Array, deps: Deps): Promise<Outcome> {
  const row = await findApiKeyByHash(deps.database.db, hash);
  if (row === undefined) return refuse('unknown', 'This registry does not know the API key.');
  if (row.revoked_at !== null) return refuse('revoked', 'The API key was revoked.');
  if (row.expires_at !== null && Date.parse(row.expires_at) <= deps.now().getTime())
    return refuse('expired', 'The API key has expired.');
  const place = { workspaceId: row.workspace_id, workspace: row.workspace };
  const principal: Principal = {
    ...toKeyHolder(row, place),
    credential: { type: 'api_key', id: row.id, sessionId: undefined },
    endsAt: row.expires_at,
    shownCredential: row.key_prefix,
    session: undefined,
  };
  noteUse(principal, deps);
  return { principal, refusal: undefined };
}

type Asked = { workspace: string | null; deps: Deps };

async function findPerson({ person, until }: TokenHolder, { workspace, deps }: Asked): Promise<Principal> {
  const memberships = await findMemberships(deps.database.db, person);
  // Admins add whom they like: where somebody is taken without saying so must not depend on who added them.
  if (workspace === null && memberships.length > 1) throw toChoose(memberships);
  const member = workspace === null ? memberships[0] : memberships.find((each) => each.workspace === workspace);
  if (member === undefined) throw toNoMember(person, workspace);
  const place = { workspaceId: member.workspace_id, workspace: member.workspace };
  return {
    ...toMember({ ...member, subject: person }, place),
    credential: { type: 'member', id: member.id, sessionId: undefined, until },
    endsAt: null,
    shownCredential: 'token',
    session: undefined,
  };
}

function toChoose(memberships: readonly Membership[]): RegistryError<'UNAUTHENTICATED'> {
  const workspaces = memberships.map(({ workspace }) => workspace);
  const message = `You are a member of ${workspaces.join(', ')}. Say which one you mean: X-Workspace: ${workspaces[0]}.`;
  return new RegistryError('UNAUTHENTICATED', message, { details: { reason: 'choose_workspace', workspaces } });
}

/** Whether a workspace of the asked-for name exists is not said. */
function toNoMember(person: string, workspace: string | null): RegistryError<'UNAUTHENTICATED'> {
  const where = workspace === null ? 'any workspace here' : 'a workspace of the name that X-Workspace gives';
  const message = `You are signed in as '${person}', who is no member of ${where}. Give an admin of the workspace that text.`;
  return new RegistryError('UNAUTHENTICATED', message, { details: { reason: 'no_member' } });
}

/** Writes down that a key is in use, at most once a minute; nobody waits for it, and nobody fails by it. */
function noteUse({ credential: { type, id }, workspaceId }: Principal, { database, now, log }: Deps): void {
  if (type !== 'api_key') return;
  const at = now();
  const noted = memoryOf(database).noted;
  if (at.getTime() - (noted.get(id) ?? Number.NEGATIVE_INFINITY) < USE_NOTED_MS) return;
  keep(noted, id, at.getTime());
  database
    .transact(workspaceId, (tx) => touchApiKey(tx, { id, now: at.toISOString() }))
    .catch((error: unknown) => log.debug({ err: error }, 'the use of a key could not be written down'));
}

async function findSessionPrincipal(hash: Uint8Array, deps: Deps): Promise<Outcome> {
  const row = await findSessionByHash(deps.database.db, hash);
  const now = deps.now().getTime();
  const hasEnded = (at: string | null) => at !== null && Date.parse(at) <= now;
  if (row === undefined || row.revoked_at !== null || hasEnded(row.expires_at)) return NOBODY;
  const principal = toSessionPrincipal(row, hasEnded);
  if (principal === undefined) return NOBODY;
  noteUse(principal, deps);
  return { principal, refusal: undefined };
}

/** Whom a session stands for, as long as its API key or membership works. */
function toSessionPrincipal(row: SessionRow, hasEnded: (at: string | null) => boolean): Principal | undefined {
  const { api_key: key, member, workspace, workspace_id: workspaceId } = row;
  const place = { workspaceId, workspace };
  const session = { id: row.id, expires_at: row.expires_at, proven: row.proven };
  if (key !== null && key.revoked_at === null && !hasEnded(key.expires_at)) {
    const credential = { type: 'api_key', id: key.id, sessionId: row.id } as const;
    const shownCredential = `${key.key_prefix} (session)`;
    return { ...toKeyHolder(key, place), credential, endsAt: key.expires_at, shownCredential, session };
  }
  if (member === null || member.removed_at !== null) return undefined;
  const credential = { type: 'member', id: member.id, sessionId: row.id } as const;
  return { ...toMember(member, place), credential, endsAt: null, shownCredential: 'session', session };
}

function refuseForeign(headers: Headers): Outcome {
  const origin = headers.get('origin');
  const message = `A signed-in browser sent this from ${origin ?? 'a page without an origin'}, which is not this registry.`;
  const refusal = new RegistryError('CROSS_SITE_REQUEST', message, { details: { origin } });
  return { principal: undefined, refusal };
}

function refuse(reason: 'malformed' | 'unknown' | 'expired' | 'revoked', message: string): Outcome {
  return {
    principal: undefined,
    refusal: new RegistryError('UNAUTHENTICATED', `${message} \`actions login\` stores another.`, {
      details: { reason },
    }),
  };
}
