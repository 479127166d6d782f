// Letting whoever has the machine back into a workspace that nobody can enter any more. What is made is an admin key like any
// other, that its workspace sees in its list and its audit and can revoke.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Database,
  findWorkspaceBySlug,
  getWorkspaceSlug,
  listWorkspaceIds,
  openDatabase,
  type WorkspaceRow,
} from '@action-registry/db';
import { LIMITS, type Permission, ROLE_PERMISSIONS } from '@action-registry/schema';
import { storeAdminKey } from '../admin-key.js';
import { createApiKey } from '../api-key.js';
import type { Config } from '../config.js';
import { createSignInLink } from '../services/sessions.js';

const ACTOR = 'system:machine';
const SESSION_DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** It cannot be done here; the message says why and what to do. */
export class RecoveryError extends Error {
  override readonly name = 'RecoveryError';
}

/** What to print: the secret, and beside it what to know of it. */
export type Recovered = { secret: string; note: string };

/** Whom to let in: `isOperator` with the right over the whole registry. */
export type RecoveryPlace = { workspace: string; isOperator: boolean };

/** Makes an admin key that works for so many days; null for ever. */
export function makeAdminKey(
  config: Config,
  { name, days, ...place }: RecoveryPlace & { name: string; days: number | null },
): Promise<Recovered> {
  const shown = name.trim();
  if (shown === '' || shown.length > LIMITS.nameCharacters)
    throw new RecoveryError(`--name takes 1 to ${LIMITS.nameCharacters} characters.`);
  return withWorkspace(config, place.workspace, async (database, workspace) => {
    const { token, expires_at } = await storeKey(database, workspace, { ...place, name: shown, days });
    const end = expires_at === null ? 'never expires' : `works until ${expires_at}`;
    return { secret: token, note: `An admin key of '${workspace.slug}' that ${end}. It is shown this once.` };
  });
}

/** Makes a link that signs one browser in, once, within 10 minutes, by a key whose secret nobody has. */
export function makeSignInLink(config: Config, place: RecoveryPlace): Promise<Recovered> {
  return withWorkspace(config, place.workspace, async (database, workspace) => {
    const { id } = await storeKey(database, workspace, { ...place, name: 'sign-in link', days: SESSION_DAYS });
    const holder = { workspaceId: workspace.id, credential: { type: 'api_key', id } } as const;
    const { url } = await createSignInLink({ database, now: () => new Date() }, { holder, origin: toOrigin(config) });
    const start = database.kind === 'pglite' ? ' Start the server first.' : '';
    return { secret: url, note: `Signs one browser in to '${workspace.slug}', once, within 10 minutes.${start}` };
  });
}

async function withWorkspace<Result>(
  { databaseUrl, dataDir }: Config,
  slug: string,
  work: (database: Database, workspace: WorkspaceRow) => Promise<Result>,
): Promise<Result> {
  if (databaseUrl === undefined && !existsSync(join(dataDir, 'pglite')))
    throw new RecoveryError(`there is no registry in ${dataDir}. Set DATA_DIR, or DATABASE_URL, as the server has it.`);
  const database = await openDatabase({ dataDir, ...(databaseUrl !== undefined && { url: databaseUrl }) });
  try {
    return await work(database, await getWorkspace(database, slug));
  } finally {
    await database.close();
  }
}

async function getWorkspace(database: Database, slug: string): Promise<WorkspaceRow> {
  const workspace = await findWorkspaceBySlug(database.db, slug);
  if (workspace !== undefined) return workspace;
  const ids = await listWorkspaceIds(database.db);
  const slugs = await Promise.all(ids.map((id) => getWorkspaceSlug(database.db, id)));
  throw new RecoveryError(`there is no workspace '${slug}'. There are: ${slugs.sort().join(', ')}.`);
}

type KeyWanted = { name: string; days: number | null; isOperator: boolean };

async function storeKey(database: Database, workspace: WorkspaceRow, { name, days, isOperator }: KeyWanted) {
  const { token, prefix } = createApiKey();
  const now = Date.now();
  const at = new Date(now).toISOString();
  const expires_at = days === null ? null : new Date(now + days * DAY_MS).toISOString();
  const permissions: Permission[] = [...ROLE_PERMISSIONS.admin, ...(isOperator ? (['registry:operate'] as const) : [])];
  const source = { workspace_id: workspace.id, address: null, user_agent: 'actions-server', request_id: null };
  const key = { token, prefix, name, permissions, expires_at };
  const act = { actor: ACTOR, at, source: { ...source, credential: null } };
  return { token, expires_at, id: await storeAdminKey(database, { workspace, key }, act) };
}

/** Where people reach the registry: as configured, else as the server said when it last started. */
function toOrigin({ publicUrl, dataDir, port }: Config): string {
  const file = join(dataDir, 'url');
  return publicUrl ?? (existsSync(file) ? readFileSync(file, 'utf8').trim() : `http://localhost:${port}`);
}
