import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { acquireDataDirLock, DataDirLockedError } from './data-dir-lock.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const SCRIPT = `
  import { acquireDataDirLock } from ${JSON.stringify(new URL('./data-dir-lock.ts', import.meta.url).href)};
  try {
    await acquireDataDirLock(process.argv[1]);
    process.stdout.write('held');
    setInterval(() => {}, 1000);
  } catch (error) {
    process.stdout.write(error.name);
  }`;

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'action-registry-lock-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
});

async function startHolder(): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', SCRIPT, dataDir], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said] = await once(child.stdout, 'data');
  return { child, said: String(said) };
}

const lockFiles = async () =>
  (await readdir(path.join(dataDir, 'pglite.lock'))).map((name) => path.join(dataDir, 'pglite.lock', name));

/** Replaces what the newest lock file says of its holder. */
async function rewriteHolder(change: object): Promise<string> {
  const [file = ''] = await lockFiles();
  await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), ...change }));
  return file;
}

const refusal = { name: 'DataDirLockedError', pid: process.pid };

test('a second holder in the same process is refused until the first lets go', async () => {
  const lock = await acquireDataDirLock(dataDir);
  const error = await acquireDataDirLock(dataDir).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DataDirLockedError);
  expect(error).toMatchObject({ dataDir, pid: process.pid });
  expect(String(error)).toContain(dataDir);
  expect(String(error).split('\n')).toHaveLength(1);
  await lock.release();
  await (await acquireDataDirLock(dataDir)).release();
});

test('a second process is refused by name, and let in at once when the first was killed', async () => {
  const { child, said } = await startHolder();
  expect(said).toBe('held');
  await expect(acquireDataDirLock(dataDir)).rejects.toMatchObject({ name: 'DataDirLockedError', pid: child.pid });
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
  await (await acquireDataDirLock(dataDir)).release();
  expect(await lockFiles()).toHaveLength(1);
});

test('of several processes that start over a stale lock at once, one holds', async () => {
  const { child } = await startHolder();
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
  const started = await Promise.all([startHolder(), startHolder(), startHolder(), startHolder()]);
  expect(started.map(({ said }) => said).sort()).toEqual([
    'DataDirLockedError',
    'DataDirLockedError',
    'DataDirLockedError',
    'held',
  ]);
});

test('of many starters in one process, one holds, again and again', async () => {
  for (let round = 0; round < 20; round++) {
    const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => acquireDataDirLock(dataDir)));
    const held = attempts.filter((attempt) => attempt.status === 'fulfilled');
    expect(held).toHaveLength(1);
    await held[0]?.value.release();
  }
  expect(await lockFiles()).toHaveLength(1);
});

test('a pid that another process has by now does not hold', async () => {
  await acquireDataDirLock(dataDir);
  await rewriteHolder({ started: 'in another life' });
  await acquireDataDirLock(dataDir);
  await expect(acquireDataDirLock(dataDir)).rejects.toMatchObject(refusal);
});

test('a holder elsewhere holds as long as it shows life', async () => {
  await acquireDataDirLock(dataDir);
  const file = await rewriteHolder({ machine: 'another container' });
  let seconds = Date.now() / 1_000;
  const beat = setInterval(() => void utimes(file, ++seconds, seconds), 50);
  onTestFinished(() => clearInterval(beat));
  await expect(acquireDataDirLock(dataDir)).rejects.toMatchObject(refusal);
});

test('a holder elsewhere that shows no life does not hold', async () => {
  const silent = path.join(dataDir, 'pglite.lock', '1');
  await (await acquireDataDirLock(dataDir)).release();
  await writeFile(silent, JSON.stringify({ machine: 'another container', pid: 1, started: '1', released: false }));
  await acquireDataDirLock(dataDir, { silenceMs: 400 });
});

test('a holder elsewhere that was silent long ago is not waited for, and neither is half a lock', async () => {
  const silent = path.join(dataDir, 'pglite.lock', '7');
  await (await acquireDataDirLock(dataDir)).release();
  for (const text of [JSON.stringify({ machine: 'x', pid: 1, started: '1', released: false }), '{"pid":', '']) {
    await writeFile(silent, text);
    await utimes(silent, 1, 1);
    const lock = await acquireDataDirLock(dataDir, { silenceMs: Number.POSITIVE_INFINITY });
    await lock.release();
    await rm(path.join(dataDir, 'pglite.lock'), { recursive: true });
    await (await acquireDataDirLock(dataDir)).release();
  }
});

test('a held lock shows life to those who cannot look the holder up', async () => {
  await acquireDataDirLock(dataDir);
  const [file = ''] = await lockFiles();
  await utimes(file, 1, 1);
  await expect.poll(async () => (await stat(file)).mtimeMs, { timeout: 10_000 }).toBeGreaterThan(1_000);
});
