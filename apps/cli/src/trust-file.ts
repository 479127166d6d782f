// The keys this user trusts: a file in the seed format. Nothing is added to it but by an explicit command.
import { createTrust, parseTrustedKeys, thumbprintOf } from '@action-registry/core';
import { isRegistryError, type TrustedKeyEntry } from '@action-registry/schema';
import type { CliConfig } from './config.js';
import { withFileLock } from './file-lock.js';
import { findText, writePrivateFile } from './private-file.js';
import { UsageError } from './usage-error.js';

/** What pinning did: a new entry, another scope or role for one that stood, or nothing. */
export type Pinned = { thumbprint: string; change: 'added' | 'updated' | 'none' };

/** The pinned keys; none when the file does not exist. */
export async function readTrust(config: CliConfig): Promise<TrustedKeyEntry[]> {
  const text = await findText(config.trustFile);
  if (text === undefined) return [];
  try {
    return parseTrustedKeys(text);
  } catch (error) {
    throw toDamaged(config, error);
  }
}

function toDamaged({ trustFile }: CliConfig, cause: unknown): UsageError {
  const reason = isRegistryError(cause) || cause instanceof Error ? cause.message : String(cause);
  return new UsageError(`The file of pinned keys ${trustFile} cannot be used: ${reason}`, { cause });
}

/** Pins a key for exactly the names of `entry`; throws when its kid is pinned with other bytes, or the entry is unlawful. */
export function pinKey(config: CliConfig, entry: TrustedKeyEntry): Promise<Pinned> {
  return withFileLock(config.trustFile, async () => {
    const entries = await readTrust(config);
    const standing = entries.find(({ kid, public_key }) => kid === entry.kid && public_key === entry.public_key);
    const next =
      standing === undefined ? [...entries, entry] : entries.map((each) => (each === standing ? entry : each));
    const key = createTrust(next).keys.get(entry.kid);
    if (key === undefined) throw new Error('a pinned key was not found');
    const isSame = standing !== undefined && JSON.stringify(toFacts(standing)) === JSON.stringify(toFacts(entry));
    if (!isSame) await write(config, next);
    return {
      thumbprint: thumbprintOf(key.key),
      change: standing === undefined ? 'added' : isSame ? 'none' : 'updated',
    };
  });
}

function toFacts({ scope, role, status, last_valid_index }: TrustedKeyEntry): unknown[] {
  return [scope ?? null, role ?? 'publisher', status ?? 'active', last_valid_index ?? null];
}

/** Takes a key out; false when it was not there. */
export function unpinKey(config: CliConfig, kid: string): Promise<boolean> {
  return withFileLock(config.trustFile, async () => {
    const entries = await readTrust(config);
    const rest = entries.filter((entry) => entry.kid !== kid);
    if (rest.length === entries.length) return false;
    await write(config, rest);
    return true;
  });
}

/** Nothing is written that could not be read back: part of an entry may have come from a registry. */
async function write({ trustFile }: CliConfig, entries: readonly TrustedKeyEntry[]): Promise<void> {
  const text = `${JSON.stringify(entries, null, 2)}\n`;
  parseTrustedKeys(text);
  await writePrivateFile(trustFile, text);
}
