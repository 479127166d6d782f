// API keys. A key is found by the hash of its whole token, through the one function that reads hashes; nothing returns one.
import { and, count, eq, isNull, lt, or, sql } from 'drizzle-orm';
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
