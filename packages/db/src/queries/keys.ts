// Trusted keys. A kid and its bytes are taken for ever, so rows are inserted and their state changes, nothing else.
import { asc, desc, eq, or, sql } from 'drizzle-orm';
import type { Db } from '../database.js';
import { trustedKeys } from '../tables.js';
import type { Logged } from './log.js';

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

/** The key of that kid, its row locked against everybody else who would lock or change it. */
export async function lockKey(tx: Db, kid: string): Promise<KeyRow | undefined> {
  const [row] = await tx.select(columns).from(trustedKeys).where(eq(trustedKeys.kid, kid)).for('no key update');
  return row;
}

/** Adds a key, or answers the key that has its kid or its bytes. */
export async function insertKey(tx: Db, row: KeyInput): Promise<{ taken: KeyRow } | undefined> {
  const inserted = await tx.insert(trustedKeys).values(row).onConflictDoNothing().returning({ kid: trustedKeys.kid });
  if (inserted.length === 1) return undefined;
  const taken = await findTakenKey(tx, row);
  if (taken === undefined) throw new Error('a key was neither added nor found');
  return { taken };
}

/** The key that has this kid, else the one that has these bytes. */
export async function findTakenKey(
  db: Db,
  { kid, thumbprint }: Pick<KeyInput, 'kid' | 'thumbprint'>,
): Promise<KeyRow | undefined> {
  const [row] = await db
    .select(columns)
    .from(trustedKeys)
    .where(or(eq(trustedKeys.kid, kid), eq(trustedKeys.thumbprint, thumbprint)))
    .orderBy(desc(eq(trustedKeys.kid, kid)))
    .limit(1);
  return row;
}

/**
 * Adds a configured key or brings it up to date; undefined when it stands so already, and when the kid belongs to other
 * bytes or to a workspace. Throws a unique violation when the bytes have another kid.
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
  const { role, scope, status, valid_from, valid_until, comment, origin, last_valid_index, reason } = trustedKeys;
  const facts = [role, scope, status, valid_from, valid_until, comment, origin, last_valid_index, reason];
  const stands = sql.join(facts, sql`, `);
  const given = sql.join(
    facts.map(({ name }) => sql`excluded.${sql.identifier(name)}`),
    sql`, `,
  );
  const [written] = await tx
    .insert(trustedKeys)
    .values(row)
    .onConflictDoUpdate({
      target: trustedKeys.kid,
      set,
      setWhere: sql`${trustedKeys.public_key} = ${row.public_key} and ${trustedKeys.workspace_id} is null
        and (${stands}) is distinct from (${given})`,
    })
    .returning({ kid: trustedKeys.kid });
  return written;
}

/** A key's new state; `log_index` is that of the entry that says so. */
export type KeyStatusChange = Logged<Pick<KeyInput, 'kid' | 'status' | 'updated_at'>> &
  Partial<Pick<KeyInput, 'reason' | 'last_valid_index'>>;

/** Changes a key's state, for `appendLog` or to be awaited. Throws when the caller may see but not change it. */
export function setKeyStatus(tx: Db, { kid, ...change }: KeyStatusChange) {
  return tx.update(trustedKeys).set(change).where(eq(trustedKeys.kid, kid));
}

/** Notes the log entry of a key that was added or changed, for `appendLog` or to be awaited. */
export function setKeyLogIndex(tx: Db, { kid, log_index }: Logged<{ kid: string }>) {
  return tx.update(trustedKeys).set({ log_index }).where(eq(trustedKeys.kid, kid));
}
