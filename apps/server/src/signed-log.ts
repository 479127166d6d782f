// The log as a running server holds it: whose it is, its tree, and what signs it. A start and a test open it the same way.
import { join } from 'node:path';
import { importPublicKey, publicKeyOf } from '@action-registry/core';
import type { Database } from '@action-registry/db';
import type { Config } from './config.js';
import { findLogEras, type VerifiedEra, verifyEras } from './log-eras.js';
import { openLogKey } from './log-key.js';
import { createLogSigner, type LogSigner } from './log-signer.js';
import { createLogTree, type LogTree } from './log-tree.js';

/** The file in the data folder that holds what this server signed last. */
export const MARK_FILE = 'log-mark.json';

/** `instance` is a text that no other registry has and all servers of this one share; `eras` say what signatures are checked by. */
export type SignedLog = { instance: string; tree: LogTree; signer: LogSigner; eras: VerifiedEra[] };

/** Opens the log of a registry that was prepared; throws LogStopError where it is not the one that was signed. */
export async function openSignedLog({
  database,
  config,
  now,
}: {
  database: Database;
  config: Pick<Config, 'dataDir' | 'logOrigin' | 'logKeyFile'>;
  now: () => Date;
}): Promise<SignedLog> {
  const found = await findLogEras(database, config);
  if (found === undefined) throw new Error('the log has no first entry');
  const { instance, standing: era } = found;
  const tree = createLogTree(database);
  const key = await openLogKey({ database, file: config.logKeyFile, origin: era.origin, now });
  const signer = await createLogSigner({ database, tree, key, era, markFile: join(config.dataDir, MARK_FILE), now });
  return { instance, tree, signer, eras: await verifyEras(database, found, importPublicKey(publicKeyOf(key.seed))) };
}
