// The names of a log. It has one from its first entry on, and another since each restart: what was signed under a name stays
// true of that name for ever, and is never signed again.
import { importPublicKey, PUBLIC_KEY_BYTES, parseWireBase64, type VerifyingKey } from '@action-registry/core';
import { type Database, listKeys, listLogEntries, listRestarts } from '@action-registry/db';
import { LogLeaf } from '@action-registry/schema';
import type { Config } from './config.js';
import type { LogMark } from './log-mark.js';

/**
 * A stretch of the log under one name: checkpoints of more than `after` entries have it. `previous` is what the restart that
 * began it says was signed last before; undefined for the log's first name.
 */
export type LogEra = { origin: string; after: number; previous: LogMark | undefined };

/** A name of the log with the keys that signed under it. */
export type VerifiedEra = LogEra & { keys: readonly VerifyingKey[] };

/** The names of a log in order, the last one standing; `instance` is a text that all servers of this registry share alone. */
export type LogEras = { instance: string; eras: readonly LogEra[]; standing: LogEra };

/** The names of the registry's log; undefined for an empty one. */
export async function findLogEras(database: Database, config: Pick<Config, 'logOrigin'>): Promise<LogEras | undefined> {
  const [first] = await listLogEntries(database.db, { start: 0, limit: 1 });
  if (first === undefined) return undefined;
  const instance = first.leaf_hash;
  const begun: LogEra = { origin: toFirstOrigin(instance, config), after: -1, previous: undefined };
  const eras = [begun, ...(await listRestarts(database.db)).flatMap(toEra)];
  return { instance, eras, standing: eras.at(-1) ?? begun };
}

/** The name of a log that was never restarted: the configured one, else one made from its first leaf, which has a salt. */
function toFirstOrigin(instance: string, { logOrigin }: Pick<Config, 'logOrigin'>): string {
  return logOrigin ?? `action-registry/${Buffer.from(instance, 'base64').toString('hex').slice(0, 16)}`;
}

function toEra({ index, leaf: text }: { index: number; leaf: string }): LogEra[] {
  const leaf = LogLeaf.safeParse(JSON.parse(text)).data;
  if (leaf?.type !== 'log.restart') return [];
  const { origin, previous_origin, previous_size, previous_root } = leaf;
  return [{ origin, after: index, previous: { origin: previous_origin, size: previous_size, root: previous_root } }];
}

/** The era of which a checkpoint of so many entries is. */
export function eraOf<Era extends LogEra>(eras: readonly Era[], size: number): Era | undefined {
  return eras.findLast(({ after }) => size > after) ?? eras[0];
}

/**
 * The names with the keys that signed under each: the standing one's is `key`. For earlier ones, and where that key is not
 * here, the database is asked, and then only the log itself vouches for them.
 */
export async function verifyEras(
  database: Database,
  { eras, standing }: LogEras,
  key: VerifyingKey | undefined,
): Promise<VerifiedEra[]> {
  const rows = (await listKeys(database.db)).filter(({ role }) => role === 'log');
  const named = rows.map(({ public_key }) => importPublicKey(parseWireBase64(public_key, PUBLIC_KEY_BYTES)));
  return eras.map((era) => ({ ...era, keys: era === standing && key !== undefined ? [key] : named }));
}

/** Whether a mark is of the log before its restart, and the restart says as much as the mark or more. */
export function isSuperseded(mark: LogMark, { previous }: LogEra): boolean {
  if (previous === undefined || mark.origin !== previous.origin || mark.size > previous.size) return false;
  return mark.size < previous.size || mark.root === previous.root;
}
