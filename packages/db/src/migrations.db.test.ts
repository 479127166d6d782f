import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { migrate, openDatabase } from './connect.js';
import type { Database } from './database.js';
import { findApiKeyByHash, insertApiKey } from './queries/api-keys.js';
import { insertDefinition } from './queries/definitions.js';
import { appendLog, logSize } from './queries/log.js';
import { findWorkspaceBySlug, listWorkspaceIds } from './queries/workspaces.js';
import { createDatabase, dropDatabase, runAsSuperuser } from './testing/postgres.js';
import { AT, definition, logEntry, seedWorkspace } from './testing/seed.js';

const COUNT = 'select count(*)::int as applied from drizzle.__drizzle_migrations';

async function emptyPostgres(): Promise<string> {
  const { url } = inject('postgres');
  const database = await createDatabase(url);
  onTestFinished(() => dropDatabase(url, database));
  return database;
}

async function open(url?: string): Promise<Database> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'action-registry-test-'));
  const database = await openDatabase({ dataDir, ...(url !== undefined && { url }) });
  onTestFinished(async () => {
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  return database;
}

describe('migrate', () => {
  test('brings an empty PGlite directory up and then changes nothing more', async () => {
    const database = await open();
    await migrate(database);
    await migrate(database);
    expect(await logSize(database.db)).toBe(0);
  });

  test('applies each migration once when four servers start at once on PostgreSQL', async () => {
    const url = await emptyPostgres();
    const servers = await Promise.all([open(url), open(url), open(url), open(url)]);
    await Promise.all(servers.map(migrate));
    const [first] = await runAsSuperuser(url, COUNT);
    await migrate(await open(url));
    const [later] = await runAsSuperuser(url, COUNT);
    expect(first?.applied).toBeGreaterThan(0);
    expect(later).toEqual(first);
  });

  test('serves an owner who is no superuser: forced row-level security lets the owner’s own functions work', async () => {
    const { url: server } = inject('postgres');
    const owner = `owner_${crypto.randomUUID().replaceAll('-', '')}`;
    await runAsSuperuser(server, `create role ${owner} login createrole`);
    // Below 16, the role's maker may not grant a role that another one made.
    await runAsSuperuser(server, `grant action_registry_app to ${owner} with admin option`);
    const target = new URL(await emptyPostgres());
    await runAsSuperuser(target.href, `alter database ${target.pathname.slice(1)} owner to ${owner}`);
    target.username = owner;
    const database = await open(target.href);
    await migrate(database);
    const workspace_id = await seedWorkspace(database, 'plain');
    const secret_hash = new Uint8Array(32).fill(7);
    await database.transact(workspace_id, async (tx) => {
      await insertDefinition(tx, definition(workspace_id));
      await appendLog(tx, [logEntry({ workspace_id, public: false })]);
      await insertApiKey(tx, {
        workspace_id,
        secret_hash,
        name: 'a',
        key_prefix: 'ark_a',
        permissions: [],
        created_by: 'x',
        created_at: AT,
      });
    });
    expect(await findApiKeyByHash(database.db, secret_hash)).toMatchObject({ workspace: 'plain', name: 'a' });
    expect(await findWorkspaceBySlug(database.db, 'plain')).toMatchObject({ id: workspace_id });
    expect(await listWorkspaceIds(database.db)).toEqual([workspace_id]);
    // The owner's own connection has no workspace either, so it reads nothing private.
    expect(await runAsSuperuser(target.href, 'select title from action_definitions')).toEqual([]);
  });
});
