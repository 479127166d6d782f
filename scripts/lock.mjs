// A lock between processes of one machine, held in a file that names its holder. A holder that died, however it died,
// does not block the next one. Plain JavaScript: it runs before anything is installed.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 100;
/** No work under this lock takes longer, so an older file is left over and its process id belongs to somebody else. */
const AGE_MAX_MS = 15 * 60_000;

/** @param {unknown} error @param {string} code */
function hasCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

/**
 * @param {string} file
 * @returns {'free' | 'stale' | number} the living holder's process id, if there is one
 */
function readState(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    const isFresh = Date.now() - statSync(file).mtimeMs < AGE_MAX_MS;
    // Our own id in a file that we did not write is that of a dead process, as in a container started anew.
    return isFresh && pid > 0 && pid !== process.pid && isAlive(pid) ? pid : 'stale';
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return 'free';
    throw error;
  }
}

/** @param {string} file @returns {boolean} whether this process now holds the lock */
function tryAcquire(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** @param {string} file @param {(holder: number) => void} onWait */
async function acquire(file, onWait) {
  let told = false;
  while (!tryAcquire(file)) {
    const state = readState(file);
    if (typeof state === 'number' && !told) {
      onWait(state);
      told = true;
    }
    await sleep(POLL_MS);
    // Two looks apart in time: the file is empty for a moment between being created and being written.
    if (state === 'stale' && readState(file) === 'stale') rmSync(file, { force: true });
  }
}

/**
 * Runs `work` while this process alone holds the lock; waits for another holder to finish or die.
 * @template T
 * @param {string} file the lock file; its folder is created
 * @param {() => Promise<T>} work
 * @param {(holder: number) => void} [onWait] called once, with the holder's process id, when there is a wait
 * @returns {Promise<T>}
 */
export async function withLock(file, work, onWait = () => {}) {
  mkdirSync(path.dirname(file), { recursive: true });
  await acquire(file, onWait);
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}
