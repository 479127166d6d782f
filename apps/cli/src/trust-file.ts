// The keys this user trusts: a file in the seed format. Nothing is added to it but by an explicit command.
import { createTrust, parseTrustedKeys, thumbprintOf } from '@action-registry/core';
import type { TrustedKeyEntry } from '@action-registry/schema';
import type { CliConfig } from './config.js';
import { findText, writePrivateFile } from './private-file.js';

/** The pinned keys; none when the file does not exist. */
export async function readTrust(config: CliConfig): Promise<TrustedKeyEntry[]> {
  const text = await findText(config.trustFile);
  return text === undefined ? [] : parseTrustedKeys(text);
}

/** Pins a key and answers its thumbprint; throws when its kid is pinned with other bytes. */
export async function pinKey(
  config: CliConfig,
  entry: TrustedKeyEntry,
): Promise<{ thumbprint: string; added: boolean }> {
  const entries = await readTrust(config);
  const added = !entries.some(({ kid, public_key }) => kid === entry.kid && public_key === entry.public_key);
  const next = added ? [...entries, entry] : entries;
  const key = createTrust(next).keys.get(entry.kid);
  if (key === undefined) throw new Error('a pinned key was not found');
  if (added) await writePrivateFile(config.trustFile, `${JSON.stringify(next, null, 2)}\n`);
  return { thumbprint: thumbprintOf(key.key), added };
}
