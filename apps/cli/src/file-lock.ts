// One writer at a time for a file that is read, changed and written back, so that two commands at once lose nothing. A holder
// that was killed does not block the next one.
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasCode } from './private-file.js';
import { UsageError } from './usage-error.js';

const POLL_MS = 20;
/** The work under a lock is a read and a write; who waits longer is told who holds it. */
const WAIT_MAX_MS = 10_000;
/** No work takes as long, so an older lock was left over and its process id belongs to somebody else by now. */
const AGE_MAX_MS = 60_000;

/** Runs `work` while no other process holds the lock of `path`; throws UsageError when one holds it for too long. */
export async function withFileLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const lock = `${path}.lock`;
  await mkdir(dirname(lock), { recursive: true, mode: 0o700 });
  const mine = `${process.pid} ${randomUUID()}`;
  await acquire(lock, mine);
  try {
    return await work();
  } finally {
    // Somebody who took this process for dead holds another lock of the same name.
    if ((await readLock(lock)) === mine) await rm(lock, { force: true });
  }
}

async function acquire(lock: string, mine: string): Promise<void> {
  const deadline = Date.now() + WAIT_MAX_MS;
  while (!(await tryAcquire(lock, mine))) {
    const standing = await readLock(lock);
    if (standing !== undefined && (await isLeftOver(lock, standing))) await clear(lock, standing);
    else if (Date.now() > deadline)
      throw new UsageError(
        `Another command (process ${standing?.split(' ')[0] ?? 'unknown'}) holds ${lock}. If none runs, remove that file.`,
      );
    else await sleep(POLL_MS * (0.5 + Math.random()));
  }
}

async function tryAcquire(lock: string, mine: string): Promise<boolean> {
  try {
    await writeFile(lock, mine, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

async function readLock(lock: string): Promise<string | undefined> {
  return await readFile(lock, 'utf8').catch(() => undefined);
}

/** A lock without a text is one that is just being made, unless it is old. */
async function isLeftOver(lock: string, text: string): Promise<boolean> {
  const pid = Number(text.split(' ')[0]);
  if (text !== '' && !isAlive(pid)) return true;
  const age = Date.now() - ((await stat(lock).catch(() => undefined))?.mtimeMs ?? Date.now());
  return age > AGE_MAX_MS;
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

/** Takes a left-over lock away. Of several who try, each moves what stands there, and puts back what is somebody's by now. */
async function clear(lock: string, leftOver: string): Promise<void> {
  const aside = `${lock}.${randomUUID()}`;
  try {
    await rename(lock, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  const taken = await readLock(aside);
  if (taken !== undefined && taken !== leftOver) await tryAcquire(lock, taken);
  await rm(aside, { force: true });
}
