import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { sql } from 'drizzle-orm';
import { expect, inject, onTestFinished, test } from 'vitest';
import { type Database, type Db, selectRows } from './database.js';
import { isDatabaseUnavailable, isRetryable, isUniqueViolation } from './errors.js';
import { openPostgres, type PostgresOptions } from './postgres.js';
import { appendLog, logSize } from './queries/log.js';
import { findWorkspaceBySlug, insertWorkspace } from './queries/workspaces.js';
import { createDatabase, dropDatabase, runAsSuperuser } from './testing/postgres.js';
import { AT, logEntry, seedWorkspace } from './testing/seed.js';

async function open(options: Omit<PostgresOptions, 'url'> = {}): Promise<Database & { url: string }> {
  const server = inject('postgres');
  const url = await createDatabase(server.url, server.template);
  const database = openPostgres({ url, ...options });
  onTestFinished(async () => {
    await database.close();
    await dropDatabase(server.url, url);
  });
  return { ...database, url };
}

const CUT = `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;

test('a server that is not there is unavailable, at once', async () => {
  const database = openPostgres({ url: 'postgres://nobody@127.0.0.1:1/none' });
  onTestFinished(() => database.close());
  await expect(database.ping()).rejects.toSatisfy(isDatabaseUnavailable);
  await expect(database.transact(1, (tx) => logSize(tx))).rejects.toSatisfy(isDatabaseUnavailable);
  await expect(database.migrate()).rejects.toSatisfy(isDatabaseUnavailable);
});

test('a server that takes the call and says nothing is unavailable after the deadline', async () => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const database = openPostgres({ url: `postgres://nobody@127.0.0.1:${port}/none`, statementTimeoutMs: 50 });
  await expect(database.ping()).rejects.toMatchObject({ cause: { name: 'DatabaseTimeoutError' } });
  await expect(database.transact(1, (tx) => logSize(tx))).rejects.toSatisfy(isDatabaseUnavailable);
  for (const socket of sockets) socket.destroy();
  server.close();
  await database.close();
});

test('a statement that takes too long is cancelled', async () => {
  const database = await open({ statementTimeoutMs: 100 });
  await expect(database.transact(null, (tx) => tx.execute(sql`select pg_sleep(30)`))).rejects.toSatisfy(
    isDatabaseUnavailable,
  );
  await database.ping();
});

test('a transaction that outlives its deadline is told so and leaves nothing', async () => {
  // No single statement is late, however busy the machine is: all of them together are.
  const database = await open({ statementTimeoutMs: 400 });
  let ended = () => {};
  const end = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const late = database.transact(null, async (tx) => {
    await insertWorkspace(tx, { slug: 'late', name: 'Late', created_at: AT });
    try {
      for (let step = 0; step < 120; step++) await tx.execute(sql`select pg_sleep(0.05)`);
    } finally {
      ended();
    }
  });
  await expect(late).rejects.toMatchObject({ name: 'DatabaseTimeoutError' });
  await end;
  const open_ = sql`select from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`;
  await expect.poll(() => selectRows(database.db, open_)).toEqual([]);
  expect(await findWorkspaceBySlug(database.db, 'late')).toBeUndefined();
});

test('cut connections fail what was under way and are made anew', async () => {
  const database = await open({ maxConnections: 2 });
  const running = database
    .transact(null, (tx) => tx.execute(sql`select pg_sleep(30)`))
    .catch((error: unknown) => error);
  const sleeping = `select from pg_stat_activity where query = 'select pg_sleep(30)' and datname = current_database()`;
  await expect.poll(() => runAsSuperuser(database.url, sleeping)).toHaveLength(1);
  await runAsSuperuser(database.url, CUT);
  expect(await running).toSatisfy(isDatabaseUnavailable);
  await expect.poll(() => database.ping().then(() => 'back', String)).toBe('back');
});

test('a transaction whose connection is cut between statements ends as unavailable, whatever its work does next', async () => {
  const database = await open();
  const finished: string[] = [];
  const seenClosed: (() => void)[] = [];
  const cutDuring = (name: string, goOn: (tx: Db) => Promise<unknown>) =>
    database.transact(null, async (tx) => {
      const closed = new Promise<void>((resolve) => seenClosed.push(resolve));
      await runAsSuperuser(database.url, CUT);
      await closed;
      await goOn(tx).finally(() => finished.push(name));
    });
  const ask = (tx: Db) => tx.execute(sql`select 1`);
  const works: Record<string, (tx: Db) => Promise<unknown>> = {
    returns: async () => {},
    throws: () => Promise.reject(new Error('refused')),
    asks: ask,
    'asks twice': (tx) => ask(tx).catch(() => ask(tx)),
    'asks in a savepoint': (tx) => tx.transaction(ask),
  };
  for (const [name, work] of Object.entries(works)) {
    await expect(cutDuring(name, work), name).rejects.toSatisfy(isDatabaseUnavailable);
    seenClosed.at(-1)?.();
    await expect.poll(() => finished).toContain(name);
  }
  await expect.poll(() => database.ping().then(() => 'back', String)).toBe('back');
});

test('a statement that comes after its transaction is refused, not run in someone else’s', async () => {
  const database = await open({ maxConnections: 1 });
  let kept: Db | undefined;
  await database.transact(null, async (tx) => {
    kept = tx;
  });
  await expect(kept?.execute(sql`select 1`)).rejects.toMatchObject({ cause: { code: 'CONNECTION_CLOSED' } });
});

test('a failed savepoint leaves its transaction going', async () => {
  const database = await open();
  const name = await database.transact(null, async (tx) => {
    await insertWorkspace(tx, { slug: 'outer', name: 'Outer', created_at: AT });
    await tx.transaction((inner) => inner.execute(sql`select 1 / 0`)).catch(() => {});
    return findWorkspaceBySlug(tx, 'outer');
  });
  expect(name).toMatchObject({ slug: 'outer' });
});

test('a listener whose connection was cut hears of what was appended meanwhile', async () => {
  const database = await open();
  const heard: number[] = [];
  const stop = await database.listen((index) => heard.push(index));
  await runAsSuperuser(database.url, CUT);
  const writer = openPostgres({ url: database.url });
  const last = await writer.transact(null, (tx) => appendLog(tx, [logEntry()]));
  await writer.close();
  await expect.poll(() => heard, { timeout: 10_000 }).toContain(last);
  await stop();
});

test('a deadlock can be tried again; a taken name cannot', async () => {
  const database = await open();
  const ids = [await seedWorkspace(database, 'first'), await seedWorkspace(database, 'second')];
  await runAsSuperuser(
    database.url,
    'grant update on workspaces to action_registry_app; alter table workspaces disable row level security',
  );
  const [first, second] = ids;
  const lock = (id: number | undefined) => sql`update workspaces set name = name where id = ${id}`;
  let arrived = 0;
  let meet = () => {};
  const met = new Promise<void>((resolve) => {
    meet = resolve;
  });
  const cross = (one: number | undefined, other: number | undefined) =>
    database.transact(null, async (tx) => {
      await tx.execute(lock(one));
      if (++arrived === 2) meet();
      await met;
      await tx.execute(lock(other));
    });
  const results = await Promise.allSettled([cross(first, second), cross(second, first)]);
  const errors = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  expect(errors).toHaveLength(1);
  expect(errors[0]).toSatisfy(isRetryable);
  const taken = await runAsSuperuser(
    database.url,
    `insert into workspaces (slug, name, created_at) values ('first', '', now())`,
  ).catch((error: unknown) => error);
  expect(taken).toSatisfy(
    (error) => isUniqueViolation(error, 'workspaces_slug_key') && !isRetryable(error) && !isDatabaseUnavailable(error),
  );
});
