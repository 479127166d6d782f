// `actions-server doctor --restart-log`: the way on for a log whose end is lost for good. Its entries keep their places; it goes
// on under another name and key, and its first entry there says what was signed last under the name before. A fork would be
// to sign the same size twice under one name: that is never done.
import { readFile, rename, writeFile } from 'node:fs/promises';
import { formatSignerKey, isNoteKeyName, toBase64, verifyCheckpoint } from '@action-registry/core';
import {
  appendLog,
  type Database,
  type Db,
  enterOperator,
  insertKey,
  listKeys,
  setKeyLogIndex,
  setKeyStatus,
} from '@action-registry/db';
import { type Config, ConfigError } from '../config.js';
import { findLogEras } from '../log-eras.js';
import { createLogKey, readLogKey, toLogKeyRow } from '../log-key.js';
import type { LogMark } from '../log-mark.js';
import { publicEntry } from '../services/log-entry.js';
import { formatDifference } from './difference.js';
import { DoctorError } from './doctor-error.js';
import { inspectRegistry } from './inspect-registry.js';
import { findKnownLog, type KnownLog } from './known-log.js';

const ACTOR = 'system:doctor';

/** What was asked for: why (everybody may read it), a name for the log from now on, and a note that was signed last. */
export type RestartOptions = { reason: string; origin: string | undefined; checkpoint: string | undefined };

/** A log that was restarted: its new name, the index of the entry that says so, and what that entry commits to. */
export type Restarted = { origin: string; index: number; previous: LogMark; key_file: string };

/** Restarts the log; throws DoctorError where there is no need to, or something else is wrong as well. */
export async function restartLog(database: Database, config: Config, options: RestartOptions): Promise<Restarted> {
  const cut = await finishCutOff(database, config);
  if (cut !== undefined) return cut;
  const known = await findKnownLog(database, config);
  if (known === undefined) throw new DoctorError('the log is empty. Start the server once: it prepares the registry.');
  const previous = await getPrevious(known, options.checkpoint);
  await assertNeeded(database, config, { known, previous });
  const origin = chooseOrigin(known, options.origin);
  const signer = createLogKey(origin);
  // The key comes first: a log whose only key was lost could sign nothing. Until the entry stands it is not the log's.
  await writeFile(nextFile(config), `${formatSignerKey(signer)}\n`, { mode: 0o600 });
  const at = new Date().toISOString();
  const index = await database.transact(null, (tx) =>
    append(tx, { restart: { ...options, origin, previous }, added: toLogKeyRow(signer, at), at }),
  );
  await moveKeys(config, previous.origin);
  return { origin, index, previous, key_file: config.logKeyFile };
}

function nextFile({ logKeyFile }: Config): string {
  return `${logKeyFile}.next`;
}

/** The old key is kept: a note of the log before may yet have to be made sure of. */
async function moveKeys({ logKeyFile }: Config, previousOrigin: string): Promise<void> {
  const name = previousOrigin.replace(/[^A-Za-z0-9.-]+/g, '_');
  await rename(logKeyFile, `${logKeyFile}.${name}`);
  await rename(`${logKeyFile}.next`, logKeyFile);
}

/** A restart whose entry stands and whose key was not put in its place yet is brought to its end. */
async function finishCutOff(database: Database, config: Config): Promise<Restarted | undefined> {
  const eras = await findLogEras(database, config);
  const { origin, previous, after } = eras?.standing ?? {};
  if (origin === undefined || previous === undefined || after === undefined) return undefined;
  const text = await readFile(nextFile(config), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const isItsKey = (await readLogKey({ file: nextFile(config), origin }).catch(() => undefined)) !== undefined;
  const isOld =
    (await readLogKey({ file: config.logKeyFile, origin: previous.origin }).catch(() => undefined)) !== undefined;
  if (!isItsKey || !isOld) return undefined;
  await moveKeys(config, previous.origin);
  return { origin, index: after, previous, key_file: config.logKeyFile };
}

/** The larger of what this machine knows to be signed and of the note that was given. */
async function getPrevious({ mark, eras, standing }: KnownLog, file: string | undefined): Promise<LogMark> {
  const given = file === undefined ? undefined : await readCheckpoint(file, eras.at(-1)?.keys ?? [], standing.origin);
  const largest = (given?.size ?? -1) > (mark?.size ?? -1) ? given : mark;
  if (largest !== undefined) return largest;
  throw new DoctorError(
    'nothing on this machine says what was signed last. Give the newest signed checkpoint that anybody holds: --checkpoint FILE.',
  );
}

async function readCheckpoint(file: string, keys: KnownLog['eras'][number]['keys'], origin: string): Promise<LogMark> {
  const note = await readFile(file, 'utf8').catch((error: Error) => {
    throw new DoctorError(`${file} cannot be read: ${error.message}`, { cause: error });
  });
  const verdict = verifyCheckpoint(note, { keys, origin });
  if (!verdict.ok) throw new DoctorError(`${file} is no checkpoint that '${origin}' signed (${verdict.problem}).`);
  const { size, root } = verdict.checkpoint;
  return { origin, size, root: toBase64(root) };
}

type Need = { known: KnownLog; previous: LogMark };

/** A log that has all that was signed goes on as it is; one that was tampered with is mended first. */
async function assertNeeded(database: Database, { trustedKeys }: Config, { known, previous }: Need): Promise<void> {
  const look = (mark: LogMark | undefined) =>
    inspectRegistry({ database, from: 0, eras: known.eras, mark, trustedKeys });
  const [other] = (await look(undefined)).differences;
  if (other !== undefined)
    throw new DoctorError(`something else is wrong as well, and a restart would seal it: ${formatDifference(other)}`);
  if ((await look(previous)).differences.length > 0) return;
  throw new DoctorError(
    `the log has all ${previous.size} entries that were signed: there is nothing to restart. Start the server.`,
  );
}

/** The name before with `/r2`, `/r3` … behind it, unless one was given. */
function chooseOrigin({ eras, standing }: KnownLog, asked: string | undefined): string {
  const origin = asked ?? `${standing.origin.replace(/\/r\d+$/, '')}/r${eras.length + 1}`;
  if (!isNoteKeyName(origin)) throw new ConfigError('--origin takes a name without spaces and without +.');
  if (eras.some((era) => era.origin === origin))
    throw new DoctorError(
      `the log was called '${origin}' before, and what was signed then stays signed: choose another name.`,
    );
  return origin;
}

type Entry = {
  restart: { origin: string; previous: LogMark; reason: string };
  added: ReturnType<typeof toLogKeyRow>;
  at: string;
};

/** The entry that restarts the log, the end of its keys until now and the addition of the next one, all or none. */
async function append(tx: Db, { restart, added, at }: Entry): Promise<number> {
  const { origin, previous, reason } = restart;
  await enterOperator(tx);
  const ended = (await listKeys(tx)).filter(
    ({ role, status, origin }) => role === 'log' && status === 'active' && origin !== 'config',
  );
  const conflict = await insertKey(tx, added.row);
  if (conflict !== undefined)
    throw new DoctorError(`the kid '${conflict.taken.kid}' is taken. Run this again: it makes another key.`);
  const act = { actor: ACTOR, workspaceId: null, at };
  const leaf = {
    type: 'log.restart',
    v: 1,
    ...{ origin, reason, previous_origin: previous.origin },
    ...{ previous_size: previous.size, previous_root: previous.root },
  } as const;
  const entries = [
    publicEntry(leaf, origin, act),
    ...ended.map(({ kid }) => publicEntry({ type: 'key.retire', v: 1, kid }, kid, act)),
    publicEntry(added.leaf, added.row.kid, act),
  ];
  return appendLog(tx, entries, (indexOf) => [
    ...ended.map(({ kid }, place) =>
      setKeyStatus(tx, { kid, status: 'retired', updated_at: at, log_index: indexOf(1 + place) }),
    ),
    setKeyLogIndex(tx, { kid: added.row.kid, log_index: indexOf(1 + ended.length) }),
  ]);
}
