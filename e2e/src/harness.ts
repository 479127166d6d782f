// A registry as its users meet it: the built server in a process of its own, the built CLI, files in a fresh folder.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRegistry, type Registry } from '@action-registry/client';
import { parseTrustedKeys } from '@action-registry/core';
import { flipByte } from '@action-registry/db/testing';
import { type Environment, type Finished, ROOT, runProcess, startServer } from './process.js';

/** A running registry with a CLI that talks to it. */
export type TestRegistry = {
  url: string;
  adminKey: string;
  folder: string;
  /** Runs `actions ARGS` to its end. */
  cli(...args: string[]): Promise<Finished>;
  /** Runs `actions ARGS --json` and parses what it prints. */
  json<T>(...args: string[]): Promise<T>;
  /** A client with the admin key and this user's pinned keys. */
  client(): Promise<Registry>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Flips one byte of a stored release; the embedded database has to be closed for it. */
  tamper(id: { name: string; version: string }): Promise<void>;
  stop(): Promise<void>;
};

/** Starts a registry on an embedded database, or on the PostgreSQL at `databaseUrl`. */
export async function startTestRegistry({
  databaseUrl,
  env: extra = {},
  cliEnv = {},
}: {
  databaseUrl?: string;
  env?: Environment;
  cliEnv?: Environment;
} = {}): Promise<TestRegistry> {
  const folder = await mkdtemp(path.join(tmpdir(), 'action-registry-e2e-'));
  const dataDir = path.join(folder, 'data');
  const serverEnv: Environment = {
    PORT: '0',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    ...extra,
  };
  let server = await startServer(serverEnv);
  const adminKey = (await readFile(path.join(dataDir, 'admin-api-key'), 'utf8')).trim();
  const configDir = path.join(folder, 'config');
  const cli = (...args: string[]): Promise<Finished> =>
    runProcess(process.execPath, [path.join(ROOT, 'apps/cli/bin/actions.js'), ...args], {
      cwd: folder,
      env: { ACTION_REGISTRY_URL: server.url, ACTIONS_CONFIG_DIR: configDir, DATA_DIR: dataDir, ...cliEnv },
    });
  return {
    get url() {
      return server.url;
    },
    adminKey,
    folder,
    cli,
    json: async (...args) => {
      const { code, stdout, stderr } = await cli('--json', ...args);
      if (stdout.trim() === '')
        throw new Error(`actions ${args.join(' ')} ended with ${code} and printed nothing: ${stderr}`);
      return JSON.parse(stdout);
    },
    client: async () =>
      createRegistry({
        url: server.url,
        apiKey: adminKey,
        trust: parseTrustedKeys(await readFile(path.join(configDir, 'trusted-keys.json'), 'utf8')),
      }),
    fetch: (where, init = {}) =>
      fetch(`${server.url}${where}`, { ...init, headers: { authorization: `Bearer ${adminKey}`, ...init.headers } }),
    tamper: async (id) => {
      const start = async () => {
        server = await startServer(serverEnv);
      };
      if (databaseUrl === undefined) {
        // A start looks at what came since the last one: what is to be found by readers is changed after that.
        await server.stop();
        await start();
        await server.stop();
      }
      await flipByte({ dataDir, ...(databaseUrl !== undefined && { url: databaseUrl }) }, id);
      if (databaseUrl === undefined) await start();
    },
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
