// A signing key of this user's in a registry's trust: adding it with proof of possession, and its form in the pinned file.
import type { Registry } from '@action-registry/client';
import { signKeyAdd } from '@action-registry/core';
import type { TrustedKey, TrustedKeyEntry } from '@action-registry/schema';
import type { SigningKey } from './key-file.js';

/** Has a registry trust a key for `scope` (every name without one); throws KEY_EXISTS when kid or bytes are taken. */
export function addTrustedKey(
  registry: Registry,
  key: SigningKey,
  { scope, comment }: { scope?: string[] | undefined; comment?: string | undefined },
): Promise<TrustedKey> {
  const facts = { kid: key.kid, public_key: key.publicKey, role: 'publisher' as const };
  const proof = signKeyAdd({ ...facts, scope: scope ?? null, valid_from: null, valid_until: null }, key.seed);
  return registry.call((trpc) =>
    trpc.keys.add.mutate({ ...facts, proof, ...(scope && { scope }), ...(comment && { comment }) }),
  );
}

/** What a registry says of a key, as it is pinned: for no more names than the registry trusts it for. */
export function toPinnedEntry({ kid, public_key, role, scope }: TrustedKey): TrustedKeyEntry {
  return { kid, alg: 'ed25519', public_key, role, ...(scope && { scope }) };
}
