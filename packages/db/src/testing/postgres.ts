// Fresh databases on one PostgreSQL: each a copy of a template that was migrated once, which takes milliseconds.
import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { openPostgres } from '../postgres.js';
import { startPostgresServer } from './postgres-server.js';

/** A PostgreSQL on which to make databases; `url` is a superuser's and names no database of ours. */
export type TestPostgres = {
  url: string;
  /** The name of the migrated database that others are copies of. */
  template: string;
  /** Makes a migrated (or with `empty`, an empty) database and returns its URL. */
  createDatabase(options?: { empty?: boolean }): Promise<string>;
  stop(): Promise<void>;
};

/** Starts a PostgreSQL (or uses TEST_DATABASE_URL's), with a migrated template. */
export async function startPostgres(): Promise<TestPostgres> {
  const server = await startPostgresServer();
  try {
    const template = databaseOf(await createDatabase(server.url));
    await migrateDatabase(withDatabase(server.url, template));
    return {
      url: server.url,
      template,
      createDatabase: ({ empty = false } = {}) => createDatabase(server.url, empty ? undefined : template),
      stop: async () => {
        await runAsSuperuser(server.url, `drop database if exists ${template} with (force)`);
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Makes a database, empty or as a copy of `template`, and returns its URL. */
export async function createDatabase(url: string, template = 'template0'): Promise<string> {
  const name = `registry_${randomUUID().replaceAll('-', '')}`;
  await runAsSuperuser(url, `create database ${name} template ${template}`);
  return withDatabase(url, name);
}

/** Removes a database, cutting its connections. */
export async function dropDatabase(url: string, databaseUrl: string): Promise<void> {
  await runAsSuperuser(url, `drop database if exists ${databaseOf(databaseUrl)} with (force)`);
}

/** Runs SQL on a connection of its own as the URL's user; answers the last statement's rows. */
export async function runAsSuperuser(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return [...(await client.unsafe(text))];
  } finally {
    await client.end({ timeout: 1 });
  }
}

function databaseOf(url: string): string {
  return new URL(url).pathname.slice(1);
}

function withDatabase(url: string, name: string): string {
  const copy = new URL(url);
  copy.pathname = `/${name}`;
  return copy.href;
}

async function migrateDatabase(url: string): Promise<void> {
  const database = openPostgres({ url });
  await database.migrate();
  await database.close();
}
