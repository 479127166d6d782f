// Signs what the log is. Each server signs by itself, with the one key: first its own mark goes to the disk, then a note is
// made, and of notes for one size the first that was stored stands. A log that is smaller than, or another one than, what
// this server signed before is never signed.
import {
  type Checkpoint,
  importPublicKey,
  isConsistent,
  type NoteSigner,
  parseBase64,
  publicKeyOf,
  signCheckpoint,
  timeCheckpoint,
  toBase64,
  verifyCheckpoint,
} from '@action-registry/core';
import { type CheckpointRow, type Database, findLastCheckpoint, insertCheckpoint, logSize } from '@action-registry/db';
import { isSuperseded, type LogEra } from './log-eras.js';
import { type LogMark, readLogMark, writeLogMark } from './log-mark.js';
import { LogStopError } from './log-stop.js';
import type { LogTree } from './log-tree.js';

/** How long the log's word that a checkpoint is its latest is answered again. */
const TIMED_MS = 30_000;

/** A checkpoint that was signed; `note` says when it was the latest. */
type SignedCheckpoint = { origin: string; size: number; root: Uint8Array; note: string };

/** Signs checkpoints. */
export type LogSigner = {
  origin: string;
  /** A checkpoint of at least so many leaves, which the log must have. */
  atLeast(size: number): Promise<SignedCheckpoint>;
  /** Why nothing is signed; undefined while all is well. */
  problem(): LogStopError | undefined;
};

type SignerDeps = {
  database: Database;
  tree: LogTree;
  key: NoteSigner;
  era: LogEra;
  markFile: string;
  now: () => Date;
};

type Signed = { size: number; root: Uint8Array; note: string };

/** A signer that goes on from the mark of its file, else from the last stored checkpoint; throws LogStopError. */
export async function createLogSigner(deps: SignerDeps): Promise<LogSigner> {
  const origin = deps.key.name;
  let signed = await findStart(deps);
  let timed: { note: string; at: number; of: Signed } | undefined;
  let running: Promise<Signed> | undefined;
  let stopped: LogStopError | undefined;
  const advance = async (): Promise<Signed> => {
    if (stopped !== undefined) throw stopped;
    try {
      signed = await signNext(deps, signed);
      return signed;
    } catch (error) {
      if (error instanceof LogStopError) stopped = error;
      throw error;
    }
  };
  const next = (): Promise<Signed> => {
    running ??= advance().finally(() => {
      running = undefined;
    });
    return running;
  };
  const toTimed = (of: Signed): string => {
    const at = deps.now().getTime();
    if (timed === undefined || timed.of !== of || at - timed.at > TIMED_MS)
      timed = { of, at, note: timeCheckpoint(of.note, deps.key.seed, new Date(at)) };
    return timed.note;
  };
  return {
    origin,
    problem: () => stopped,
    atLeast: async (size) => {
      if (stopped !== undefined) throw stopped;
      // Whoever waits for a signature that is being made may need the one after it.
      for (let turn = 0; turn < 3 && (signed === undefined || signed.size < size); turn++) await next();
      if (signed === undefined || signed.size < size) throw new RangeError(`the log has no ${size} entries`);
      return { origin, ...signed, note: toTimed(signed) };
    },
  };
}

/** Signs the log as it is now, unless that was done. */
async function signNext(deps: SignerDeps, before: Signed | undefined): Promise<Signed> {
  const { database, tree, key, markFile, now } = deps;
  const origin = key.name;
  const size = await logSize(database.db);
  if (before?.size === size) return before;
  if (before !== undefined && size < before.size) throw toSmaller(size, before.size);
  const root = await tree.root(size);
  if (before !== undefined && before.size > 0) await assertGrown(tree, { origin, ...before }, { origin, size, root });
  await writeLogMark(markFile, { origin, size, root: toBase64(root) });
  const note = signCheckpoint({ origin, size, root }, key.seed);
  const standing = await insertCheckpoint(database.db, { size, root, note, at: now().toISOString() });
  return assertOurs(deps, standing, root);
}

/** What stands for a size must be what we would have signed. */
function assertOurs({ key }: SignerDeps, standing: CheckpointRow, root: Uint8Array): Signed {
  const verdict = verifyStored(key, standing);
  if (!isEqual(verdict.root, root))
    throw new LogStopError(
      `two roots for the log of size ${standing.size}: another server signed a different history. Stop all servers and run \`actions-server doctor\`.`,
    );
  return { size: standing.size, root, note: standing.note };
}

function verifyStored(key: NoteSigner, { note, size }: CheckpointRow): Checkpoint {
  const verdict = verifyCheckpoint(note, { keys: [importPublicKey(publicKeyOf(key.seed))], origin: key.name });
  if (verdict.ok && verdict.checkpoint.size === size) return verdict.checkpoint;
  const reason = verdict.ok ? 'it is of another size' : verdict.problem;
  throw new LogStopError(
    `the stored checkpoint of size ${size} is not this log's (${reason}). Run \`actions-server doctor\`.`,
  );
}

async function assertGrown(tree: LogTree, older: Checkpoint, newer: Checkpoint): Promise<void> {
  const proof = await tree.consistency(older.size, newer.size);
  if (isConsistent(older, newer, proof)) return;
  throw new LogStopError(
    `the log of size ${newer.size} does not begin with the ${older.size} entries that were signed: its rows were changed. Restore the database, or run \`actions-server doctor\` to see what differs.`,
  );
}

/** Where signing goes on: the larger of this server's mark and the last stored checkpoint, once the log has both. What was
 * signed before a restart is the restart's to vouch for. */
async function findStart(deps: SignerDeps): Promise<Signed | undefined> {
  const { database, tree, key, era, markFile } = deps;
  const mark = await readLogMark(markFile);
  const size = await logSize(database.db);
  if (mark !== undefined && !isSuperseded(mark, era)) await assertHolds(deps, mark, size);
  const row = await findLastCheckpoint(database.db);
  if (row === undefined || row.size <= era.after) return undefined;
  const stored = verifyStored(key, row);
  if (row.size > size) throw toSmaller(size, row.size);
  if (!isEqual(await tree.root(row.size), stored.root))
    throw new LogStopError(
      `the first ${row.size} entries of the log are not what was signed: rows were changed. Run \`actions-server doctor\` to see which.`,
    );
  return { size: row.size, root: stored.root, note: row.note };
}

async function assertHolds({ tree, key, era, markFile }: SignerDeps, mark: LogMark, size: number): Promise<void> {
  if (mark.origin === era.previous?.origin)
    throw new LogStopError(
      `this server signed ${mark.size} entries of '${mark.origin}', and the restart that made it '${era.origin}' does not say so: it was begun where less was known. Restore the database as it was before the restart, and restart the log on this machine (docs/operating.md).`,
    );
  if (mark.origin !== key.name)
    throw new LogStopError(`${markFile} is of the log '${mark.origin}', and this one is '${key.name}'. See DATA_DIR.`);
  if (size < mark.size) throw toSmaller(size, mark.size);
  if (isEqual(await tree.root(mark.size), parseBase64(mark.root))) return;
  throw new LogStopError(
    `the first ${mark.size} entries of the log are not those that this server signed. Restore the database that ${markFile} belongs to, or run \`actions-server doctor\`.`,
  );
}

function toSmaller(size: number, signed: number): LogStopError {
  return new LogStopError(
    `the log has ${size} entries, and ${signed} were signed: the database is older than what others have seen. Restore the newest backup, one of at least ${signed} entries; if there is none, \`actions-server doctor --restart-log\` is the way on (docs/operating.md).`,
  );
}

function isEqual(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}
