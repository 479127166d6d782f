// Signing a browser in and out. A session stands for an API key or a member: it has their permissions and ends with them. Its
// cookie goes into the answer's header, never into a body.
import {
  appendLog,
  type Credential,
  type Database,
  type Db,
  deleteExpiredSessions,
  insertSession,
  lockMember,
  revokeSession,
  type SessionInput,
  takeSignInLink,
} from '@action-registry/db';
import {
  type CreateLink,
  RegistryError,
  type Session,
  type SignIn,
  type SignInLink,
  type SwitchWorkspace,
} from '@action-registry/schema';
import { authenticateKey, authenticatePerson, authenticateSession, forgetCallers } from '../auth.js';
import type { CallerContext, Context, Principal } from '../context.js';
import { findOwnMemberships, toCaller } from '../principal.js';
import { createToken, hashToken, toSetCookie } from '../session-cookie.js';
import { administer, assertMayGrant } from './administer.js';
import { privateEntry } from './log-entry.js';
import { toMemberNotFound } from './members.js';
import { transact } from './transact.js';

const SESSION_S = 7 * 24 * 60 * 60;
const LINK_S = 10 * 60;
const DEAD_LINK = 'The sign-in link was used already or has expired. Ask for another, or sign in with an API key.';

/** For whom a session or link is made; `proven` when it is the member's own doing, who came by a token. */
type Holder = { workspaceId: number; credential: Pick<Credential, 'type' | 'id'>; proven?: boolean };

/** Signs the caller's browser in with an API key, a one-time link or a token of the identity provider. */
export async function signIn(ctx: Context, input: SignIn): Promise<Session> {
  return openSession(ctx, await findHolder(ctx, input), SESSION_S);
}

async function findHolder(ctx: Context, { api_key, link_token, token, workspace }: SignIn): Promise<Holder> {
  if (link_token !== undefined) return takeLink(ctx, link_token);
  const { principal, refusal } =
    token === undefined
      ? await authenticateKey((api_key ?? '').trim(), ctx)
      : await authenticatePerson(token.trim(), { workspace: workspace ?? null, deps: ctx });
  if (principal !== undefined) return toHolder(principal);
  throw refusal ?? toUnknown('This registry does not know the API key.');
}

async function openSession(ctx: Context, holder: Holder, seconds: number): Promise<Session> {
  const { token, expires_at } = await storeToken(ctx, holder, { kind: 'session', seconds });
  const { principal } = await authenticateSession(token, ctx);
  // Its holder left, or its key ended, since the link was made.
  if (principal === undefined) throw toUnknown(DEAD_LINK);
  setCookie(ctx, token, seconds);
  return { caller: toCaller(principal), expires_at };
}

function toHolder({ workspaceId, credential, subject, session }: Principal): Holder {
  return { workspaceId, credential, proven: subject !== undefined && session?.proven !== false };
}

async function takeLink(ctx: Context, token: string): Promise<Holder> {
  const taken = await takeSignInLink(ctx.database.db, { hash: hashToken(token), at: ctx.now().toISOString() });
  const credential = taken && toCredential(taken);
  if (taken !== undefined && credential !== undefined)
    return { workspaceId: taken.workspace_id, credential, proven: taken.proven };
  throw toUnknown(DEAD_LINK);
}

function toCredential({ api_key_id, member_id }: { api_key_id: number | null; member_id: number | null }) {
  if (api_key_id !== null) return { type: 'api_key', id: api_key_id } as const;
  return member_id === null ? undefined : ({ type: 'member', id: member_id } as const);
}

function toUnknown(message: string): RegistryError<'UNAUTHENTICATED'> {
  return new RegistryError('UNAUTHENTICATED', message, { details: { reason: 'unknown' } });
}

type Parts = { database: Database; now: () => Date };
type TokenFor = { kind: 'session' | 'link'; seconds: number };

function makeToken({ now }: Parts, { workspaceId, credential, proven = false }: Holder, { kind, seconds }: TokenFor) {
  const { token, hash } = createToken();
  const created_at = now().toISOString();
  const expires_at = new Date(now().getTime() + seconds * 1_000).toISOString();
  const holder = credential.type === 'api_key' ? { api_key_id: credential.id } : { member_id: credential.id };
  const row = { workspace_id: workspaceId, ...holder, token_hash: hash, kind, proven, created_at, expires_at };
  return { row, token, expires_at };
}

async function storeToken(parts: Parts, holder: Holder, tokenFor: TokenFor) {
  const { row, token, expires_at } = makeToken(parts, holder, tokenFor);
  const { database } = parts;
  await transact({ database }, holder.workspaceId, (tx) => insertToken(tx, row));
  return { token, expires_at };
}

async function insertToken(tx: Db, row: SessionInput): Promise<void> {
  await deleteExpiredSessions(tx, row.created_at);
  await insertSession(tx, row);
}

function setCookie(ctx: Context, token: string, maxAgeS: number): void {
  const isSecure = ctx.origin.startsWith('https:');
  ctx.answer.headers.append('Set-Cookie', toSetCookie(ctx.cookieName, token, { maxAgeS, isSecure }));
}

/** Who the caller is and until when; nobody is an answer too. */
export function getSession({ principal }: Context): Session {
  return {
    caller: principal === undefined ? null : toCaller(principal),
    expires_at: principal?.session?.expires_at ?? null,
  };
}

/** Ends the caller's session, if it came by one; a page of another origin may not, not even that. */
export async function signOut(ctx: Context): Promise<Session> {
  const { principal, refusal } = ctx;
  if (refusal?.code === 'CROSS_SITE_REQUEST') throw refusal;
  if (principal !== undefined) await endSession(ctx, principal);
  setCookie(ctx, '', 0);
  return { caller: null, expires_at: null };
}

async function endSession(ctx: Context, { session, workspaceId }: Principal): Promise<void> {
  if (session === undefined) return;
  const at = ctx.now().toISOString();
  await transact(ctx, workspaceId, (tx) => revokeSession(tx, { id: session.id, at }));
  forgetCallers(ctx);
}

/** A one-time link to the caller's registry: for another browser of the caller's, or for a member. */
export async function createLink(ctx: CallerContext, { member_id }: CreateLink): Promise<SignInLink> {
  if (member_id !== undefined) return createMemberLink(ctx, member_id);
  return createSignInLink(ctx, { holder: toHolder(ctx.principal), origin: ctx.origin });
}

/** Whoever signs a member in could act as them: that takes every right they have, and the log says who could. */
function createMemberLink(ctx: CallerContext, id: number): Promise<SignInLink> {
  const { workspaceId } = ctx.principal;
  return administer(ctx, async (tx) => {
    const member = await lockMember(tx, id);
    if (member === undefined) throw toMemberNotFound(id);
    assertMayGrant(ctx, member.role);
    const holder: Holder = { workspaceId, credential: { type: 'member', id } };
    const { row, token, expires_at } = makeToken(ctx, holder, { kind: 'link', seconds: LINK_S });
    await insertToken(tx, row);
    const data = { subject: member.subject, before: null, after: { expires_at } };
    const event = { type: 'member.link', subject: `member:${id}`, data } as const;
    await appendLog(tx, [privateEntry(event, { ...ctx.principal, at: row.created_at })]);
    return { url: toLinkUrl(ctx.origin, token), expires_at };
  });
}

/** Moves a person's browser to another workspace of theirs: a session there in place of this one, and no longer than it. */
export async function switchWorkspace(ctx: Context, { workspace }: SwitchWorkspace): Promise<Session> {
  if (ctx.refusal !== undefined) throw ctx.refusal;
  const { principal } = ctx;
  if (principal?.session === undefined) throw toNotSignedIn();
  const memberships = await findOwnMemberships(ctx.database, principal);
  const found = memberships.find((membership) => membership.workspace === workspace);
  if (found === undefined) {
    const message = `This browser's sign-in opens no workspace '${workspace}'. Ask an admin of it for a link.`;
    throw new RegistryError('WORKSPACE_NOT_FOUND', message, { details: { workspace } });
  }
  const { proven } = principal.session;
  const holder: Holder = { workspaceId: found.workspace_id, credential: { type: 'member', id: found.id }, proven };
  const left = Math.floor((Date.parse(principal.session.expires_at) - ctx.now().getTime()) / 1_000);
  const session = await openSession(ctx, holder, left);
  await endSession(ctx, principal);
  return session;
}

function toNotSignedIn(): RegistryError<'UNAUTHENTICATED'> {
  const message = 'No browser session came with this. Sign in first; with a token, send X-Workspace: SLUG instead.';
  return new RegistryError('UNAUTHENTICATED', message, { details: { reason: 'missing' } });
}

/** A one-time link for the holder of an API key; the token is in the fragment, which browsers do not send. */
export async function createSignInLink(
  parts: Parts,
  { holder, origin }: { holder: Holder; origin: string },
): Promise<SignInLink> {
  const { token, expires_at } = await storeToken(parts, holder, { kind: 'link', seconds: LINK_S });
  return { url: toLinkUrl(origin, token), expires_at };
}

function toLinkUrl(origin: string, token: string): string {
  return `${origin}/app/sign-in#token=${token}`;
}
