import { type SQLWrapper, sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { selectRows } from '../database.js';
import type { LogSource } from '../log-source.js';
import { describeEachDatabase, type TestDatabase } from '../testing/databases.js';
import { logEntry, seedWorkspace } from '../testing/seed.js';
import { type AuditFilter, type AuditQuery, listAuditEvents, selectAuditIndexes } from './audit.js';
import { appendLog, type LogEntryInput } from './log.js';

const at = (minute: number) => `2026-11-01T12:${String(minute).padStart(2, '0')}:00.000Z`;
const secret = { public: false, salt: 'AAAA', data: { note: 'ours alone' } } as const;

describeEachDatabase('the audit', (_kind, open) => {
  let database: TestDatabase;
  const ids: Record<string, number> = {};
  beforeAll(async () => {
    database = await open();
    for (const slug of ['one', 'two']) ids[slug] = await seedWorkspace(database, slug);
    await append('one', { type: 'namespace.claim', subject: 'files', actor: 'ann', at: at(0) });
    await append('one', { ...secret, type: 'definition.create', subject: 'definition:1', actor: 'ann', at: at(1) });
    await append('two', { ...secret, type: 'definition.create', subject: 'definition:2', actor: 'bob', at: at(2) });
    await append('two', { type: 'release.publish', subject: 'mail.send@1.0.0', actor: 'bob', at: at(3) });
    await append('one', { type: 'channel.move', subject: 'files.move@beta', actor: 'ann', at: at(4) });
    await append('one', { type: 'release.yank', subject: 'files.move@1.0.0', actor: 'eve', at: at(5) });
    await database.transact(null, (tx) => appendLog(tx, [logEntry({ type: 'key.add', subject: 'root', at: at(6) })]));
  });

  function append(slug: string, entry: Partial<LogEntryInput>): Promise<number> {
    const workspace_id = ids[slug] ?? 0;
    const source: LogSource = {
      workspace_id,
      address: '192.0.2.1',
      user_agent: null,
      request_id: `r-${slug}`,
      credential: `ark_${slug}`,
    };
    return database.transact(workspace_id, (tx) => appendLog(tx, [logEntry({ workspace_id, ...entry })]), source);
  }

  const query = (slug: string, filter: AuditFilter, rest: Partial<AuditQuery> = {}): AuditQuery => ({
    reader: { workspaceId: ids[slug] ?? 0, workspace: slug },
    filter,
    limit: 100,
    ...rest,
  });
  const list = (slug: string, filter: AuditFilter = {}, rest: Partial<AuditQuery> = {}) =>
    database.transact(ids[slug] ?? 0, (tx) => listAuditEvents(tx, query(slug, filter, rest)));
  const indexes = async (...args: Parameters<typeof list>) => (await list(...args)).map(({ index }) => index);

  test('a workspace sees its own events and public ones of all, newest first', async () => {
    expect(await indexes('one')).toEqual([6, 5, 4, 3, 1, 0]);
    expect(await indexes('two')).toEqual([6, 5, 4, 3, 2, 0]);
    const [own] = await list('one', { subject: 'definition:1' });
    expect(own).toMatchObject({ ...{ type: 'definition.create', actor: 'ann', workspace: 'one' }, ...secretOf(1) });
  });

  test('from where an event came is told to the workspace that caused it, and to nobody else', async () => {
    const source = { address: '192.0.2.1', request_id: 'r-one', credential: 'ark_one' };
    const seenBy = async (slug: string) => (await list(slug)).map((event) => event.source?.credential);
    expect((await list('one', { subject: 'files' }))[0]?.source).toEqual(source);
    expect(await seenBy('one')).toEqual([undefined, 'ark_one', 'ark_one', undefined, 'ark_one', 'ark_one']);
    expect(await seenBy('two')).toEqual([undefined, undefined, undefined, 'ark_two', 'ark_two', undefined]);
  });

  test('nobody reads as another workspace, whatever the query says', async () => {
    const rows = await database.transact(ids.one ?? 0, (tx) => listAuditEvents(tx, query('two', {})));
    expect(rows.map(({ index }) => index)).toEqual([6, 5, 4, 3, 0]);
  });

  test.each<[AuditFilter & { workspace?: string }, number[]]>([
    [{ types: ['channel.move', 'key.add', 'definition.create'] }, [6, 4, 1]],
    [{ types: ['approval.decide'] }, []],
    [{ actor: 'ann' }, [4, 1, 0]],
    [{ actor: 'an' }, []],
    [{ subject: 'files' }, [0]],
    [{ subject: 'files*' }, [5, 4, 0]],
    [{ subject: 'files.*' }, [5, 4]],
    [{ subject: 'FILES*' }, []],
    [{ subject: 'file_*' }, []],
    [{ subject: '%' }, []],
    [{ subject: '*' }, [6, 5, 4, 3, 1, 0]],
    [{ from: at(4) }, [6, 5, 4]],
    [{ to: at(4) }, [3, 1, 0]],
    [{ from: at(3), to: at(5) }, [4, 3]],
    [{ workspace: 'one' }, [5, 4, 1, 0]],
    [{ workspace: 'two' }, [3]],
    [{ workspace: 'none' }, []],
    [{ subject: 'files*', actor: 'ann', types: ['channel.move', 'release.yank'], from: at(1) }, [4]],
  ])('%j leaves %j', async ({ workspace, ...filter }, expected) => {
    expect(await indexes('one', filter, { workspace })).toEqual(expected);
  });

  test('pages go on where the last one ended', async () => {
    expect(await indexes('one', {}, { limit: 2 })).toEqual([6, 5]);
    expect(await indexes('one', {}, { limit: 2, before: 5 })).toEqual([4, 3]);
    expect(await indexes('one', {}, { limit: 2, before: 1 })).toEqual([0]);
    expect(await indexes('one', { actor: 'ann' }, { limit: 1, before: 4 })).toEqual([1]);
  });
});

function secretOf(index: number) {
  return { index, data: secret.data, salt: secret.salt, leaf: '{"v":1}' };
}

describeEachDatabase('the audit of a long log', (_kind, open) => {
  let database: TestDatabase;
  const reader = { workspaceId: 0, workspace: 'small' };
  beforeAll(async () => {
    database = await open();
    reader.workspaceId = await seedWorkspace(database, 'small');
    const large = await seedWorkspace(database, 'large');
    await database.superuser(`
      insert into log_leaves (idx, leaf, leaf_hash, at)
        select i, '{}', '\\x00', timestamptz '2026-01-01Z' + i * interval '1 minute' from generate_series(0, 19999) i;
      insert into log_events (idx, type, public, workspace_id, workspace, actor, at, subject)
        select i, case when i % 20 = 0 then 'release.publish' else 'definition.update' end, i % 20 = 0,
          case when i % 1000 = 7 then ${reader.workspaceId} else ${large} end,
          case when i % 1000 = 7 then 'small' else 'large' end, 'api_key:' || i % 100,
          timestamptz '2026-01-01Z' + i * interval '1 minute',
          case when i % 20 = 0 then 'ns' || i % 300 || '.do@1.0.' || i else 'definition:' || i % 500 end
        from generate_series(0, 19999) i;
      analyze log_events; analyze log_leaves`);
  });

  const explain = (statement: SQLWrapper) =>
    database.transact(reader.workspaceId, async (tx) => {
      const rows = await selectRows<Record<string, string>>(tx, sql`explain ${statement.getSQL()}`);
      return rows.map((row) => Object.values(row)[0]).join('\n');
    });

  test.each<AuditFilter & { workspace?: string; before?: number }>([
    {},
    { before: 5_000 },
    { workspace: 'small' },
    { workspace: 'large' },
    { types: ['release.publish'] },
    { types: ['key.add', 'release.publish'] },
    { actor: 'api_key:7' },
    { subject: 'ns20.do@1.0.20' },
    { subject: 'ns20.*' },
    { from: '2026-01-03T00:00:00Z', to: '2026-01-04T00:00:00Z' },
  ])('%j is found by indexes, and others’ private events are not walked through', async (asked) => {
    const { workspace, before, ...filter } = asked;
    const plan = await explain(selectAuditIndexes(database.db, { reader, workspace, before, filter, limit: 51 }));
    expect(plan).not.toContain('Seq Scan');
    expect(plan).not.toContain('log_events_pkey');
  });
});
