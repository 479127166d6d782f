// Fresh migrated databases for tests, of both kinds, so that whatever touches the database is tried on each.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { afterAll, describe, inject } from 'vitest';
import type { Database } from '../database.js';
import { asOwner, openPgliteSession } from '../pglite.js';
import { openPostgres } from '../postgres.js';
import { copyPgliteTemplate } from './pglite-template.js';
import { createDatabase, dropDatabase, runAsSuperuser } from './postgres.js';

/** A database for tests. */
export type TestDatabase = Database & {
  /** Runs SQL as the superuser, past row-level security and privileges: an operator, or an attacker. */
  superuser(text: string): Promise<Record<string, unknown>[]>;
  /** How another server reaches the same PostgreSQL database; absent on PGlite. */
  url?: string;
  /** A directory of its own; PGlite's files are in it. */
  dataDir: string;
  /** Closes the database and removes all of it. */
  dispose(): Promise<void>;
};

/** Makes another fresh database; all are disposed of after the tests of the block. */
export type OpenTestDatabase = () => Promise<TestDatabase>;

/** Runs a block of tests on PGlite and on PostgreSQL. */
export function describeEachDatabase(
  name: string,
  define: (kind: Database['kind'], open: OpenTestDatabase) => void,
): void {
  for (const kind of ['pglite', 'postgresql'] as const) {
    describe(`${name} (${kind})`, () => {
      const opened: TestDatabase[] = [];
      afterAll(async () => {
        await Promise.all(opened.map((database) => database.dispose()));
      });
      define(kind, async () => {
        const database = await openTestDatabase(kind);
        opened.push(database);
        return database;
      });
    });
  }
}

/** Makes one fresh migrated database; the caller disposes of it. */
export async function openTestDatabase(kind: Database['kind']): Promise<TestDatabase> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'action-registry-test-'));
  return kind === 'pglite' ? openTestPglite(dataDir) : openTestPostgres(dataDir);
}

async function openTestPglite(dataDir: string): Promise<TestDatabase> {
  await copyPgliteTemplate(dataDir);
  const { database, client } = await openPgliteSession({ dataDir });
  return {
    ...database,
    dataDir,
    superuser: (text) => asOwner(client, () => runAll(client, text)),
    dispose: async () => {
      await database.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function runAll(client: PGlite, text: string): Promise<Record<string, unknown>[]> {
  try {
    return (await client.exec(text)).at(-1)?.rows ?? [];
  } catch (error) {
    // There is one session: it must not stay in a transaction that `text` began.
    await client.exec('rollback');
    throw error;
  }
}

async function openTestPostgres(dataDir: string): Promise<TestDatabase> {
  const { url: serverUrl, template } = inject('postgres');
  const url = await createDatabase(serverUrl, template);
  const database = openPostgres({ url });
  return {
    ...database,
    dataDir,
    url,
    superuser: (text) => runAsSuperuser(url, text),
    dispose: async () => {
      await database.close();
      await dropDatabase(serverUrl, url);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
