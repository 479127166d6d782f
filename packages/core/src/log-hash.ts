// The three hashes of the log (RFC 6962 §2.1, P-36). A leaf and an inner node start with different bytes, so that
// neither can ever pass for the other.
import { sha256 } from '#sha256';
import { concatBytes } from './bytes.js';
import { toUtf8 } from './utf8.js';

/** Length of every hash of the log in bytes. */
export const LOG_HASH_BYTES = 32;

const LEAF_PREFIX = Uint8Array.of(0x00);
const NODE_PREFIX = Uint8Array.of(0x01);

/** SHA-256(0x00 ‖ leaf); a text is hashed as UTF-8. */
export function leafHash(leaf: string | Uint8Array): Uint8Array {
  return sha256(concatBytes([LEAF_PREFIX, typeof leaf === 'string' ? toUtf8(leaf) : leaf]));
}

/** SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concatBytes([NODE_PREFIX, left, right]));
}

/** The root of a log without entries: SHA-256 of nothing. */
export function emptyRoot(): Uint8Array {
  return sha256('');
}
