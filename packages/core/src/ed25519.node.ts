// Ed25519 by Node's own crypto, the fast engine behind `#ed25519`. It must answer exactly as `ed25519.noble.ts` does: key
// and signature are checked by shared code first, and OpenSSL's verification is cofactorless (it compares R byte by byte).
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { PUBLIC_KEY_BYTES, publicKeyBytes, type VerifyingKey } from './ed25519-key.js';
import { isWellFormedSignature } from './ed25519-signature.js';

/** DER in front of the raw 32 bytes: SubjectPublicKeyInfo and PKCS #8 of id-Ed25519 (RFC 8410 §4, §7). */
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

const keyObjects = new WeakMap<VerifyingKey, KeyObject>();

/** True if the signature over the message verifies under the one rule (P-17); malformed signatures are false. */
export function verifySignature(key: VerifyingKey, message: Uint8Array, signature: Uint8Array): boolean {
  const keyObject = keyObjects.get(key) ?? createKeyObject(key);
  return isWellFormedSignature(signature) && verify(null, message, keyObject, signature);
}

/** The 64 signature bytes over a message; `seed` is the 32-byte private key of RFC 8032 §5.1.5, else `RangeError`. */
export function signMessage(seed: Uint8Array, message: Uint8Array): Uint8Array {
  return new Uint8Array(sign(null, message, toPrivateKey(seed)));
}

/** The 32 bytes of the public key of a 32-byte seed; throws `RangeError` on any other length. */
export function publicKeyOf(seed: Uint8Array): Uint8Array {
  const spki = createPublicKey(toPrivateKey(seed)).export({ format: 'der', type: 'spki' });
  return new Uint8Array(spki.subarray(-PUBLIC_KEY_BYTES));
}

function createKeyObject(key: VerifyingKey): KeyObject {
  const der = Buffer.concat([SPKI_HEAD, publicKeyBytes(key)]);
  const keyObject = createPublicKey({ key: der, format: 'der', type: 'spki' });
  keyObjects.set(key, keyObject);
  return keyObject;
}

function toPrivateKey(seed: Uint8Array): KeyObject {
  if (seed.length !== 32) throw new RangeError('an Ed25519 seed has 32 bytes');
  return createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' });
}
