// Signing keys on disk: one format, a JWE (RFC 7516, PBES2) around an Ed25519 JWK. Without a passphrase the file's mode is
// its only protection, and its header says so.

import { getRandomValues } from 'node:crypto';
import {
  importPublicKey,
  parseBase64Url,
  publicKeyOf,
  thumbprintOf,
  toBase64Url,
  toWireBase64,
} from '@action-registry/core';
import { KeyId } from '@action-registry/schema';
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose';
import { UsageError } from './usage-error.js';

/** OWASP's floor for PBKDF2-HMAC-SHA-256; a file without a passphrase has nothing to stretch. */
const ITERATIONS = 600_000;
const ITERATIONS_WITHOUT_PASSPHRASE = 1_000;
// PBES2 refuses an empty password, so every passphrase is prefixed.
const DOMAIN = 'action-registry-key:';

/** A key that can sign: its id, its 32-byte seed, and its public half as it travels. */
export type SigningKey = { kid: string; seed: Uint8Array; publicKey: string; thumbprint: string };

/** A fresh key; without a `kid` it is named after its thumbprint. */
export function createSigningKey(kid?: string): SigningKey {
  return toSigningKey(getRandomValues(new Uint8Array(32)), kid);
}

/** The key of a seed. */
export function toSigningKey(seed: Uint8Array, kid?: string): SigningKey {
  const bytes = publicKeyOf(seed);
  const thumbprint = thumbprintOf(importPublicKey(bytes));
  const label = kid ?? `k-${thumbprint.slice(0, 16).toLowerCase()}`;
  assertKid(label);
  return { kid: label, seed, publicKey: toWireBase64(bytes), thumbprint };
}

/** Throws UsageError for what is no key id; ids are also names of files. */
export function assertKid(kid: string): void {
  const { error } = KeyId.safeParse(kid);
  if (error !== undefined) throw new UsageError(`The key id '${kid}' ${error.issues[0]?.message ?? 'is not lawful'}.`);
}

/** The key as the text of its file. */
export function encryptKey(key: SigningKey, passphrase: string): Promise<string> {
  const jwk = { kty: 'OKP', crv: 'Ed25519', kid: key.kid, d: toBase64Url(key.seed) };
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(jwk)))
    .setProtectedHeader({
      alg: 'PBES2-HS256+A128KW',
      enc: 'A256GCM',
      typ: 'action-registry-key',
      passphrase: passphrase !== '',
    })
    .setKeyManagementParameters({ p2c: passphrase === '' ? ITERATIONS_WITHOUT_PASSPHRASE : ITERATIONS })
    .encrypt(toPassword(passphrase));
}

/** True when a key file asks for a passphrase; throws UsageError for a text that is no key file. */
export function needsPassphrase(text: string): boolean {
  try {
    return decodeProtectedHeader(text.trim()).passphrase === true;
  } catch (cause) {
    throw new UsageError('This is no key file: it has no readable header.', { cause });
  }
}

/** The key in a file's text; throws UsageError for a wrong passphrase or a file that is none of ours. */
export async function decryptKey(text: string, passphrase: string): Promise<SigningKey> {
  try {
    const { plaintext } = await compactDecrypt(text.trim(), toPassword(passphrase), {
      maxPBES2Count: ITERATIONS,
      keyManagementAlgorithms: ['PBES2-HS256+A128KW'],
    });
    const jwk = JSON.parse(new TextDecoder().decode(plaintext)) as { kid: string; d: string };
    return toSigningKey(parseBase64Url(jwk.d), jwk.kid);
  } catch (error) {
    throw new UsageError('The key file cannot be opened: the passphrase is wrong, or the file is damaged.', {
      cause: error,
    });
  }
}

function toPassword(passphrase: string): Uint8Array {
  return new TextEncoder().encode(DOMAIN + passphrase);
}
