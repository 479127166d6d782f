// One holder per data directory. Each holder makes the next numbered file; the highest number holds, and no file is removed
// before a higher one exists, so two starters can never both win. A holder that died without a word is noticed.
import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { identifyProcess, livenessOf, type ProcessIdentity } from './process-identity.js';

/** The data directory is in use; `pid` is its holder's, where known. */
export class DataDirLockedError extends Error {
  override readonly name = 'DataDirLockedError';
  readonly dataDir: string;
  readonly pid: number | undefined;

  constructor(dataDir: string, pid: number | undefined) {
    const holder = pid === undefined ? 'another process' : pid === process.pid ? 'this process' : `process ${pid}`;
    super(
      `The data directory ${dataDir} is in use by ${holder}: stop it first, or choose another directory (DATA_DIR).`,
    );
    this.dataDir = dataDir;
    this.pid = pid;
  }
}

/** A held lock. */
export type DataDirLock = { release(): Promise<void> };

type Holder = ProcessIdentity & { released: boolean };

const FOLDER = 'pglite.lock';
/** A holder shows life this often, for processes that cannot look it up: in other containers, on Windows. */
const BEAT_MS = 2_000;
/** Without a sign of life for this long, a holder that cannot be looked up is gone. */
const SILENCE_MS = 12_000;
/** A sign this old needs no watching; the margin is for clocks that differ. */
const LONG_SILENCE_MS = 120_000;
const POLL_MS = 200;

/**
 * Takes the lock of `dataDir`, which exists; throws `DataDirLockedError` while someone else, or this process, has it.
 * `silenceMs` is how long a holder that cannot be looked up may show no life.
 */
export async function acquireDataDirLock(dataDir: string, { silenceMs = SILENCE_MS } = {}): Promise<DataDirLock> {
  const folder = path.join(path.resolve(dataDir), FOLDER);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const holder: Holder = { ...(await identifyProcess()), released: false };
  for (;;) {
    const newest = await newestGeneration(folder);
    const current = path.join(folder, String(newest));
    if (newest > 0 && (await isHeld(current, silenceMs))) {
      throw new DataDirLockedError(path.resolve(dataDir), (await readHolder(current))?.pid);
    }
    const mine = path.join(folder, String(newest + 1));
    // Someone else was faster: look at who.
    if (!(await createWhole(mine, holder))) continue;
    // A slow starter may have filled a gap below a newer holder.
    if ((await newestGeneration(folder)) === newest + 1) return hold(mine, holder);
    await rm(mine, { force: true });
  }
}

async function hold(file: string, holder: Holder): Promise<DataDirLock> {
  await removeOlder(file);
  const beat = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => {}), BEAT_MS);
  beat.unref();
  return {
    release: async () => {
      clearInterval(beat);
      await replaceWhole(file, { ...holder, released: true });
    },
  };
}

async function generations(folder: string): Promise<number[]> {
  return (await readdir(folder)).filter((name) => /^[1-9]\d*$/.test(name)).map(Number);
}

async function newestGeneration(folder: string): Promise<number> {
  return Math.max(0, ...(await generations(folder)));
}

async function removeOlder(file: string): Promise<void> {
  const folder = path.dirname(file);
  const older = (await generations(folder)).filter((generation) => generation < Number(path.basename(file)));
  await Promise.all(older.map((generation) => rm(path.join(folder, String(generation)), { force: true })));
}

async function isHeld(file: string, silenceMs: number): Promise<boolean> {
  const holder = await readHolder(file);
  if (holder?.released) return false;
  const liveness = holder === undefined ? 'unknown' : await livenessOf(holder);
  return liveness === 'unknown' ? beats(file, silenceMs) : liveness === 'alive';
}

/** The holder in a file; undefined when the file is gone or not written yet. */
async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

/** Watches a file until its holder shows life (true) or has been silent for too long (false). */
async function beats(file: string, silenceMs: number): Promise<boolean> {
  const first = await modifiedAt(file);
  if (first === undefined || Date.now() - first > LONG_SILENCE_MS) return false;
  for (let waited = 0; waited < silenceMs; waited += POLL_MS) {
    await wait(POLL_MS);
    const now = await modifiedAt(file);
    if (now !== first) return now !== undefined;
  }
  return false;
}

async function modifiedAt(file: string): Promise<number | undefined> {
  return (await stat(file).catch(() => undefined))?.mtimeMs;
}

/** Makes a file that nobody ever sees half written; false when there is one of that name. */
async function createWhole(file: string, holder: Holder): Promise<boolean> {
  const draft = await writeDraft(file, holder);
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    // A file system without hard links.
    return createExclusively(file, holder);
  } finally {
    await rm(draft, { force: true });
  }
}

async function createExclusively(file: string, holder: Holder): Promise<boolean> {
  try {
    await writeFile(file, JSON.stringify(holder), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function replaceWhole(file: string, holder: Holder): Promise<void> {
  await rename(await writeDraft(file, holder), file);
}

async function writeDraft(file: string, holder: Holder): Promise<string> {
  const draft = path.join(path.dirname(file), `${randomUUID()}.draft`);
  await writeFile(draft, JSON.stringify(holder), { mode: 0o600 });
  return draft;
}
