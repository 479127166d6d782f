// What people have their keys in: the CLI's key file, PKCS#8 as PEM, a JSON Web Key, or a bare seed. Each is told by its look
// and read here; nothing of it is sent or kept but the key itself.

import { parseBase64, parseBase64Url } from '@action-registry/core';
import { isJsonObject, KeyId } from '@action-registry/schema';
import { seedOfPkcs8 } from './signing-keys.js';
import { decryptBackup, readBackupHeader } from './signing-keys-backup.js';

/** A form in which a key came. `unknown`: none of them; `encrypted`: PKCS#8 with a passphrase, which is not read here. */
export type KeyForm = 'backup' | 'pkcs8' | 'jwk' | 'seed' | 'encrypted' | 'unknown';

const PEM = /-----BEGIN PRIVATE KEY-----([\s\S]+?)-----END PRIVATE KEY-----/;
const SEED_BYTES = 32;

/** How a text holds a key. */
export function findKeyForm(text: string): KeyForm {
  const trimmed = text.trim();
  if (readBackupHeader(trimmed) !== undefined) return 'backup';
  if (trimmed.includes('BEGIN ENCRYPTED PRIVATE KEY')) return 'encrypted';
  if (PEM.test(trimmed)) return 'pkcs8';
  if (trimmed.startsWith('{')) return 'jwk';
  return /^(?:base64:)?[A-Za-z0-9+/]{43}=$/.test(trimmed) ? 'seed' : 'unknown';
}

/** True when the text is a key file that asks for a passphrase. */
export function needsPassphrase(text: string): boolean {
  return readBackupHeader(text)?.needsPassphrase === true;
}

/** The seed in a text, and the kid where the text has one; throws `TypeError` for what cannot be read. */
export async function readKey(
  text: string,
  passphrase: string,
): Promise<{ kid: string | undefined; seed: Uint8Array }> {
  const trimmed = text.trim();
  const { kid, seed } = await readForm(findKeyForm(trimmed), trimmed, passphrase);
  if (seed.length !== SEED_BYTES) throw new TypeError('an Ed25519 key has 32 bytes');
  return { kid: KeyId.safeParse(kid).data, seed };
}

async function readForm(
  form: KeyForm,
  text: string,
  passphrase: string,
): Promise<{ kid?: string | undefined; seed: Uint8Array }> {
  switch (form) {
    case 'backup':
      return decryptBackup(text, passphrase);
    case 'pkcs8':
      return { seed: seedOfPkcs8(parseBase64((PEM.exec(text)?.[1] ?? '').replaceAll(/\s/g, ''))) };
    case 'jwk':
      return readJwk(text);
    case 'seed':
      return { seed: parseBase64(text.replace(/^base64:/, '')) };
    case 'encrypted':
    case 'unknown':
      throw new TypeError('this is no key that can be read here');
  }
}

function readJwk(text: string): { kid: string | undefined; seed: Uint8Array } {
  const jwk: unknown = JSON.parse(text);
  if (!isJsonObject(jwk) || jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519' || typeof jwk.d !== 'string')
    throw new TypeError('not a private Ed25519 JWK');
  return { kid: typeof jwk.kid === 'string' ? jwk.kid : undefined, seed: parseBase64Url(jwk.d) };
}
