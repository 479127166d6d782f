// Storing an admin key without anybody's leave: at first start, and for whoever has the machine. Like every change it enters the
// log in its own transaction; the secret itself goes nowhere.
import { createHash } from 'node:crypto';
import { appendLog, type Database, insertApiKey, type LogSource, type WorkspaceRow } from '@action-registry/db';
import type { Permission } from '@action-registry/schema';
import { privateEntry } from './services/log-entry.js';
import { transact } from './services/transact.js';

/** A key to store; `prefix` is the part of it that may be shown, `expires_at` null means never. */
export type AdminKeyFacts = {
  token: string;
  prefix: string;
  name: string;
  permissions: readonly Permission[];
  expires_at: string | null;
};

/** In whose name, when, and from where. */
export type AdminKeyAct = { actor: string; at: string; source?: LogSource };

/** Stores a key of the workspace and logs `api_key.create`; answers its id. */
export function storeAdminKey(
  database: Database,
  { workspace, key }: { workspace: WorkspaceRow; key: AdminKeyFacts },
  { actor, at, source }: AdminKeyAct,
): Promise<number> {
  const { token, prefix, name, expires_at } = key;
  const permissions = [...key.permissions];
  return transact({ database, source }, workspace.id, async (tx) => {
    const row = { workspace_id: workspace.id, name, key_prefix: prefix, secret_hash: hashOf(token), permissions };
    const id = await insertApiKey(tx, { ...row, created_by: actor, created_at: at, expires_at });
    const event = {
      type: 'api_key.create',
      subject: `api_key:${prefix}`,
      data: { before: null, after: { name, permissions, name_globs: null, expires_at, status: 'active' } },
    } as const;
    await appendLog(tx, [privateEntry(event, { actor, workspaceId: workspace.id, workspace: workspace.slug, at })]);
    return id;
  });
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
