// Ed25519 in plain JavaScript, the engine behind `#ed25519` outside Node. It must answer exactly as `ed25519.node.ts` does:
// noble's verification is cofactored even in strict mode, and requiring R free of torsion takes that difference away.
import { getPublicKey, hashes, Point, sign, verify } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { publicKeyBytes, type VerifyingKey } from './ed25519-key.js';
import { isWellFormedSignature } from './ed25519-signature.js';

const keyBytes = new WeakMap<VerifyingKey, Uint8Array>();

/** True if the signature over the message verifies under the one rule (P-17); malformed signatures are false. */
export function verifySignature(key: VerifyingKey, message: Uint8Array, signature: Uint8Array): boolean {
  setHash();
  const publicKey = keyBytes.get(key) ?? cacheKeyBytes(key);
  return (
    isWellFormedSignature(signature) &&
    verify(signature, message, publicKey, { zip215: false }) &&
    Point.fromBytes(signature.subarray(0, 32), false).isTorsionFree()
  );
}

/** The 64 signature bytes over a message; `seed` is the 32-byte private key of RFC 8032 §5.1.5, else `RangeError`. */
export function signMessage(seed: Uint8Array, message: Uint8Array): Uint8Array {
  setHash();
  return sign(message, seed);
}

/** The 32 bytes of the public key of a 32-byte seed; throws `RangeError` on any other length. */
export function publicKeyOf(seed: Uint8Array): Uint8Array {
  setHash();
  return getPublicKey(seed);
}

function cacheKeyBytes(key: VerifyingKey): Uint8Array {
  const bytes = publicKeyBytes(key);
  keyBytes.set(key, bytes);
  return bytes;
}

/** noble's synchronous calls need a SHA-512; it is set at first use so that importing this file has no effect. */
function setHash(): void {
  hashes.sha512 ??= sha512;
}
