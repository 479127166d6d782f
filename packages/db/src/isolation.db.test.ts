// Two workspaces over every table there is. What one holds privately, the other does not read by any statement, nor does
// anybody without a workspace, nor whoever gets a connection of the pool after them.
import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Db, selectRows } from './database.js';
import { openPostgres } from './postgres.js';
import { appendLog } from './queries/log.js';
import { deleteExpiredSessions } from './queries/sessions.js';
import { describeEachDatabase, openTestDatabase, type TestDatabase } from './testing/databases.js';
import { AT, logEntry, seedRelease, seedWorkspace } from './testing/seed.js';

/** Stands in every private row of the first workspace, and nowhere else. */
const SECRET = `secret${randomBytes(6).toString('hex')}`;
/** The tables whose rows are all public, and those of which some are. */
const PUBLIC_TABLES = [
  ...['action_commands', 'action_search', 'action_versions', 'actions', 'catalogues'],
  ...['log_leaves', 'namespaces', 'trusted_keys'],
];
const PRIVATE_TABLES = [
  ...['action_definitions', 'api_keys', 'definition_revisions', 'key_requests', 'log_events', 'log_sources'],
  ...['namespace_offers', 'sessions', 'workspace_members', 'workspaces'],
];

/** Fills every private table in the name of a workspace; `text` is put wherever there is room for it. */
async function plant(database: TestDatabase, workspace: number, text: string): Promise<void> {
  const namespace = `ns${workspace}`;
  const source = { workspace_id: workspace, address: text, user_agent: text, request_id: text, credential: text };
  await database.transact(
    workspace,
    async (tx) => {
      await seedRelease(tx, workspace, { name: `${namespace}.tool`, version: '1.0.0' });
      const secret = { public: false, workspace_id: workspace, data: { text }, salt: 'c2FsdA==', actor: text };
      await appendLog(tx, [logEntry({ ...secret, type: 'definition.create', subject: text })]);
    },
    source,
  );
  const bytes = `decode('${randomBytes(32).toString('hex')}', 'hex')`;
  await database.superuser(`
    update workspaces set name = '${text}' where id = ${workspace};
    with definition as (
      insert into action_definitions (workspace_id, kind, title, name, spec, created_by, updated_by, created_at, updated_at, digest)
      values (${workspace}, 'prompt', '${text}', '${namespace}.${text}', '{}', '${text}', 'x', '${AT}', '${AT}', 'd') returning id
    ) insert into definition_revisions (definition_id, revision, workspace_id, content, digest, created_by, created_at)
      select id, 1, ${workspace}, '{"text":"${text}"}', 'd', 'x', '${AT}' from definition;
    with key as (
      insert into api_keys (workspace_id, name, key_prefix, secret_hash, permissions, created_by, created_at)
      values (${workspace}, '${text}', '${text}', ${bytes}, '{}', 'x', '${AT}') returning id
    ) insert into sessions (workspace_id, api_key_id, token_hash, kind, created_at, expires_at)
      select ${workspace}, id, ${bytes}, 'session', '${AT}', '2999-01-01T00:00:00Z' from key;
    insert into workspace_members (workspace_id, subject, name, role, added_by, created_at, updated_at)
      values (${workspace}, 'https://id.example|${text}', '${text}', 'admin', 'x', '${AT}', '${AT}');
    insert into key_requests (workspace_id, key, thumbprint, status, requested_by, created_at)
      values (${workspace}, '{"kid":"${text}"}', '${text}', 'pending', 'x', '${AT}');
    insert into namespace_offers (namespace, workspace_id, workspace, to_workspace, offered_by, offered_at)
      select '${namespace}', ${workspace}, slug, 'nobody', '${text}', '${AT}' from workspaces where id = ${workspace};`);
}

/** Every row of a table as text, of the columns that may be read. */
async function readTable(tx: Db, table: string): Promise<string[]> {
  const columns = await selectRows<{ name: string }>(
    tx,
    sql`select attname::text as name from pg_attribute where attrelid = ${table}::regclass and attnum > 0
      and not attisdropped and has_column_privilege(attrelid, attnum, 'select')`,
  );
  if (columns.length === 0) return [];
  const list = sql.join(
    columns.map(({ name }) => sql.identifier(name)),
    sql`, `,
  );
  const rows = await selectRows<{ row: string }>(
    tx,
    sql`select row_to_json(t)::text as "row" from (select ${list} from ${sql.identifier(table)}) t`,
  );
  return rows.map(({ row }) => row);
}

describeEachDatabase('two workspaces', (_kind, open) => {
  let database: TestDatabase;
  let ours: number;
  let theirs: number;
  let tables: string[];
  beforeAll(async () => {
    database = await open();
    ours = await seedWorkspace(database, 'ours');
    theirs = await seedWorkspace(database, 'theirs');
    await plant(database, ours, SECRET);
    await plant(database, theirs, 'theirs');
    const rows = await database.superuser(
      `select relname as name from pg_class where relkind in ('r', 'p', 'v', 'm') and relnamespace = 'public'::regnamespace order by 1`,
    );
    tables = rows.map(({ name }) => String(name));
  });

  /** By table, how many rows a workspace sees, and how many of them have the secret. */
  const look = (workspace: number | null) =>
    database.transact(workspace, async (tx) => {
      const seen: Record<string, { rows: number; secrets: number }> = {};
      for (const table of tables) {
        const rows = await readTable(tx, table);
        seen[table] = { rows: rows.length, secrets: rows.filter((row) => row.includes(SECRET)).length };
      }
      return seen;
    });
  const having = (seen: Record<string, { secrets: number }>) =>
    Object.keys(seen).filter((table) => (seen[table]?.secrets ?? 0) > 0);

  test('every table with a workspace is one of those looked at here', async () => {
    const rows = await database.superuser(`
      select distinct table_name::text as name from information_schema.columns
      where table_schema = 'public' and column_name = 'workspace_id' order by 1`);
    const known = [...PUBLIC_TABLES, ...PRIVATE_TABLES];
    expect(rows.map(({ name }) => String(name)).filter((name) => !known.includes(name))).toEqual([]);
  });

  test('a workspace sees its own private rows in each table, another sees none of them, and nobody sees any', async () => {
    const [mine, others] = [await look(ours), await look(theirs)];
    // A session has no text of anybody's: it is told by their number.
    expect(having(mine)).toEqual(PRIVATE_TABLES.filter((table) => table !== 'sessions').sort());
    expect([mine.sessions?.rows, others.sessions?.rows]).toEqual([1, 1]);
    expect(having(others)).toEqual([]);
    const nobody = await look(null);
    expect(having(nobody)).toEqual([]);
    // What is public of the log stays so; of the rest there is not one row.
    const rows = PRIVATE_TABLES.filter((table) => table !== 'log_events').map((table) => [table, nobody[table]?.rows]);
    expect(rows.filter(([, count]) => count !== 0)).toEqual([]);
    const events = await selectRows(database.db, sql`select from log_events where not public`);
    expect(events).toEqual([]);
  });

  test('no condition, aggregate, join or function of a statement says that another’s row is there', async () => {
    const probes = [
      `select count(*)::int as n from action_definitions where title like '${SECRET.slice(0, 8)}%'`,
      `select count(*)::int as n from workspace_members where subject like '%${SECRET}%'`,
      `select count(*)::int as n from log_leaves join log_events using (idx) where not public and workspace_id = ${ours}`,
      `select count(*)::int as n from log_leaves join log_sources using (idx) where workspace_id = ${ours}`,
      `select count(*)::int as n from namespaces join namespace_offers on namespace = name where claimed_at is not null and namespace_offers.workspace_id = ${ours}`,
      `select count(*)::int as n from api_keys where id in (select api_key_id from sessions) and workspace_id = ${ours}`,
    ];
    for (const probe of probes) {
      const count = (workspace: number) => database.transact(workspace, (tx) => selectRows(tx, sql.raw(probe)));
      expect([probe, await count(ours)]).toEqual([probe, [{ n: expect.any(Number) }]]);
      expect([probe, await count(theirs)]).toEqual([probe, [{ n: 0 }]]);
    }
  });

  test('a statement of another workspace changes and removes nothing, and learns nothing by trying', async () => {
    const dump = async () => {
      const all = await Promise.all(
        PRIVATE_TABLES.map((table) =>
          database.superuser(`select md5(string_agg(t::text, '' order by t::text)) as sum from ${table} t`),
        ),
      );
      return all.map(([row], index) => [PRIVATE_TABLES[index], row?.sum]);
    };
    const before = await dump();
    for (const statement of [
      `update action_definitions set title = 'x' where workspace_id = ${ours}`,
      `delete from action_definitions where workspace_id = ${ours}`,
      `update api_keys set revoked_at = now() where workspace_id = ${ours}`,
      `update sessions set revoked_at = now() where workspace_id = ${ours}`,
      `delete from sessions where workspace_id = ${ours}`,
      `update workspace_members set role = 'viewer' where workspace_id = ${ours}`,
      `update key_requests set status = 'accepted' where workspace_id = ${ours}`,
      `delete from namespace_offers where workspace_id = ${ours}`,
      `update namespace_offers set to_workspace = 'theirs' where workspace_id = ${ours}`,
    ])
      expect(
        await database.transact(theirs, (tx) => selectRows(tx, sql.raw(`${statement} returning workspace_id`))),
      ).toEqual([]);
    await database.transact(theirs, (tx) => deleteExpiredSessions(tx, AT));
    expect(await dump()).toEqual(before);
  });
});

describe('the search of public actions', () => {
  test('uses its index as the server’s role in a workspace, as no policy stands before it', async () => {
    const database = await openTestDatabase('postgresql');
    try {
      const workspace = await seedWorkspace(database, 'ours');
      await database.superuser(`
        insert into action_search (name, namespace, kind, title, tags, latest_version, latest_hash, versions, deprecated, yanked,
          kids, published_by, channels, updated_at, search_name, search_text)
        select 'files.a' || n, 'files', 'tool', 'title', '{}', '1.0.0', 'h', 1, false, false, '{}', 'x', '{}', now(),
          'word' || n, '' from generate_series(1, 5000) n`);
      await database.superuser('analyze action_search');
      const plan = await database.transact(workspace, (tx) =>
        selectRows<Record<string, string>>(
          tx,
          sql`explain select name from action_search where text_document @@ to_tsquery('simple', 'word77')`,
        ),
      );
      expect(plan.map((row) => Object.values(row)[0]).join('\n')).toMatch(/Bitmap Index Scan on action_search_\w+/);
    } finally {
      await database.dispose();
    }
  });
});

describe('a pool of connections', () => {
  const REQUESTS = 10_000;
  const CONNECTIONS = 4;
  const CLIENTS = 16;

  test('never carries a workspace over, whatever became of the request before', { timeout: 240_000 }, async () => {
    const seeded = await openTestDatabase('postgresql');
    const pool = openPostgres({ url: seeded.url ?? '', maxConnections: CONNECTIONS });
    try {
      const workspaces: number[] = [];
      for (const slug of ['one', 'two', 'three']) {
        const id = await seedWorkspace(seeded, slug);
        workspaces.push(id);
        await plant(seeded, id, slug);
      }
      const state = sql`select coalesce(nullif(current_setting('app.workspace', true), ''), 'none') as inside,
        current_user::text as "user", coalesce((select string_agg(distinct workspace_id::text, ',') from api_keys), 'none') as seen`;
      const wrong: unknown[] = [];
      const kinds = { transaction: 0, failed: 0, bare: 0, given_up: 0 };
      const request = async (n: number): Promise<void> => {
        const workspace = [...workspaces, null][n % 4] ?? null;
        const expected = {
          inside: String(workspace ?? 'none'),
          user: 'action_registry_app',
          seen: String(workspace ?? 'none'),
        };
        const check = async (db: Db, wanted: object): Promise<void> => {
          const [row] = await selectRows(db, state);
          if (JSON.stringify(row) !== JSON.stringify(wanted)) wrong.push({ n, row, wanted });
        };
        const kind =
          n % 97 === 0
            ? 'given_up'
            : (['transaction', 'transaction', 'failed', 'bare'] as const)[Math.floor(n / 4) % 4];
        kinds[kind ?? 'bare'] += 1;
        if (kind === 'bare') return check(pool.db, { inside: 'none', user: 'action_registry_app', seen: 'none' });
        const run = pool.transact(workspace, async (tx) => {
          await check(tx, expected);
          if (kind === 'failed') await tx.execute(sql`select 1 / 0`);
          if (kind === 'given_up') throw new Error('given up');
        });
        await (kind === 'transaction' ? run : run.catch(() => {}));
      };
      let next = 0;
      const client = async (): Promise<void> => {
        while (next < REQUESTS) await request(next++);
      };
      await Promise.all(Array.from({ length: CLIENTS }, client));
      expect(wrong.slice(0, 3)).toEqual([]);
      expect(Object.values(kinds).every((count) => count > 50)).toBe(true);
      const [connections] = await seeded.superuser(
        `select count(*)::int as n from pg_stat_activity where datname = current_database() and application_name = 'action-registry'`,
      );
      expect(Number(connections?.n)).toBeLessThanOrEqual(CONNECTIONS + 10);
    } finally {
      await pool.close();
      await seeded.dispose();
    }
  });
});
