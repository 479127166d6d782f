// At each start and stop: what came into the log since this server looked last is replayed, and the rows it touches are held against
// it. How far it looked is kept outside the database, with the root that the log had there.
import { join } from 'node:path';
import { parseBase64, toBase64 } from '@action-registry/core';
import { type Database, logSize } from '@action-registry/db';
import type { Logger } from 'pino';
import type { Config } from '../config.js';
import type { VerifiedEra } from '../log-eras.js';
import { readLogMark, writeLogMark } from '../log-mark.js';
import { LogStopError } from '../log-stop.js';
import type { LogTree } from '../log-tree.js';
import { formatDifference } from './difference.js';
import { type Inspection, inspectRegistry } from './inspect-registry.js';

/** The file in the data folder that holds how far this server has looked. */
export const VERIFIED_FILE = 'log-verified.json';
/** From so many new entries on, everything is read in order: that is quicker than as many histories. */
const HISTORIES_MAX = 5_000;

/** What the check needs. */
export type StartCheckInput = {
  database: Database;
  tree: LogTree;
  config: Pick<Config, 'dataDir' | 'trustedKeys'>;
  /** The names that the log had, with the keys that signed under each. */
  eras: readonly VerifiedEra[];
  log: Logger;
};

/** Throws LogStopError where the log, or a row that it touched since, is not what it must be. */
export async function checkSinceLastLook({ database, tree, config, eras, log }: StartCheckInput): Promise<void> {
  const origin = eras.at(-1)?.origin ?? '';
  const file = join(config.dataDir, VERIFIED_FILE);
  const begun = performance.now();
  const size = await logSize(database.db);
  const verified = await findVerified({ file, tree, origin, size });
  const from = size - verified > HISTORIES_MAX ? 0 : verified;
  const { trustedKeys } = config;
  const found = await inspectRegistry({ database, from, eras, mark: undefined, trustedKeys });
  const [first] = found.differences;
  if (first !== undefined) throw toStop(found);
  await writeLogMark(file, { origin, size: found.size, root: toBase64(found.root) });
  const ms = Math.round(performance.now() - begun);
  log.info(
    { entries: found.size - from, size: found.size, ms },
    'the log and the rows it touched since the last look agree',
  );
}

type Place = { file: string; tree: LogTree; origin: string; size: number };

/** How much was verified before, by a look of this server at this log; 0 where there was none. */
async function findVerified({ file, tree, origin, size }: Place): Promise<number> {
  const verified = await readLogMark(file);
  if (verified === undefined || verified.origin !== origin) return 0;
  if (verified.size > size)
    throw new LogStopError(
      `the log has ${size} entries, and this server has seen ${verified.size}: the database is older than it was. Restore the newest backup (docs/operating.md).`,
    );
  if (Buffer.compare(await tree.root(verified.size), parseBase64(verified.root)) === 0) return verified.size;
  throw new LogStopError(
    `the first ${verified.size} entries of the log are not those that this server has seen (${file}). Run \`actions-server doctor\` to see what differs.`,
  );
}

function toStop({ differences }: Inspection): LogStopError {
  const [first] = differences;
  const others = differences.length - 1;
  const more = others > 0 ? ` (and ${others} more)` : '';
  return new LogStopError(
    `the database is not what its log says: ${first && formatDifference(first)}${more} Run \`actions-server doctor\` to see everything that differs.`,
  );
}
