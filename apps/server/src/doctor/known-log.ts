// What a doctor knows of the log before it reads it: the names it had, the keys that signed under each, and how much was
// signed or seen on this machine.
import { join } from 'node:path';
import { importPublicKey, publicKeyOf } from '@action-registry/core';
import type { Database } from '@action-registry/db';
import type { Config } from '../config.js';
import { findLogEras, isSuperseded, type LogEra, type VerifiedEra, verifyEras } from '../log-eras.js';
import { readLogKey } from '../log-key.js';
import { type LogMark, readLogMark } from '../log-mark.js';
import { MARK_FILE } from '../signed-log.js';
import { VERIFIED_FILE } from './start-check.js';

/** `warning` says where the database itself had to be asked for the log's key. */
export type KnownLog = {
  eras: VerifiedEra[];
  standing: LogEra;
  mark: LogMark | undefined;
  warning: string | undefined;
};

/** What is known of a registry's log; undefined where the log is empty. */
export async function findKnownLog(database: Database, config: Config): Promise<KnownLog | undefined> {
  const found = await findLogEras(database, config);
  if (found === undefined) return undefined;
  const { standing } = found;
  const signer = await readLogKey({ file: config.logKeyFile, origin: standing.origin });
  const warning =
    signer === undefined
      ? `${config.logKeyFile} is not here, so checkpoints are checked by the keys that the database itself names. See LOG_KEY_FILE.`
      : undefined;
  const eras = await verifyEras(database, found, signer && importPublicKey(publicKeyOf(signer.seed)));
  return { eras, standing, mark: await findMark(config, standing), warning };
}

/** The larger of what this server signed and what it has seen. */
async function findMark({ dataDir }: Config, standing: LogEra): Promise<LogMark | undefined> {
  const marks = [await readLogMark(join(dataDir, MARK_FILE)), await readLogMark(join(dataDir, VERIFIED_FILE))];
  return marks
    .filter((mark) => mark !== undefined && !isSuperseded(mark, standing))
    .reduce((larger, mark) => ((mark?.size ?? -1) > (larger?.size ?? -1) ? mark : larger), undefined);
}
