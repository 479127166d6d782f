// `actions-server doctor`: opens the database of the settings, examines all of it, and says what differs, a line for each.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { toBase64 } from '@action-registry/core';
import { type Database, logSize, openDatabase } from '@action-registry/db';
import type { Config } from '../config.js';
import { formatDifference } from './difference.js';
import { DoctorError } from './doctor-error.js';
import { type Inspection, inspectRegistry } from './inspect-registry.js';
import { findKnownLog } from './known-log.js';

/** Reading everything takes as long as it takes; this is for one statement. */
const STATEMENT_TIMEOUT_MS = 600_000;

/** What was asked for; `write` and `progress` get whole texts. */
export type DoctorOptions = {
  from: number;
  json: boolean;
  write: (text: string) => void;
  progress: (text: string) => void;
};

/** Examines the registry of the settings, prints what was found, and answers 0 (clean) or 1 (differences). */
export function runDoctor(config: Config, options: DoctorOptions): Promise<0 | 1> {
  return withRegistry(config, async (database) => {
    const { inspection, warning } = await inspect(database, config, options);
    options.write(
      options.json ? toJson(inspection, { from: options.from, warning }) : toLines(inspection, { ...options, warning }),
    );
    return inspection.differences.length === 0 ? 0 : 1;
  });
}

/** Opens the database of the settings for `work`, and closes it again. */
export async function withRegistry<T>(
  { databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  if (databaseUrl === undefined && !existsSync(join(dataDir, 'pglite')))
    throw new DoctorError(`there is no registry in ${dataDir}. Set DATA_DIR, or DATABASE_URL, as the server has it.`);
  const database = await openDatabase({
    dataDir,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    ...(databaseUrl !== undefined && { url: databaseUrl }),
  });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

type Found = { inspection: Inspection; warning: string | undefined };

async function inspect(database: Database, config: Config, { from, progress }: DoctorOptions): Promise<Found> {
  const known = await findKnownLog(database, config);
  if (known === undefined) throw new DoctorError('the log is empty. Start the server once: it prepares the registry.');
  const size = await logSize(database.db);
  if (from > size) throw new DoctorError(`--from ${from}: the log has ${size} entries.`);
  const { eras, mark, warning } = known;
  const { trustedKeys } = config;
  const onProgress = (done: number) => progress(`${done} of ${size} entries`);
  const inspection = await inspectRegistry({ database, from, eras, mark, trustedKeys, onProgress });
  return { inspection, warning };
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
