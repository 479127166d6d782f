// Proof of possession: who adds a key shows, under the admin payload type, that they hold its private half. The statement
// names every right the key is to have, so that a proof given for one scope cannot be used to add the key with another.

import type { KeyRole } from '@action-registry/schema';
import { publicKeyOf, signMessage, verifySignature } from '#ed25519';
import { parseWireBase64, toWireBase64 } from './base64.js';
import { canonicalize } from './canonical-json.js';
import { importPublicKey, PUBLIC_KEY_BYTES, PublicKeyError } from './ed25519-key.js';
import { SIGNATURE_BYTES } from './ed25519-signature.js';
import { EncodingError } from './encoding-error.js';
import { PAYLOAD_TYPES, pae } from './envelope.js';

/** The key to be added; absent scope (every name) and open ends of its validity are null. Times are ISO 8601 UTC. */
export type KeyAddition = {
  kid: string;
  public_key: string;
  role: KeyRole;
  scope: string[] | null;
  valid_from: string | null;
  valid_until: string | null;
};

/** The canonical statement that a proof of possession signs (P-13). */
export function keyAddStatement({ kid, public_key, role, scope, valid_from, valid_until }: KeyAddition): string {
  return canonicalize({
    key: { alg: 'ed25519', kid, public_key, role, scope, valid_from, valid_until },
    op: 'key.add',
  });
}

/** The wire signature of the statement by the seed of the key itself; throws `TypeError` if it is another key's seed. */
export function signKeyAdd(key: KeyAddition, seed: Uint8Array): string {
  if (toWireBase64(publicKeyOf(seed)) !== key.public_key) throw new TypeError('the seed belongs to another public key');
  return toWireBase64(signMessage(seed, signingBytes(key)));
}

/** True if `proof` is this key's own signature over its statement; unusable keys and malformed texts give false. */
export function verifyKeyAdd(key: KeyAddition, proof: string): boolean {
  try {
    const verifyingKey = importPublicKey(parseWireBase64(key.public_key, PUBLIC_KEY_BYTES));
    return verifySignature(verifyingKey, signingBytes(key), parseWireBase64(proof, SIGNATURE_BYTES));
  } catch (error) {
    if (error instanceof EncodingError || error instanceof PublicKeyError) return false;
    throw error;
  }
}

function signingBytes(key: KeyAddition): Uint8Array {
  return pae(PAYLOAD_TYPES.admin, keyAddStatement(key));
}
