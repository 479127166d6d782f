// Trusted keys. A kid and its bytes are taken for ever, so rows are inserted and their state changes, nothing else.
import { asc, eq, sql } from 'drizzle-orm';
import type { Db } from '../database.js';
import { trustedKeys } from '../tables.js';

/** A trusted key's columns. */
export type KeyInput = typeof trustedKeys.$inferInsert;
/** A trusted key with its workspace's slug, null for configured and global ones. */
export type KeyRow = typeof trustedKeys.$inferSelect & { workspace: string | null };

const columns = {
  kid: trustedKeys.kid,
  public_key: trustedKeys.public_key,
  thumbprint: trustedKeys.thumbprint,
  role: trustedKeys.role,
  scope: trustedKeys.scope,
  status: trustedKeys.status,
  valid_from: trustedKeys.valid_from,
  valid_until: trustedKeys.valid_until,
  comment: trustedKeys.comment,
  origin: trustedKeys.origin,
  workspace_id: trustedKeys.workspace_id,
  workspace: sql<string | null>`workspace_slug(${trustedKeys.workspace_id})`,
  last_valid_index: trustedKeys.last_valid_index,
  reason: trustedKeys.reason,
  created_at: trustedKeys.created_at,
  updated_at: trustedKeys.updated_at,
  log_index: trustedKeys.log_index,
};

/** Every key there ever was, in order of kid. */
export function listKeys(db: Db): Promise<KeyRow[]> {
  return db.select(columns).from(trustedKeys).orderBy(asc(trustedKeys.kid));
}

/** The key of that kid. */
export async function findKey(db: Db, kid: string): Promise<KeyRow | undefined> {
  const [row] = await db.select(columns).from(trustedKeys).where(eq(trustedKeys.kid, kid));
  return row;
}

/** The key of that kid, its row locked FOR SHARE: it cannot be retired or revoked before this transaction ends. */
export async function lockKey(tx: Db, kid: string): Promise<KeyRow | undefined> {
  const [row] = await tx.select(columns).from(trustedKeys).where(eq(trustedKeys.kid, kid)).for('share');
  return row;
}

/** Adds a key, or says what of it is taken. */
export async function insertKey(tx: Db, row: KeyInput): Promise<'inserted' | 'kid_taken' | 'public_key_taken'> {
  const inserted = await tx.insert(trustedKeys).values(row).onConflictDoNothing().returning({ kid: trustedKeys.kid });
  if (inserted.length === 1) return 'inserted';
  return (await findKey(tx, row.kid)) === undefined ? 'public_key_taken' : 'kid_taken';
}

/**
 * Adds a configured key or brings it up to date; undefined when the kid belongs to other bytes or to a workspace. Throws
 * a unique violation when the bytes have another kid.
 */
export async function upsertConfiguredKey(tx: Db, row: KeyInput): Promise<{ kid: string } | undefined> {
  const {
    kid: _kid,
    public_key: _key,
    thumbprint: _thumbprint,
    workspace_id: _workspace,
    created_at: _at,
    ...set
  } = row;
  const [written] = await tx
    .insert(trustedKeys)
    .values(row)
    .onConflictDoUpdate({
      target: trustedKeys.kid,
      set,
      setWhere: sql`${trustedKeys.public_key} = ${row.public_key} and ${trustedKeys.workspace_id} is null`,
    })
    .returning({ kid: trustedKeys.kid });
  return written;
}

/** A key's new state; `log_index` is that of the entry that says so. */
export type KeyStatusChange = Pick<KeyInput, 'kid' | 'status' | 'updated_at' | 'log_index'> &
  Partial<Pick<KeyInput, 'reason' | 'last_valid_index'>>;

/** Changes a key's state: true when there was such a key. Throws when the caller may see but not change it. */
export async function setKeyStatus(tx: Db, { kid, ...change }: KeyStatusChange): Promise<boolean> {
  const changed = await tx
    .update(trustedKeys)
    .set(change)
    .where(eq(trustedKeys.kid, kid))
    .returning({ kid: trustedKeys.kid });
  return changed.length === 1;
}
