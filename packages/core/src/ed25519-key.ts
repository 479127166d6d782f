// The only way a public key enters a verification. With clean keys, cofactorless and cofactored verification agree and no
// signature verifies for many messages; libraries skip these checks, so they are made here, once per key.
import { Point } from '@noble/ed25519';
import { parseWireBase64, toWireBase64 } from './base64.js';

/** Length of an Ed25519 public key in bytes. */
export const PUBLIC_KEY_BYTES = 32;

declare const imported: unique symbol;

/** A public key that passed `importPublicKey`; equal `publicKey` texts mean equal keys. */
export type VerifyingKey = {
  /** `base64:` and 44 characters. */
  readonly publicKey: string;
  readonly [imported]: true;
};

/** Why a public key is refused. */
export type PublicKeyProblem = 'wrong_length' | 'bad_encoding' | 'small_order' | 'mixed_order';

/** A public key that no verification may use. */
export class PublicKeyError extends Error {
  override readonly name = 'PublicKeyError';
  readonly problem: PublicKeyProblem;

  constructor(problem: PublicKeyProblem) {
    super(`unusable Ed25519 public key: ${problem}`);
    this.problem = problem;
  }
}

/** Keys made by `importPublicKey`: an object of the right shape is not enough to be verified with. */
const importedKeys = new WeakSet<object>();

/**
 * Checks a public key (32 bytes, canonical encoding of RFC 8032 §5.1.3, not of small order, free of torsion) and makes it
 * usable by either engine (P-15); throws `PublicKeyError`. Costs about a millisecond: import once, verify many times.
 */
export function importPublicKey(bytes: Uint8Array): VerifyingKey {
  if (bytes.length !== PUBLIC_KEY_BYTES) throw new PublicKeyError('wrong_length');
  const point = decodePoint(bytes);
  if (point.isSmallOrder()) throw new PublicKeyError('small_order');
  if (!point.isTorsionFree()) throw new PublicKeyError('mixed_order');
  const key = Object.freeze({ publicKey: toWireBase64(bytes) }) as VerifyingKey;
  importedKeys.add(key);
  return key;
}

/** The 32 bytes of an imported key, in a new array; throws `TypeError` for any other object. */
export function publicKeyBytes(key: VerifyingKey): Uint8Array {
  if (!importedKeys.has(key)) throw new TypeError('not a key made by importPublicKey');
  return parseWireBase64(key.publicKey, PUBLIC_KEY_BYTES);
}

function decodePoint(bytes: Uint8Array): Point {
  try {
    return Point.fromBytes(bytes, false);
  } catch {
    throw new PublicKeyError('bad_encoding');
  }
}
