// API keys. A key is found by the hash of its whole token, through the one function that reads hashes; nothing returns one.
import { and, arrayContains, count, desc, eq, gt, isNotNull, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../database.js';
import { apiKeys } from '../tables.js';

/** An API key to store; `secret_hash` is SHA-256 of the whole token. */
export type ApiKeyInput = Omit<typeof apiKeys.$inferInsert, 'id'>;
/** An API key without its hash, with its workspace's slug. */
export type ApiKeyRow = Omit<typeof apiKeys.$inferSelect, 'secret_hash' | 'revoked_by'> & { workspace: string };

/** The key whose token has this hash, expired and revoked ones too; needs no workspace. */
export async function findApiKeyByHash(db: Db, hash: Uint8Array): Promise<ApiKeyRow | undefined> {
  const [row] = await db
    .select({
      id: sql`id`.mapWith(apiKeys.id),
      workspace_id: sql`workspace_id`.mapWith(apiKeys.workspace_id),
      workspace: sql<string>`workspace`,
      name: sql<string>`name`,
      key_prefix: sql<string>`key_prefix`,
      permissions: sql<string[]>`permissions`,
      name_globs: sql<string[] | null>`name_globs`,
      created_by: sql<string>`created_by`,
      created_at: sql`created_at`.mapWith(apiKeys.created_at),
      last_used_at: sql<string | null>`last_used_at`.mapWith(apiKeys.last_used_at),
      expires_at: sql<string | null>`expires_at`.mapWith(apiKeys.expires_at),
      revoked_at: sql<string | null>`revoked_at`.mapWith(apiKeys.revoked_at),
    })
    .from(sql`find_api_key(${hash})`);
  return row;
}

/** Stores a key of the caller's workspace and returns its id; throws a unique violation when the token is known. */
export async function insertApiKey(tx: Db, row: ApiKeyInput): Promise<number> {
  const [inserted] = await tx.insert(apiKeys).values(row).returning({ id: apiKeys.id });
  if (inserted === undefined) throw new Error('an insert returned no row');
  return inserted.id;
}

/** Notes that a key was used, at most once in 60 s, so that busy keys do not write on every request. */
export async function touchApiKey(tx: Db, { id, now }: { id: number; now: string }): Promise<void> {
  const stale = or(isNull(apiKeys.last_used_at), lt(apiKeys.last_used_at, sql`${now}::timestamptz - interval '60 s'`));
  await tx
    .update(apiKeys)
    .set({ last_used_at: now })
    .where(and(eq(apiKeys.id, id), stale));
}

/** How many keys the caller's workspace ever had, revoked ones included. */
export async function countApiKeys(tx: Db): Promise<number> {
  const [row] = await tx.select({ keys: count() }).from(apiKeys);
  return row?.keys ?? 0;
}

/** Every column that may be read: all but the hash. */
const columns = {
  id: apiKeys.id,
  name: apiKeys.name,
  key_prefix: apiKeys.key_prefix,
  permissions: apiKeys.permissions,
  name_globs: apiKeys.name_globs,
  created_by: apiKeys.created_by,
  created_at: apiKeys.created_at,
  last_used_at: apiKeys.last_used_at,
  expires_at: apiKeys.expires_at,
  revoked_at: apiKeys.revoked_at,
  revoked_by: apiKeys.revoked_by,
};

/** An API key as its workspace sees it. */
export type OwnApiKeyRow = Pick<typeof apiKeys.$inferSelect, keyof typeof columns>;

/** Which keys; `at` is when active ones must still work. */
type ApiKeyFilter = { status: 'active' | 'expired' | 'revoked' | undefined; at: string };

function hasStatus({ status, at }: ApiKeyFilter): SQL | undefined {
  const now = sql`${at}::timestamptz`;
  if (status === 'revoked') return isNotNull(apiKeys.revoked_at);
  if (status === 'expired') return and(isNull(apiKeys.revoked_at), lte(apiKeys.expires_at, now));
  if (status === undefined) return undefined;
  return and(isNull(apiKeys.revoked_at), or(isNull(apiKeys.expires_at), gt(apiKeys.expires_at, now)));
}

/** Keys of the caller's workspace, newest first, of ids below `before`. */
export function listApiKeys(
  tx: Db,
  { before, limit, ...filter }: ApiKeyFilter & { before: number | undefined; limit: number },
): Promise<OwnApiKeyRow[]> {
  return tx
    .select(columns)
    .from(apiKeys)
    .where(and(hasStatus(filter), before === undefined ? undefined : lt(apiKeys.id, before)))
    .orderBy(desc(apiKeys.id))
    .limit(limit);
}

/** The key of the caller's workspace that has that id, locked until the transaction ends. */
export async function lockApiKey(tx: Db, id: number): Promise<OwnApiKeyRow | undefined> {
  const [row] = await tx.select(columns).from(apiKeys).where(eq(apiKeys.id, id)).for('no key update');
  return row;
}

/** The keys of the caller's workspace that this actor made and nobody revoked, locked until the transaction ends. */
export function lockKeysMadeBy(tx: Db, actor: string): Promise<OwnApiKeyRow[]> {
  return tx
    .select(columns)
    .from(apiKeys)
    .where(and(eq(apiKeys.created_by, actor), isNull(apiKeys.revoked_at)))
    .orderBy(apiKeys.id)
    .for('no key update');
}

/** Whether a key of the caller's workspace that works at `at` has the permission, for every name. */
export async function hasKeyFor(tx: Db, { permission, at }: { permission: string; at: string }): Promise<boolean> {
  const may = arrayContains(apiKeys.permissions, [permission]);
  const isWide = or(isNull(apiKeys.name_globs), arrayContains(apiKeys.name_globs, ['*']));
  const [row] = await tx
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(and(hasStatus({ status: 'active', at }), may, isWide))
    .limit(1);
  return row !== undefined;
}

/** Ends a key for good. */
export async function revokeApiKey(
  tx: Db,
  { id, ...end }: { id: number; revoked_at: string; revoked_by: string },
): Promise<void> {
  await tx.update(apiKeys).set(end).where(eq(apiKeys.id, id));
}
