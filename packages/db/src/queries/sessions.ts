// Browser sessions and the one-time links that become sessions. Both are found by the hash of their token, through
// functions that need no workspace; nothing returns a hash.
import { type AnyColumn, and, eq, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { Db } from '../database.js';
import { apiKeys, logEvents, sessions, workspaceMembers } from '../tables.js';

/** A session or link to store; `token_hash` is SHA-256 of the whole token. */
export type SessionInput = Omit<typeof sessions.$inferInsert, 'id' | 'revoked_at'>;

/** A session with the API key or the member it stands for, ended ones too. */
export type SessionRow = {
  id: number;
  expires_at: string;
  revoked_at: string | null;
  /** Its member came by a token of the identity provider, and not by a link that somebody else made. */
  proven: boolean;
  workspace_id: number;
  workspace: string;
  api_key: {
    id: number;
    name: string;
    key_prefix: string;
    permissions: string[];
    name_globs: string[] | null;
    expires_at: string | null;
    revoked_at: string | null;
  } | null;
  member: { id: number; name: string | null; subject: string; role: string; removed_at: string | null } | null;
};

/** The session whose token has this hash; needs no workspace. */
export async function findSessionByHash(db: Db, hash: Uint8Array): Promise<SessionRow | undefined> {
  const [row] = await db
    .select({
      id: sql`id`.mapWith(sessions.id),
      expires_at: sql`expires_at`.mapWith(sessions.expires_at),
      revoked_at: sql<string | null>`revoked_at`.mapWith(sessions.revoked_at),
      proven: sql<boolean>`proven`,
      workspace_id: sql`workspace_id`.mapWith(sessions.workspace_id),
      workspace: sql<string>`workspace`,
      api_key_id: sql<number | null>`api_key_id`.mapWith(sessions.api_key_id),
      key_name: sql<string>`key_name`,
      key_prefix: sql<string>`key_prefix`,
      permissions: sql<string[]>`permissions`,
      name_globs: sql<string[] | null>`name_globs`,
      key_expires_at: sql<string | null>`key_expires_at`.mapWith(apiKeys.expires_at),
      key_revoked_at: sql<string | null>`key_revoked_at`.mapWith(apiKeys.revoked_at),
      member_id: sql<number | null>`member_id`.mapWith(sessions.member_id),
      member_name: sql<string | null>`member_name`,
      subject: sql<string>`subject`,
      role: sql<string>`role`,
      removed_at: sql<string | null>`removed_at`.mapWith(workspaceMembers.removed_at),
    })
    .from(sql`find_session(${hash})`);
  return row && toSessionRow(row);
}

type FoundSession = Omit<SessionRow, 'api_key' | 'member'> & {
  api_key_id: number | null;
  key_name: string;
  key_prefix: string;
  permissions: string[];
  name_globs: string[] | null;
  key_expires_at: string | null;
  key_revoked_at: string | null;
  member_id: number | null;
  member_name: string | null;
  subject: string;
  role: string;
  removed_at: string | null;
};

function toSessionRow(row: FoundSession): SessionRow {
  const { id, expires_at, revoked_at, proven, workspace_id, workspace, api_key_id, member_id } = row;
  const { key_prefix, permissions, name_globs, subject, role, removed_at } = row;
  const key = { name: row.key_name, key_prefix, permissions, name_globs };
  const until = { expires_at: row.key_expires_at, revoked_at: row.key_revoked_at };
  const api_key = api_key_id === null ? null : { id: api_key_id, ...key, ...until };
  const member = member_id === null ? null : { id: member_id, name: row.member_name, subject, role, removed_at };
  return { id, expires_at, revoked_at, proven, workspace_id, workspace, api_key, member };
}

/** Uses a link up and returns whose it is; undefined when it is unknown, used or expired. Needs no workspace. */
export async function takeSignInLink(
  db: Db,
  { hash, at }: { hash: Uint8Array; at: string },
): Promise<{ workspace_id: number; api_key_id: number | null; member_id: number | null; proven: boolean } | undefined> {
  const [row] = await db
    .select({
      workspace_id: sql`workspace_id`.mapWith(sessions.workspace_id),
      api_key_id: sql<number | null>`api_key_id`.mapWith(sessions.api_key_id),
      member_id: sql<number | null>`member_id`.mapWith(sessions.member_id),
      proven: sql<boolean>`proven`,
    })
    .from(sql`take_sign_in_link(${hash}, ${at}::timestamptz)`);
  return row;
}

/** Stores a session or link of the caller's workspace. */
export async function insertSession(tx: Db, row: SessionInput): Promise<void> {
  await tx.insert(sessions).values(row);
}

/**
 * By what a caller came: an API key or a membership, and perhaps a session for it. `until` is when a token that no row knows of
 * ends.
 */
export type Credential = { type: 'api_key' | 'member'; id: number; sessionId: number | undefined; until?: string };

/** True while a credential of the caller's workspace works, and with it the session by which it is used, if there is one. */
export async function isCredentialGood(
  tx: Db,
  { type, id, sessionId, until, at }: Credential & { at: string },
): Promise<boolean> {
  if (until !== undefined && Date.parse(until) <= Date.parse(at)) return false;
  const works = (expires: AnyColumn, revoked: AnyColumn) =>
    and(isNull(revoked), or(isNull(expires), gt(expires, sql`${at}::timestamptz`)));
  const [holder] =
    type === 'api_key'
      ? await tx
          .select({ id: apiKeys.id })
          .from(apiKeys)
          .where(and(eq(apiKeys.id, id), works(apiKeys.expires_at, apiKeys.revoked_at)))
      : await tx
          .select({ id: workspaceMembers.id })
          .from(workspaceMembers)
          .where(and(eq(workspaceMembers.id, id), isNull(workspaceMembers.removed_at)));
  if (holder === undefined || sessionId === undefined) return holder !== undefined;
  const [session] = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.id, sessionId), works(sessions.expires_at, sessions.revoked_at)));
  return session !== undefined;
}

/** Ends a session of the caller's workspace; ending it again changes nothing. */
export async function revokeSession(tx: Db, { id, at }: { id: number; at: string }): Promise<void> {
  await tx
    .update(sessions)
    .set({ revoked_at: at })
    .where(and(eq(sessions.id, id), isNull(sessions.revoked_at)));
}

/** Ends every session and link of a member of the caller's workspace. */
export async function revokeSessionsOf(tx: Db, { member_id, at }: { member_id: number; at: string }): Promise<void> {
  await tx
    .update(sessions)
    .set({ revoked_at: at })
    .where(and(eq(sessions.member_id, member_id), isNull(sessions.revoked_at)));
}

/**
 * Ends every session and link of the members for whom `maker` (as the log names them) once made a sign-in link, whoever made
 * the others: whose credential was stolen may have opened them.
 */
export async function revokeSessionsLinkedBy(tx: Db, { maker, at }: { maker: string; at: string }): Promise<void> {
  const linked = tx
    .select({ id: sql`split_part(${logEvents.subject}, ':', 2)::bigint` })
    .from(logEvents)
    .where(and(eq(logEvents.actor, maker), eq(logEvents.type, 'member.link')));
  await tx
    .update(sessions)
    .set({ revoked_at: at })
    .where(and(inArray(sessions.member_id, linked), isNull(sessions.revoked_at)));
}

/** Forgets the workspace's sessions and links that expired before a time. */
export async function deleteExpiredSessions(tx: Db, before: string): Promise<void> {
  await tx.delete(sessions).where(lt(sessions.expires_at, before));
}
