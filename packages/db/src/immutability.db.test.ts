import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { selectRows } from './database.js';
import {
  insertDefinition,
  insertRevision,
  purgeDeletedDefinitions,
  softDeleteDefinition,
} from './queries/definitions.js';
import { findVersion } from './queries/versions.js';
import { describeEachDatabase, type TestDatabase } from './testing/databases.js';
import { AT, definition, seedRelease, seedWorkspace } from './testing/seed.js';

const CHANGES = [
  ['action_versions', `update action_versions set canonical = '{}'`],
  ['action_versions', 'delete from action_versions'],
  ['action_versions', 'truncate action_versions cascade'],
  ['log_leaves', `update log_leaves set leaf = '{}'`],
  ['log_leaves', 'delete from log_leaves'],
  ['log_leaves', 'truncate log_leaves cascade'],
  ['log_events', `update log_events set actor = 'someone else'`],
  ['log_events', 'delete from log_events'],
  ['log_events', 'truncate log_events'],
  ['log_nodes', `update log_nodes set hash = ''`],
  ['log_nodes', 'delete from log_nodes'],
  ['log_nodes', 'truncate log_nodes'],
  ['definition_revisions', `update definition_revisions set content = '{}'`],
  ['definition_revisions', 'truncate definition_revisions'],
  ['catalogues', `update catalogues set hash = ''`],
  ['catalogues', 'delete from catalogues'],
  ['catalogues', 'truncate catalogues cascade'],
  ['action_commands', `update action_commands set risk = 'read'`],
  ['action_commands', 'delete from action_commands'],
  ['action_commands', 'truncate action_commands'],
  ['trusted_keys', 'delete from trusted_keys'],
  ['trusted_keys', 'truncate trusted_keys'],
] as const;

describeEachDatabase('what is never changed', (_kind, open) => {
  let database: TestDatabase;
  let workspace: number;
  beforeAll(async () => {
    database = await open();
    workspace = await seedWorkspace(database, 'default');
    await database.transact(workspace, async (tx) => {
      await seedRelease(tx, workspace, { name: 'files.move', version: '1.0.0' });
      await seedRelease(tx, workspace, { name: 'files.move', version: '1.1.0' });
      const { id } = await insertDefinition(tx, definition(workspace));
      await insertRevision(tx, {
        definition_id: id,
        revision: 1,
        workspace_id: workspace,
        content: {},
        digest: 'd',
        created_by: 'x',
        created_at: AT,
      });
    });
    await database.superuser(`begin;
      insert into action_commands (device_model, catalogue_version, command_name, position, action_type, risk, command)
        values ('m', '1.0.0', 'c', 1, 'web', 'read', '{}');
      insert into catalogues (device_model, version, hash, commands, created_by, created_at, log_index)
        values ('m', '1.0.0', 'h', 1, 'x', now(), 0);
      commit`);
    await database.superuser(`insert into trusted_keys (kid, public_key, thumbprint, role, status, origin, created_at, updated_at)
      values ('k', 'k', 'k', 'publisher', 'active', 'global', now(), now())`);
  });

  describe.each(CHANGES)('%s: %s', (table, statement) => {
    test('is stopped by a trigger when a superuser tries', async () => {
      await expect(database.superuser(statement)).rejects.toMatchObject({ code: '23001' });
    });

    test('is stopped by the trigger under a replication role too', async () => {
      await expect(
        database.superuser(`begin; set local session_replication_role = replica; ${statement}`),
      ).rejects.toMatchObject({ code: '23001' });
    });

    test('is no right of the application', async () => {
      const before = await database.superuser(`select count(*) from ${table}`);
      await expect(database.transact(workspace, (tx) => tx.execute(sql.raw(statement)))).rejects.toMatchObject({
        cause: { code: '42501' },
      });
      expect(await database.superuser(`select count(*) from ${table}`)).toEqual(before);
    });
  });

  test.each([
    `insert into log_leaves (idx, leaf, leaf_hash, at) values (99, '{}', '', now())`,
    `insert into log_events (idx, type, public, actor, at, subject) values (0, 'x', true, 'x', now(), 'x')`,
    `insert into log_nodes (level, idx, hash) values (1, 99, '')`,
    'select log_complete_subtrees(0, null)',
    'alter table action_versions disable trigger all',
    `set session_replication_role = replica`,
    'drop table action_versions',
  ])('the application may not: %s', async (statement) => {
    await expect(database.transact(workspace, (tx) => tx.execute(sql.raw(statement)))).rejects.toMatchObject({
      cause: { code: '42501' },
    });
  });

  test('an attacker who disables the trigger first leaves a release that no longer has its digest', async () => {
    const before = await findVersion(database.db, 'files.move', '1.1.0');
    await database.superuser(`
      alter table action_versions disable trigger user;
      update action_versions set canonical = replace(canonical, '1.1.0', '1.1.1') where version = '1.1.0';
      alter table action_versions enable always trigger action_versions_unchanged`);
    const after = await findVersion(database.db, 'files.move', '1.1.0');
    expect(after?.hash).toBe(before?.hash);
    expect(after?.canonical).not.toBe(before?.canonical);
  });

  test('revisions go with a definition that is purged, at its time and not before', async () => {
    const purge = (before: string) => database.transact(workspace, (tx) => purgeDeletedDefinitions(tx, before));
    await database.transact(workspace, async (tx) => {
      const { id } = await insertDefinition(tx, definition(workspace));
      await insertRevision(tx, {
        definition_id: id,
        revision: 1,
        workspace_id: workspace,
        content: {},
        digest: 'd',
        created_by: 'x',
        created_at: AT,
      });
      await softDeleteDefinition(tx, { id, actor: 'x', at: '2026-11-02T00:00:00.000Z' });
    });
    const revisions = () => database.transact(workspace, (tx) => selectRows(tx, sql`select from definition_revisions`));
    expect(await purge('2026-11-02T00:00:00.000Z')).toBe(0);
    expect(await revisions()).toHaveLength(2);
    expect(await purge('2026-11-02T00:00:00.001Z')).toBe(1);
    expect(await revisions()).toHaveLength(1);
  });
});
