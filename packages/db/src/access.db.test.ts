import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { type Db, selectRows } from './database.js';
import { countApiKeys, findApiKeyByHash, insertApiKey, touchApiKey } from './queries/api-keys.js';
import { listDefinitions } from './queries/definition-list.js';
import { findDefinition, insertDefinition, insertRevision } from './queries/definitions.js';
import { findKey, insertKey, type KeyInput, lockKey, setKeyStatus, upsertConfiguredKey } from './queries/keys.js';
import { appendLog, listEventsAfter, listLogEntries } from './queries/log.js';
import { claimNamespace, findNamespace } from './queries/namespaces.js';
import { lockPlace } from './queries/places.js';
import { enterOperator, insertWorkspace } from './queries/workspaces.js';
import { describeEachDatabase, type TestDatabase } from './testing/databases.js';
import { AT, definition, logEntry, seedWorkspace } from './testing/seed.js';

const INSUFFICIENT_PRIVILEGE = { cause: { code: '42501' } };

describeEachDatabase('access', (_kind, open) => {
  let database: TestDatabase;
  let ours: number;
  let theirs: number;
  beforeAll(async () => {
    database = await open();
    ours = await seedWorkspace(database, 'ours');
    theirs = await seedWorkspace(database, 'theirs');
  });

  const asApp = (statement: string, workspace: number | null = null) =>
    database.transact(workspace, (tx) => tx.execute(sql.raw(statement)));
  const key = (kid: string, workspace_id: number | null): KeyInput => ({
    kid,
    public_key: `base64:${kid}`,
    thumbprint: kid,
    role: 'publisher',
    status: 'active',
    origin: workspace_id === null ? 'global' : 'workspace',
    workspace_id,
    created_at: AT,
    updated_at: AT,
  });
  const apiKey = (workspace_id: number, byte: number) => ({
    workspace_id,
    secret_hash: new Uint8Array(32).fill(byte),
    name: `key ${byte}`,
    key_prefix: 'ark_abc',
    permissions: ['definitions:read'],
    created_by: 'tester',
    created_at: AT,
  });

  test('every table with a workspace has row-level security, enabled and forced, with a policy for everyone', async () => {
    const rows = await database.superuser(`
      select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
        exists (select from pg_policy p where p.polrelid = c.oid and p.polroles = '{0}') as has_policy
      from pg_class c
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and (c.relname = 'workspaces' or exists (
        select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped))
      order by 1`);
    expect(rows.map(({ name }) => name)).toEqual([
      'action_commands',
      'action_definitions',
      'actions',
      'api_keys',
      'catalogues',
      'definition_revisions',
      'key_requests',
      'log_events',
      'log_sources',
      'namespace_offers',
      'namespaces',
      'sessions',
      'trusted_keys',
      'workspace_members',
      'workspaces',
    ]);
    expect(rows.filter((row) => !(row.forced && row.has_policy))).toEqual([]);
  });

  test('every function that runs as its owner has a fixed search path and is not for everyone', async () => {
    const rows = await database.superuser(`
      select proname from pg_proc where prosecdef and pronamespace = 'public'::regnamespace and (
        not exists (select from unnest(proconfig) as setting where setting like 'search_path=pg_catalog, pg_temp')
        or has_function_privilege('public', oid, 'execute'))`);
    expect(rows).toEqual([]);
  });

  test('the server works as the unprivileged role, outside transactions too', async () => {
    const who = (db: Db) => selectRows(db, sql`select current_user as "user"`);
    expect(await who(database.db)).toEqual([{ user: 'action_registry_app' }]);
    expect(await database.transact(ours, who)).toEqual([{ user: 'action_registry_app' }]);
  });

  test('neither workspace nor role outlives its transaction', async () => {
    await database.transact(ours, enterOperator);
    const settings = sql`select coalesce(current_setting('app.workspace', true), '') as workspace,
      coalesce(current_setting('app.operate', true), '') as operate, current_user as "user"`;
    expect(await selectRows(database.db, settings)).toEqual([
      { workspace: '', operate: '', user: 'action_registry_app' },
    ]);
  });

  test('private rows are seen by their workspace alone, and by nobody where none is set', async () => {
    const { id } = await database.transact(ours, async (tx) => {
      const row = await insertDefinition(tx, definition(ours));
      await insertRevision(tx, {
        definition_id: row.id,
        revision: 1,
        workspace_id: ours,
        content: {},
        digest: 'd',
        created_by: 'x',
        created_at: AT,
      });
      await insertApiKey(tx, apiKey(ours, 1));
      return row;
    });
    const seenBy = (workspace: number | null) =>
      database.transact(workspace, async (tx) => ({
        found: (await findDefinition(tx, id)) !== undefined,
        listed: (await listDefinitions(tx, { filter: {}, sort: 'id', dir: 'asc', limit: 10 })).length,
        revisions: (await selectRows(tx, sql`select from definition_revisions`)).length,
        keys: await countApiKeys(tx),
        workspaces: (await selectRows(tx, sql`select from workspaces`)).length,
      }));
    expect(await seenBy(ours)).toEqual({ found: true, listed: 1, revisions: 1, keys: 1, workspaces: 1 });
    expect(await seenBy(theirs)).toEqual({ found: false, listed: 0, revisions: 0, keys: 0, workspaces: 1 });
    expect(await seenBy(null)).toEqual({ found: false, listed: 0, revisions: 0, keys: 0, workspaces: 0 });
    expect(await selectRows(database.db, sql`select from action_definitions`)).toEqual([]);
  });

  test('a row cannot be written into, moved to, or taken from another workspace', async () => {
    const { id } = await database.transact(ours, (tx) => insertDefinition(tx, definition(ours)));
    await expect(database.transact(theirs, (tx) => insertDefinition(tx, definition(ours)))).rejects.toMatchObject(
      INSUFFICIENT_PRIVILEGE,
    );
    await expect(database.transact(null, (tx) => insertDefinition(tx, definition(ours)))).rejects.toMatchObject(
      INSUFFICIENT_PRIVILEGE,
    );
    await expect(
      asApp(`update action_definitions set workspace_id = ${theirs} where id = ${id}`, ours),
    ).rejects.toMatchObject(INSUFFICIENT_PRIVILEGE);
    await asApp(`update action_definitions set title = 'taken' where id = ${id}`, theirs);
    await asApp(`delete from action_definitions where id = ${id}`, theirs);
    expect(await database.transact(ours, (tx) => findDefinition(tx, id))).toMatchObject({ title: 'Plan' });
  });

  test('a workspace named by text that is no number reads nothing', async () => {
    await expect(
      database.transact(null, async (tx) => {
        await tx.execute(sql`select set_config('app.workspace', '1 or true', true)`);
        return selectRows(tx, sql`select from action_definitions`);
      }),
    ).rejects.toMatchObject({ cause: { code: '22P02' } });
  });

  test('a namespace is public to read; the first claim stands and nobody claims for another', async () => {
    const claim = (workspace: number) => ({ name: 'files', workspace_id: workspace, claimed_at: AT });
    expect(await database.transact(ours, (tx) => claimNamespace(tx, claim(ours)))).toBe(true);
    expect(await database.transact(theirs, (tx) => claimNamespace(tx, claim(theirs)))).toBe(false);
    await expect(
      database.transact(theirs, (tx) => claimNamespace(tx, { ...claim(ours), name: 'other' })),
    ).rejects.toMatchObject(INSUFFICIENT_PRIVILEGE);
    expect(await findNamespace(database.db, 'files')).toMatchObject({ workspace: 'ours', workspace_id: ours });
  });

  test('a trusted key can be locked by any publisher and changed by its owner alone', async () => {
    await database.transact(ours, (tx) => insertKey(tx, key('ours-1', ours)));
    const retire = { kid: 'ours-1', status: 'retired', updated_at: AT, log_index: 0 } as const;
    expect(await database.transact(theirs, (tx) => lockKey(tx, 'ours-1'))).toMatchObject({
      workspace: 'ours',
      status: 'active',
    });
    const place = await database.transact(theirs, (tx) =>
      lockPlace(tx, { name: 'no.such', kids: ['no-such', 'ours-1'] }),
    );
    expect(place.keys).toEqual([{ kid: 'ours-1', status: 'active', workspace_id: ours }]);
    await expect(database.transact(theirs, async (tx) => setKeyStatus(tx, retire))).rejects.toMatchObject(
      INSUFFICIENT_PRIVILEGE,
    );
    await database.transact(ours, async (tx) => setKeyStatus(tx, retire));
    expect(await findKey(database.db, 'ours-1')).toMatchObject({ status: 'retired' });
  });

  test('global keys are written by the server, or by an operator who says so', async () => {
    await expect(database.transact(ours, (tx) => insertKey(tx, key('global-1', null)))).rejects.toMatchObject(
      INSUFFICIENT_PRIVILEGE,
    );
    expect(await database.transact(null, (tx) => insertKey(tx, key('global-1', null)))).toBeUndefined();
    const byOperator = database.transact(ours, async (tx) => {
      await enterOperator(tx);
      return insertKey(tx, key('global-2', null));
    });
    expect(await byOperator).toBeUndefined();
  });

  test('a configured key never takes a kid over from a workspace, nor from other bytes', async () => {
    await database.transact(ours, (tx) => insertKey(tx, key('mine', ours)));
    const configured = { ...key('mine', null), origin: 'config' as const };
    const write = (row: KeyInput) => database.transact(null, (tx) => upsertConfiguredKey(tx, row));
    expect(await write(configured)).toBeUndefined();
    expect(await write({ ...configured, kid: 'conf', public_key: 'base64:conf', thumbprint: 'conf' })).toEqual({
      kid: 'conf',
    });
    expect(
      await write({ ...configured, kid: 'conf', public_key: 'base64:conf', thumbprint: 'conf', scope: ['a.*'] }),
    ).toEqual({ kid: 'conf' });
    expect(await write({ ...configured, kid: 'conf', public_key: 'base64:else', thumbprint: 'else' })).toBeUndefined();
    expect(await findKey(database.db, 'conf')).toMatchObject({ scope: ['a.*'], origin: 'config', workspace: null });
  });

  test('a configured key that stands as it is written again changes nothing; any fact that differs is written', async () => {
    const nothing = { valid_from: null, valid_until: null, comment: null, last_valid_index: null, reason: null };
    const row = { ...key('still', null), ...nothing, origin: 'config' as const };
    const write = (facts: Partial<KeyInput>) =>
      database.transact(null, (tx) =>
        upsertConfiguredKey(tx, { ...row, updated_at: '2026-12-01T00:00:00.000Z', ...facts }),
      );
    expect(await write({})).toEqual({ kid: 'still' });
    expect(await write({})).toBeUndefined();
    for (const facts of [
      { status: 'revoked' as const, last_valid_index: 9 },
      { status: 'revoked' as const, last_valid_index: 5 },
      { role: 'log' as const },
      { valid_until: '2027-01-01T00:00:00.000Z' },
      { comment: 'said' },
    ]) {
      expect([facts, await write(facts)]).toEqual([facts, { kid: 'still' }]);
      expect([facts, await write(facts)]).toEqual([facts, undefined]);
    }
  });

  test('a key is added once; the one that has its kid, or else its bytes, is named', async () => {
    const add = (facts: Partial<KeyInput>) =>
      database.transact(ours, (tx) => insertKey(tx, { ...key('first', ours), ...facts }));
    expect(await add({})).toBeUndefined();
    expect(await add({ public_key: 'base64:other', thumbprint: 'other' })).toMatchObject({ taken: { kid: 'first' } });
    expect(await add({ kid: 'second' })).toMatchObject({ taken: { kid: 'first' } });
  });

  test('nobody but the lookup function reads the hash of an API key', async () => {
    await database.transact(ours, (tx) => insertApiKey(tx, apiKey(ours, 2)));
    for (const statement of [
      'select secret_hash from api_keys',
      'select * from api_keys',
      `update api_keys set secret_hash = ''`,
    ]) {
      await expect(asApp(statement, ours)).rejects.toMatchObject(INSUFFICIENT_PRIVILEGE);
    }
  });

  test('an API key is found by its hash before any workspace is known, whatever its state', async () => {
    const expires_at = '2027-01-01T00:00:00.000Z';
    const id = await database.transact(ours, (tx) =>
      insertApiKey(tx, { ...apiKey(ours, 3), expires_at, name_globs: ['files.*'] }),
    );
    await database.transact(ours, (tx) => touchApiKey(tx, { id, now: '2026-11-02T00:00:00.000Z' }));
    await database.transact(ours, (tx) => touchApiKey(tx, { id, now: '2026-11-02T00:00:30.000Z' }));
    expect(await findApiKeyByHash(database.db, new Uint8Array(32).fill(3))).toEqual({
      id,
      workspace_id: ours,
      workspace: 'ours',
      name: 'key 3',
      key_prefix: 'ark_abc',
      permissions: ['definitions:read'],
      name_globs: ['files.*'],
      created_by: 'tester',
      created_at: AT,
      last_used_at: '2026-11-02T00:00:00.000Z',
      expires_at,
      revoked_at: null,
    });
    expect(await findApiKeyByHash(database.db, new Uint8Array(32).fill(99))).toBeUndefined();
  });

  test('a private event is a leaf and a time to others, and all of it to its workspace', async () => {
    const index = await database.transact(ours, (tx) =>
      appendLog(tx, [
        logEntry({
          type: 'definition.create',
          public: false,
          workspace_id: ours,
          data: { title: 'secret' },
          salt: 'c2FsdA==',
        }),
      ]),
    );
    const read = (workspace: number | null) =>
      database.transact(workspace, (tx) => listLogEntries(tx, { start: index, limit: 1 }));
    expect(await read(ours)).toMatchObject([
      { type: 'definition.create', workspace: 'ours', data: { title: 'secret' }, salt: 'c2FsdA==' },
    ]);
    const leafOnly = [{ index, leaf: '{"v":1}', leaf_hash: expect.any(String), at: AT, type: 'private' }];
    expect(await read(theirs)).toEqual(leafOnly);
    expect(await read(null)).toEqual(leafOnly);
    expect(await database.transact(theirs, (tx) => listEventsAfter(tx, { after: index - 1, limit: 5 }))).toEqual([]);
  });

  test('an entry for another workspace is refused, and the log stays as it was', async () => {
    const append = (workspace: number | null, entry: Parameters<typeof logEntry>[0]) =>
      database.transact(workspace, (tx) => appendLog(tx, [logEntry(entry)]));
    await expect(append(theirs, { workspace_id: ours })).rejects.toMatchObject(INSUFFICIENT_PRIVILEGE);
    await expect(append(null, { workspace_id: ours })).rejects.toMatchObject(INSUFFICIENT_PRIVILEGE);
    await expect(append(ours, { workspace_id: null, public: false })).rejects.toMatchObject(INSUFFICIENT_PRIVILEGE);
    await expect(append(ours, { workspace_id: null, public: true })).resolves.toEqual(expect.any(Number));
    await expect(append(null, { workspace_id: null, public: false })).resolves.toEqual(expect.any(Number));
  });

  test('a workspace is made once per slug', async () => {
    const make = () =>
      database.transact(null, (tx) => insertWorkspace(tx, { slug: 'twice', name: 'Twice', created_at: AT }));
    expect(await make()).toMatchObject({ slug: 'twice' });
    expect(await make()).toBeUndefined();
  });
});
