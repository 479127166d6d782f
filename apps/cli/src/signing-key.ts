// Which key signs: the one in the environment (CI), else a file of this user's.

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseBase64 } from '@action-registry/core';
import type { CliConfig } from './config.js';
import { findDefaultKid, storeDefaultKid } from './credentials.js';
import type { Io } from './io.js';
import {
  assertKid,
  createSigningKey,
  decryptKey,
  encryptKey,
  needsPassphrase,
  type SigningKey,
  toSigningKey,
} from './key-file.js';
import { createPrivateFile, findText, hasCode } from './private-file.js';
import { UsageError } from './usage-error.js';

const SUFFIX = '.jwe';

const folderOf = (config: CliConfig): string => join(config.configDir, 'keys');
const fileOf = (config: CliConfig, kid: string): string => join(folderOf(config), `${kid}${SUFFIX}`);

/** Makes a key and writes its file; throws when there is one of that kid already. */
export async function makeKey({
  config,
  io,
  kid,
}: {
  config: CliConfig;
  io: Io;
  kid?: string | undefined;
}): Promise<{ key: SigningKey; file: string; isProtected: boolean }> {
  const key = createSigningKey(kid);
  const file = fileOf(config, key.kid);
  const taken = (): UsageError =>
    new UsageError(`There is a key '${key.kid}' in ${file} already. Choose another --kid.`);
  if ((await findText(file)) !== undefined) throw taken();
  const passphrase = config.passphrase ?? (await io.askNewSecret('Passphrase for the new key (empty: none)'));
  // Another command may have made one meanwhile; a key that was written is never written over.
  if (!(await createPrivateFile(file, `${await encryptKey(key, passphrase)}\n`))) throw taken();
  // The first key signs unless another is named; later ones change nothing.
  if ((await listKids(config)).length === 1) await storeDefaultKid(config, key.kid);
  return { key, file, isProtected: passphrase !== '' };
}

/** The kids of this user's keys. */
export async function listKids(config: CliConfig): Promise<string[]> {
  try {
    return (await readdir(folderOf(config)))
      .filter((name) => name.endsWith(SUFFIX))
      .map((name) => name.slice(0, -SUFFIX.length))
      .sort();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

/** The key to sign with; `kid` is needed when there are several. */
export async function loadSigningKey({
  config,
  io,
  kid,
}: {
  config: CliConfig;
  io: Io;
  kid?: string | undefined;
}): Promise<SigningKey> {
  if (config.signingKey !== undefined) return loadFromEnvironment(config, kid);
  const chosen = kid ?? (await chooseOwn(config));
  assertKid(chosen);
  const text = await findText(fileOf(config, chosen));
  if (text === undefined) throw toNoKey(chosen, await listKids(config));
  try {
    if (needsPassphrase(text)) return await decryptKey(text, await getPassphrase({ config, io }, chosen));
    await warnOfReaders(io, fileOf(config, chosen));
    return await decryptKey(text, '');
  } catch (error) {
    throw toKeyFileError(fileOf(config, chosen), error);
  }
}

/** The error for a kid that none of this user's keys has. */
export function toNoKey(kid: string, kids: readonly string[]): UsageError {
  const have = kids.length === 0 ? '`actions keygen` makes one' : `You have: ${kids.join(', ')}`;
  return new UsageError(`There is no key '${kid}' on this machine. ${have}.`, { choice: { given: kid, known: kids } });
}

/** A key without a passphrase has its file's mode alone; Windows has no such modes. */
async function warnOfReaders(io: Io, file: string): Promise<void> {
  const { mode } = await stat(file);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    io.note(`! ${file} can be read by other users of this machine: chmod 600 it, or make a key with a passphrase.`);
}

function toKeyFileError(file: string, cause: unknown): unknown {
  return cause instanceof UsageError ? new UsageError(`${file}: ${cause.message}`, { cause }) : cause;
}

async function getPassphrase({ config, io }: { config: CliConfig; io: Io }, kid: string): Promise<string> {
  const passphrase = config.passphrase ?? (await io.askSecret(`Passphrase of ${kid}`));
  if (passphrase === '') throw new UsageError(`The key '${kid}' needs its passphrase: set ACTIONS_PASSPHRASE.`);
  return passphrase;
}

/** The key that signs unless another is named: the one that was made the default, or the only one. */
export async function findOwnKid(config: CliConfig): Promise<string | undefined> {
  const kids = await listKids(config);
  const chosen = await findDefaultKid(config);
  if (chosen !== undefined && kids.includes(chosen)) return chosen;
  return kids.length === 1 ? kids[0] : undefined;
}

async function chooseOwn(config: CliConfig): Promise<string> {
  const kid = await findOwnKid(config);
  if (kid !== undefined) return kid;
  const kids = await listKids(config);
  throw new UsageError(
    kids.length === 0
      ? 'You have no signing key yet. Run `actions init`, or `actions keygen`.'
      : `You have several keys: ${kids.join(', ')}. Choose one with --kid, or for good with \`actions keys default KID\`.`,
  );
}

/** A seed in base64, or the text of a key file. */
async function loadFromEnvironment(
  { signingKey = '', signingKid, passphrase = '' }: CliConfig,
  kid: string | undefined,
): Promise<SigningKey> {
  if (signingKey.includes('.')) return decryptKey(signingKey, needsPassphrase(signingKey) ? passphrase : '');
  try {
    return toSigningKey(parseBase64(signingKey.replace(/^base64:/, '')), kid ?? signingKid);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError('ACTIONS_SIGNING_KEY must be the base64 of a 32-byte seed, or the text of a key file.', {
      cause: error,
    });
  }
}
