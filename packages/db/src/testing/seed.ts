// Rows for this package's own tests, written the way services write them.
import type { EventType, JsonObject } from '@action-registry/schema';
import type { Database, Db } from '../database.js';
import { findActionByName, insertAction } from '../queries/actions.js';
import type { DefinitionInput } from '../queries/definitions.js';
import { appendLog, type LogEntryInput } from '../queries/log.js';
import { claimNamespace } from '../queries/namespaces.js';
import { insertVersion } from '../queries/versions.js';
import { insertWorkspace } from '../queries/workspaces.js';

/** When everything in tests happens, unless it says otherwise. */
export const AT = '2026-11-01T12:00:00.000Z';

/** Makes a workspace and returns its id. */
export async function seedWorkspace(database: Database, slug: string): Promise<number> {
  const row = await database.transact(null, (tx) => insertWorkspace(tx, { slug, name: slug, created_at: AT }));
  if (row === undefined) throw new Error(`workspace ${slug} exists`);
  return row.id;
}

/** A public log entry with whatever is said otherwise. */
export function logEntry(entry: Partial<LogEntryInput> = {}): LogEntryInput {
  const type: EventType = 'release.publish';
  return {
    leaf: '{"v":1}',
    type,
    public: true,
    workspace_id: null,
    actor: 'tester',
    at: AT,
    subject: 'files.move@1.0.0',
    ...entry,
  };
}

/** A release to publish; `key` sorts it among its action's. */
export type SeedRelease = { name: string; version: string; key?: string; document?: JsonObject; canonical?: string };

/** Publishes a release in a workspace's transaction and returns its log index. */
export async function seedRelease(tx: Db, workspaceId: number, release: SeedRelease): Promise<number> {
  const { name, version, key = version, document = { name, version }, canonical = JSON.stringify(document) } = release;
  const namespace = name.split('.', 1)[0] ?? name;
  await claimNamespace(tx, { name: namespace, workspace_id: workspaceId, claimed_at: AT });
  const collision_key = name.replaceAll('_', '.');
  const action =
    (await insertAction(tx, { name, collision_key, namespace, workspace_id: workspaceId, created_at: AT })) ??
    (await findActionByName(tx, name));
  if (action === undefined) throw new Error(`${name} collides`);
  const subject = `${name}@${version}`;
  const log_index = await appendLog(tx, [
    logEntry({ workspace_id: workspaceId, subject, leaf: JSON.stringify({ subject }) }),
  ]);
  await insertVersion(tx, {
    action_id: action.id,
    name,
    version,
    version_key: key,
    prerelease: version.includes('-'),
    kind: 'tool',
    canonical,
    hash: `sha256:${'0'.repeat(64)}`,
    size: Buffer.byteLength(canonical),
    signatures: [{ alg: 'ed25519', kid: 'dev-root-1', sig: 'base64:AA==' }],
    published_by: 'tester',
    created_at: AT,
    log_index,
  });
  return log_index;
}

/** A definition to store, with whatever is said otherwise. */
export function definition(workspaceId: number, fields: Partial<DefinitionInput> = {}): DefinitionInput {
  return {
    workspace_id: workspaceId,
    kind: 'prompt',
    title: 'Plan',
    spec: { prompt: 'Plan it.' },
    created_by: 'tester',
    updated_by: 'tester',
    created_at: AT,
    updated_at: AT,
    digest: `sha256:${'0'.repeat(64)}`,
    ...fields,
  };
}
