// The log as a running server holds it: whose it is, its tree, and what signs it. A start and a test open it the same way.
import { join } from 'node:path';
import { importPublicKey, publicKeyOf, type VerifyingKey } from '@action-registry/core';
import { type Database, listLogEntries } from '@action-registry/db';
import type { Config } from './config.js';
import { openLogKey } from './log-key.js';
import { createLogSigner, type LogSigner } from './log-signer.js';
import { createLogTree, type LogTree } from './log-tree.js';

/** The file in the data folder that holds what this server signed last. */
export const MARK_FILE = 'log-mark.json';

/** `instance` is a text that no other registry has and all servers of this one share; `key` is what signatures are checked by. */
export type SignedLog = { instance: string; tree: LogTree; signer: LogSigner; key: VerifyingKey };

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
  const instance = await getInstanceId(database);
  const origin = toOrigin(instance, config);
  const tree = createLogTree(database);
  const key = await openLogKey({ database, file: config.logKeyFile, origin, now });
  const signer = await createLogSigner({ database, tree, key, markFile: join(config.dataDir, MARK_FILE), now });
  return { instance, tree, signer, key: importPublicKey(publicKeyOf(key.seed)) };
}

/** The name of a log: the configured one, else one made from its first leaf. */
export function toOrigin(instance: string, { logOrigin }: Pick<Config, 'logOrigin'>): string {
  return logOrigin ?? `action-registry/${Buffer.from(instance, 'base64').toString('hex').slice(0, 16)}`;
}

async function getInstanceId(database: Database): Promise<string> {
  const instance = await findInstanceId(database);
  if (instance === undefined) throw new Error('the log has no first entry');
  return instance;
}

/** The hash of the log's first leaf, which has a salt; undefined for an empty log. */
export async function findInstanceId({ db }: Database): Promise<string | undefined> {
  const [first] = await listLogEntries(db, { start: 0, limit: 1 });
  return first?.leaf_hash;
}
