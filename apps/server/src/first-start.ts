// What a fresh registry needs before its first request: the workspace `default`, an admin API key, and the keys that the
// configuration trusts. Running it again changes nothing.

import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importPublicKey, PUBLIC_KEY_BYTES, parseWireBase64, thumbprintOf } from '@action-registry/core';
import {
  appendLog,
  countApiKeys,
  type Database,
  type Db,
  enterOperator,
  findApiKeyByHash,
  findKey,
  findWorkspaceBySlug,
  insertWorkspace,
  isUniqueViolation,
  listKeys,
  setKeyLogIndex,
  setKeyStatus,
  upsertConfiguredKey,
  type WorkspaceRow,
} from '@action-registry/db';
import { Permission, type TrustedKeyEntry } from '@action-registry/schema';
import { storeAdminKey } from './admin-key.js';
import { createApiKey } from './api-key.js';
import { type Config, ConfigError } from './config.js';
import { toKeyFacts } from './services/key-facts.js';
import { privateEntry, publicEntry } from './services/log-entry.js';

const ACTOR = 'system:first-start';
const WORKSPACE = 'default';

/** An admin key that this start stored; `file` is where a generated one was written (mode 0600). */
type AdminKey = { credential: { type: 'api_key'; id: number }; workspaceId: number; file: string | undefined };

/** What this start made; `admin` on the first one only. */
export type FirstStart = { admin: AdminKey | undefined };

/** Makes what is missing. */
export async function prepareRegistry({
  database,
  config,
  now,
}: {
  database: Database;
  config: Config;
  now: () => Date;
}): Promise<FirstStart> {
  const at = now().toISOString();
  const workspace = await ensureWorkspace(database, at);
  const admin = await ensureAdminKey(database, { config, workspace, at });
  await syncConfiguredKeys(database, config.trustedKeys, at);
  return { admin };
}

async function ensureWorkspace(database: Database, at: string): Promise<WorkspaceRow> {
  const standing = await findWorkspaceBySlug(database.db, WORKSPACE);
  if (standing !== undefined) return standing;
  const made = await database.transact(null, async (tx) => {
    const workspace = await insertWorkspace(tx, { slug: WORKSPACE, name: 'Default', created_at: at });
    if (workspace === undefined) return undefined;
    const event = {
      type: 'workspace.create',
      subject: `workspace:${WORKSPACE}`,
      data: { before: null, after: { name: workspace.name } },
    } as const;
    await appendLog(tx, [privateEntry(event, { actor: ACTOR, workspaceId: workspace.id, workspace: WORKSPACE, at })]);
    return workspace;
  });
  // Another server that started at the same moment may have made it.
  const workspace = made ?? (await findWorkspaceBySlug(database.db, WORKSPACE));
  if (workspace === undefined) throw new Error('the default workspace could not be made');
  return workspace;
}

type Place = { config: Config; workspace: WorkspaceRow; at: string };

async function ensureAdminKey(database: Database, { config, workspace, at }: Place): Promise<AdminKey | undefined> {
  const store = (token: string, prefix: string): Promise<number> => {
    const key = { token, prefix, name: 'admin', permissions: Permission.options, expires_at: null };
    return storeAdminKey(database, { workspace, key }, { actor: ACTOR, at });
  };
  const { adminApiKey } = config;
  if (adminApiKey !== undefined) {
    if ((await findApiKeyByHash(database.db, hashOf(adminApiKey))) !== undefined) return undefined;
    const id = await store(adminApiKey, `env_${toPrefix(adminApiKey)}`);
    return { credential: { type: 'api_key', id }, workspaceId: workspace.id, file: undefined };
  }
  if ((await database.transact(workspace.id, (tx) => countApiKeys(tx))) > 0) return undefined;
  const { token, prefix } = createApiKey();
  const file = join(config.dataDir, 'admin-api-key');
  await mkdir(config.dataDir, { recursive: true });
  // The file comes first: a key whose only copy was lost would lock everybody out.
  await writeFile(file, `${token}\n`, { mode: 0o600 });
  return { credential: { type: 'api_key', id: await store(token, prefix) }, workspaceId: workspace.id, file };
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Enough of the hash to tell keys apart; says nothing of the key. */
function toPrefix(token: string): string {
  return hashOf(token).toString('hex').slice(0, 12);
}

/** Configured keys win and cannot be shadowed; one that left the configuration is retired, and its kid stays taken. */
async function syncConfiguredKeys(database: Database, entries: readonly TrustedKeyEntry[], at: string): Promise<void> {
  const configured = new Set(entries.map(({ kid }) => kid));
  await database.transact(null, async (tx) => {
    await enterOperator(tx);
    const before = new Map((await listKeys(tx)).map((row) => [row.kid, toKeyFacts(row)]));
    const changed: TrustedKeyEntry[] = [];
    for (const entry of entries) if (await syncKey(tx, entry, at)) changed.push(entry);
    const gone = (await listKeys(tx)).filter(
      ({ kid, origin, status }) => origin === 'config' && status === 'active' && !configured.has(kid),
    );
    if (changed.length + gone.length === 0) return;
    const act = { actor: ACTOR, workspaceId: null, at };
    const log = [
      ...changed.map((entry) => {
        const data = { before: before.get(entry.kid) ?? null, after: toKeyFacts(toFacts(entry)) };
        return publicEntry(toLeaf(entry), entry.kid, { ...act, data });
      }),
      ...gone.map((row) => {
        const data = { before: toKeyFacts(row), after: toKeyFacts({ ...row, status: 'retired' }) };
        return publicEntry({ type: 'key.retire', v: 1, kid: row.kid }, row.kid, { ...act, data });
      }),
    ];
    await appendLog(tx, log, (indexOf) => [
      ...changed.map(({ kid }, place) => setKeyLogIndex(tx, { kid, log_index: indexOf(place) })),
      ...gone.map(({ kid }, place) => {
        const log_index = indexOf(changed.length + place);
        return setKeyStatus(tx, { kid, status: 'retired', updated_at: at, log_index });
      }),
    ]);
  });
}

/** What can change about a configured key. */
function toFacts(entry: TrustedKeyEntry) {
  const { status = 'active', comment = null, last_valid_index = null, reason = null } = entry;
  const { role, scope, valid_from, valid_until } = toLeaf(entry);
  return { role, scope, valid_from, valid_until, status, comment, last_valid_index, reason };
}

function toLeaf({ kid, public_key, role = 'publisher', scope, valid_from, valid_until }: TrustedKeyEntry) {
  const facts = { scope: scope ?? null, valid_from: valid_from ?? null, valid_until: valid_until ?? null };
  return { type: 'key.add', v: 1, alg: 'ed25519', kid, public_key, role, ...facts } as const;
}

/** Writes a configured key down; true when that changed anything. Of servers that start together, one writes. */
async function syncKey(tx: Db, entry: TrustedKeyEntry, at: string): Promise<boolean> {
  const { kid, public_key } = entry;
  const row = {
    ...toFacts(entry),
    kid,
    public_key,
    thumbprint: thumbprintOf(importPublicKey(parseWireBase64(public_key, PUBLIC_KEY_BYTES))),
    origin: 'config',
    created_at: at,
    updated_at: at,
  } as const;
  const written = await upsertConfiguredKey(tx, row).catch((error: unknown) => {
    if (!isUniqueViolation(error)) throw error;
    throw new ConfigError(`TRUSTED_KEYS: the key of '${kid}' is known under another kid, for ever. Keep that kid.`, {
      cause: error,
    });
  });
  if (written !== undefined) return true;
  const standing = await findKey(tx, kid);
  if (standing?.public_key === public_key && standing.workspace_id === null) return false;
  throw new ConfigError(`TRUSTED_KEYS: the kid '${kid}' is taken by another key, for ever. Choose another kid.`);
}
