// A signing key of this user's in a registry's trust: adding it with proof of possession, and keys as they are pinned. What a
// registry says of a key is a hint: bytes and thumbprints are the ones computed here.
import type { Registry } from '@action-registry/client';
import {
  EncodingError,
  importPublicKey,
  PUBLIC_KEY_BYTES,
  PublicKeyError,
  parseWireBase64,
  signKeyAdd,
  thumbprintOf,
} from '@action-registry/core';
import { type AddKey, PublicKey, RegistryError, type TrustedKey, type TrustedKeyEntry } from '@action-registry/schema';
import type { SigningKey } from './key-file.js';

/** For which names (every one without `scope`) a key is to be trusted, and whose it is. */
type Wish = { scope?: string[] | undefined; comment?: string | undefined };

/** What a registry is given to trust a key, with the key's own signature over it. */
export function toKeyAddition(key: SigningKey, { scope, comment }: Wish): AddKey {
  const facts = { kid: key.kid, public_key: key.publicKey, role: 'publisher' as const };
  const proof = signKeyAdd({ ...facts, scope: scope ?? null, valid_from: null, valid_until: null }, key.seed);
  return { ...facts, proof, ...(scope && { scope }), ...(comment && { comment }) };
}

/** Has a registry trust a key; throws KEY_EXISTS when kid or bytes are taken. */
export async function addTrustedKey(registry: Registry, key: SigningKey, wish: Wish): Promise<TrustedKey> {
  const added = await registry.call((trpc) => trpc.keys.add.mutate(toKeyAddition(key, wish)));
  if (added.kid === key.kid && added.public_key === key.publicKey) return added;
  throw new RegistryError('INTERNAL', `The registry was given the key '${key.kid}' and answered with another one.`, {
    details: {},
  });
}

/** This user's own key as it is pinned: its own bytes, for no more names than the registry trusts it for. */
export function toOwnEntry({ kid, publicKey }: SigningKey, { scope }: TrustedKey): TrustedKeyEntry {
  return { kid, alg: 'ed25519', public_key: publicKey, role: 'publisher', ...(scope && { scope }) };
}

/** Somebody's key as it is pinned when its bytes are believed; `scope` narrows it. */
export function toPinnedEntry(
  { kid, public_key, role, valid_from, ...key }: TrustedKey,
  scope: string[] | undefined = key.scope,
): TrustedKeyEntry {
  return { kid, alg: 'ed25519', public_key, role, ...(scope && { scope }), ...(valid_from && { valid_from }) };
}

/** The RFC 7638 thumbprint of a key's bytes; undefined for bytes that are no good key. */
export function findThumbprint({ public_key }: Pick<TrustedKey, 'public_key'>): string | undefined {
  if (!PublicKey.safeParse(public_key).success) return undefined;
  try {
    return thumbprintOf(importPublicKey(parseWireBase64(public_key, PUBLIC_KEY_BYTES)));
  } catch (error) {
    if (error instanceof PublicKeyError || error instanceof EncodingError) return undefined;
    throw error;
  }
}
