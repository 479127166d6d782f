// `actions-server doctor`: opens the database of the settings, examines all of it, and says what differs, a line for each.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  importPublicKey,
  PUBLIC_KEY_BYTES,
  parseWireBase64,
  publicKeyOf,
  toBase64,
  type VerifyingKey,
} from '@action-registry/core';
import { type Database, listKeys, logSize, openDatabase } from '@action-registry/db';
import type { Config } from '../config.js';
import { readLogKey } from '../log-key.js';
import { type LogMark, readLogMark } from '../log-mark.js';
import { findInstanceId, MARK_FILE, toOrigin } from '../signed-log.js';
import { formatDifference } from './difference.js';
import { type Inspection, inspectRegistry } from './inspect-registry.js';
import { VERIFIED_FILE } from './start-check.js';

/** Reading everything takes as long as it takes; this is for one statement. */
const STATEMENT_TIMEOUT_MS = 600_000;

/** What was asked for; `write` and `progress` get whole texts. */
export type DoctorOptions = {
  from: number;
  json: boolean;
  write: (text: string) => void;
  progress: (text: string) => void;
};

/** The doctor cannot work here; the message says why and what to do. */
export class DoctorError extends Error {
  override readonly name = 'DoctorError';
}

/** Examines the registry of the settings, prints what was found, and answers 0 (clean) or 1 (differences). */
export async function runDoctor(config: Config, options: DoctorOptions): Promise<0 | 1> {
  const { databaseUrl, dataDir } = config;
  if (databaseUrl === undefined && !existsSync(join(dataDir, 'pglite')))
    throw new DoctorError(`there is no registry in ${dataDir}. Set DATA_DIR, or DATABASE_URL, as the server has it.`);
  const database = await openDatabase({
    dataDir,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    ...(databaseUrl !== undefined && { url: databaseUrl }),
  });
  try {
    const { inspection, warning } = await inspect(database, config, options);
    options.write(
      options.json ? toJson(inspection, { from: options.from, warning }) : toLines(inspection, { ...options, warning }),
    );
    return inspection.differences.length === 0 ? 0 : 1;
  } finally {
    await database.close();
  }
}

type Found = { inspection: Inspection; warning: string | undefined };

async function inspect(database: Database, config: Config, { from, progress }: DoctorOptions): Promise<Found> {
  const instance = await findInstanceId(database);
  if (instance === undefined)
    throw new DoctorError('the log is empty. Start the server once: it prepares the registry.');
  const size = await logSize(database.db);
  if (from > size) throw new DoctorError(`--from ${from}: the log has ${size} entries.`);
  const origin = toOrigin(instance, config);
  const { keys, warning } = await findLogKeys(database, { file: config.logKeyFile, origin });
  const mark = await findMark(config);
  const { trustedKeys } = config;
  const onProgress = (done: number) => progress(`${done} of ${size} entries`);
  const inspection = await inspectRegistry({ database, from, origin, keys, mark, trustedKeys, onProgress });
  return { inspection, warning };
}

/** The larger of what this server signed and what it has seen. */
async function findMark({ dataDir }: Config): Promise<LogMark | undefined> {
  const [signed, seen] = [await readLogMark(join(dataDir, MARK_FILE)), await readLogMark(join(dataDir, VERIFIED_FILE))];
  return (signed?.size ?? -1) >= (seen?.size ?? -1) ? signed : seen;
}

/** The key of the file; without it those that the database names, and then only the log itself vouches for them. */
async function findLogKeys(
  database: Database,
  place: { file: string; origin: string },
): Promise<{ keys: VerifyingKey[]; warning: string | undefined }> {
  const signer = await readLogKey(place);
  if (signer !== undefined) return { keys: [importPublicKey(publicKeyOf(signer.seed))], warning: undefined };
  const rows = (await listKeys(database.db)).filter(({ role }) => role === 'log');
  const keys = rows.map(({ public_key }) => importPublicKey(parseWireBase64(public_key, PUBLIC_KEY_BYTES)));
  const warning = `${place.file} is not here, so checkpoints are checked by the keys that the database itself names. See LOG_KEY_FILE.`;
  return { keys, warning };
}

type Context = { from: number; warning: string | undefined };

function toJson({ differences, size, root, sound }: Inspection, { from, warning }: Context): string {
  const clean = differences.length === 0;
  const report = {
    clean,
    from,
    size,
    root: toBase64(root),
    sound,
    differences,
    ...(warning !== undefined && { warning }),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function toLines({ differences, size, root, sound }: Inspection, { from, warning }: Context): string {
  const what = from === 0 ? `${size} entries` : `${size - from} entries from index ${from} on`;
  const rows = sound ? (from === 0 ? ', and every row that follows from them' : ', and the rows they touch') : '';
  const head = `Replayed ${what}${rows}. Root ${toBase64(root)}.`;
  const verdict =
    differences.length === 0
      ? 'Clean: nothing differs.'
      : `${differences.length} ${differences.length === 1 ? 'difference' : 'differences'}:`;
  const lines = [
    ...(warning === undefined ? [] : [`Warning: ${warning}`]),
    head,
    verdict,
    ...differences.map(formatDifference),
  ];
  return `${lines.join('\n')}\n`;
}
