// API keys of a workspace: made with at most their maker's rights, shown once, revoked for good.
import {
  appendLog,
  type Db,
  revokeApiKey as endApiKey,
  insertApiKey,
  type LogEntryInput,
  lockApiKey,
  lockKeysMadeBy,
  type OwnApiKeyRow,
  listApiKeys as queryApiKeys,
  revokeSessionsLinkedBy,
} from '@action-registry/db';
import {
  type ApiKey,
  type ApiKeyPage,
  type CreateApiKey,
  type CreatedApiKey,
  type ListApiKeys,
  Permission,
  RegistryError,
  type RevokeApiKey,
} from '@action-registry/schema';
import { z } from 'zod';
import { createApiKey as createToken } from '../api-key.js';
import type { CallerContext } from '../context.js';
import { hashToken } from '../session-cookie.js';
import { administer } from './administer.js';
import { toKeyExpiry } from './api-key-expiry.js';
import { assertNames } from './assert-names.js';
import { assertHolds } from './assert-rights.js';
import { parseCursor, toCursor } from './cursor.js';
import { privateEntry } from './log-entry.js';
import { transact } from './transact.js';

/** Keys of the caller's workspace, newest first, ended ones too. */
export async function listApiKeys(ctx: CallerContext, { limit, cursor, status }: ListApiKeys): Promise<ApiKeyPage> {
  const before = parseCursor('api_keys', cursor, z.int().positive());
  const at = ctx.now().toISOString();
  const rows = await transact(ctx, ctx.principal.workspaceId, (tx) =>
    queryApiKeys(tx, { status, at, before, limit: limit + 1 }),
  );
  const items = rows.slice(0, limit).map((row) => toApiKey(row, at));
  const last = items.at(-1);
  return { items, ...(rows.length > limit && last !== undefined && { next_cursor: toCursor('api_keys', last.id) }) };
}

function toApiKey(row: OwnApiKeyRow, at: string): ApiKey {
  const { id, name, key_prefix, created_by, created_at, expires_at } = row;
  const isExpired = expires_at !== null && Date.parse(expires_at) <= Date.parse(at);
  return {
    ...{ id, name, key_prefix, created_by, created_at, expires_at },
    permissions: row.permissions.flatMap((text) => Permission.safeParse(text).data ?? []),
    ...(row.name_globs !== null && { name_globs: row.name_globs }),
    status: row.revoked_at !== null ? 'revoked' : isExpired ? 'expired' : 'active',
    ...(row.last_used_at !== null && { last_used_at: row.last_used_at }),
    ...(row.revoked_at !== null && { revoked_at: row.revoked_at }),
    ...(row.revoked_by !== null && { revoked_by: row.revoked_by }),
  };
}

/** Makes a key with at most the caller's rights; without globs of its own it has the caller's. */
export async function createApiKey(ctx: CallerContext, input: CreateApiKey): Promise<CreatedApiKey> {
  assertHolds(ctx, input.permissions, 'and nobody gives what they lack');
  assertNames(ctx, 'api_keys:manage', input.name_globs ?? []);
  const at = ctx.now().toISOString();
  const key = {
    name: input.name,
    permissions: [...new Set(input.permissions)],
    name_globs: input.name_globs ?? ctx.principal.nameGlobs,
    expires_at: toKeyExpiry(ctx, input.expires_at),
  };
  return administer(ctx, (tx) => storeApiKey(tx, key, { ...ctx.principal, at }));
}

type NewApiKey = {
  name: string;
  permissions: Permission[];
  name_globs: readonly string[] | null;
  expires_at: string | null;
};
type Maker = { actor: string; workspaceId: number; workspace: string; at: string };

/** Stores a key of the transaction's workspace and logs it; the answer is the only place that ever has the secret. */
export async function storeApiKey(tx: Db, key: NewApiKey, maker: Maker): Promise<CreatedApiKey> {
  const { actor, workspaceId, at } = maker;
  const { token, prefix } = createToken();
  const globs = key.name_globs === null ? null : [...key.name_globs];
  const row = {
    ...{ name: key.name, key_prefix: prefix, permissions: key.permissions, name_globs: globs },
    ...{ created_by: actor, created_at: at, expires_at: key.expires_at },
  };
  const id = await insertApiKey(tx, { ...row, workspace_id: workspaceId, secret_hash: hashToken(token) });
  const { name, permissions, expires_at } = key;
  const after = { name, permissions, name_globs: globs, expires_at, status: 'active' };
  const data = { before: null, after };
  await appendLog(tx, [privateEntry({ type: 'api_key.create', subject: `api_key:${prefix}`, data }, maker)]);
  const api_key = toApiKey({ ...row, id, last_used_at: null, revoked_at: null, revoked_by: null }, at);
  return { api_key, secret: token };
}

/** Ends a key of the caller's workspace for good, everywhere within two seconds. */
export async function revokeApiKey(ctx: CallerContext, { id }: RevokeApiKey): Promise<ApiKey> {
  const { actor } = ctx.principal;
  const at = ctx.now().toISOString();
  return administer(ctx, async (tx) => {
    const row = await lockApiKey(tx, id);
    if (row === undefined) {
      throw new RegistryError('API_KEY_NOT_FOUND', `There is no API key ${id} in this workspace.`, { details: { id } });
    }
    if (row.revoked_at !== null) return toApiKey(row, at);
    await appendLog(tx, [await endKey(ctx, tx, row)]);
    return toApiKey({ ...row, revoked_at: at, revoked_by: actor }, at);
  });
}

/** Ends what a person made and may no longer have: keys with a right that is not among `held`. Answers the entries to append. */
export async function endKeysBeyond(
  ctx: CallerContext,
  tx: Db,
  { maker, held }: { maker: string; held: readonly string[] },
): Promise<LogEntryInput[]> {
  const entries: LogEntryInput[] = [];
  for (const row of await lockKeysMadeBy(tx, maker))
    if (row.permissions.some((permission) => !held.includes(permission))) entries.push(await endKey(ctx, tx, row));
  return entries;
}

async function endKey(ctx: CallerContext, tx: Db, row: OwnApiKeyRow): Promise<LogEntryInput> {
  const at = ctx.now().toISOString();
  await endApiKey(tx, { id: row.id, revoked_at: at, revoked_by: ctx.principal.actor });
  await revokeSessionsLinkedBy(tx, { maker: `api_key:${row.key_prefix}`, at });
  const data = { name: row.name, before: { status: toApiKey(row, at).status }, after: { status: 'revoked' } };
  return privateEntry({ type: 'api_key.revoke', subject: `api_key:${row.key_prefix}`, data }, { ...ctx.principal, at });
}
