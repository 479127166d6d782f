// What drizzle calls of postgres.js, made safe: statements are prepared, none is awaited for ever, and nothing is sent on a
// connection that is gone or has gone on to someone else. (postgres.js 3.4 throws outside any promise when a transaction's
// connection is cut and its ROLLBACK or a next statement follows: one cut connection would end the whole process.)
import type { Sql, TransactionSql } from 'postgres';
import { withDeadline } from './deadline.js';

type Scope = { ended: boolean };
type Work = (client: Sql) => Promise<unknown>;
type Lazy = PromiseLike<unknown> & { values(): Promise<unknown> };

/** A client for drizzle whose statements outside of transactions are given up after `deadlineMs`. */
export function createDrizzleClient(client: Sql, deadlineMs?: number): Sql {
  const within = <T>(query: Promise<T>) => (deadlineMs === undefined ? query : withDeadline(query, deadlineMs));
  return override(client, {
    unsafe: (text: string, params: never[], options: object) => {
      const query = prepare(client, text, { params, options });
      return lazily({ rows: async () => within(Promise.resolve(query)), values: () => within(query.values()) });
    },
    begin: (work: Work) => {
      const scope = { ended: false };
      return client
        .begin((inner) => unlessEnded(scope, work(createScopedClient(inner, scope))))
        .finally(() => {
          scope.ended = true;
        });
    },
  });
}

/** The client of one transaction: refuses statements once the transaction or its connection has ended. */
function createScopedClient(client: TransactionSql, scope: Scope): Sql {
  const watched = async (run: () => Promise<unknown>): Promise<unknown> => {
    if (scope.ended) throw Object.assign(new Error('the transaction has ended'), { code: 'CONNECTION_CLOSED' });
    return run().catch((error: unknown) => {
      if (endsConnection(error)) scope.ended = true;
      throw error;
    });
  };
  return override(client as unknown as Sql, {
    unsafe: (text: string, params: never[], options: object) => {
      const query = () => prepare(client as unknown as Sql, text, { params, options });
      return lazily({ rows: () => watched(async () => query()), values: () => watched(() => query().values()) });
    },
    savepoint: (work: Work) =>
      watched(() => client.savepoint((inner) => unlessEnded(scope, work(createScopedClient(inner, scope))))),
  });
}

/**
 * Settles as `work` does, but never once the scope has ended: the driver would answer with COMMIT or ROLLBACK on a
 * connection that is gone. It rejects the transaction itself when it sees the connection close.
 */
async function unlessEnded(scope: Scope, work: Promise<unknown>): Promise<unknown> {
  const [settled] = await Promise.allSettled([work]);
  if (scope.ended) return new Promise(() => {});
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}

/** Unprepared, each statement costs a round trip more, in which the server describes its parameters. */
function prepare(client: Sql, text: string, { params, options }: { params: never[]; options: object }) {
  return client.unsafe(text, params, { ...options, prepare: true });
}

/** The driver's queries start when they are awaited, or when their values are asked for; so do these. */
function lazily({ rows, values }: { rows: () => Promise<unknown>; values: () => Promise<unknown> }): Lazy {
  // biome-ignore lint/suspicious/noThenProperty: a thenable is what drizzle awaits here.
  return { then: (done, failed) => rows().then(done, failed), values };
}

function override(client: Sql, overrides: Record<string, unknown>): Sql {
  return new Proxy(client, { get: (target, key) => overrides[String(key)] ?? Reflect.get(target, key) });
}

/** True when the server has closed, or is about to close, the connection on which a statement failed. */
function endsConnection(error: unknown): boolean {
  const { severity, code, errno } = error as { severity?: unknown; code?: unknown; errno?: unknown };
  return (
    severity === 'FATAL' ||
    severity === 'PANIC' ||
    errno !== undefined ||
    (typeof code === 'string' && code.startsWith('CONNECTION_'))
  );
}
