// The form every signature must have before an engine sees it. Engines differ, and change between versions, in what they
// let pass here; with these checks in front, both engines on every Node version give one answer.
import { parseHex } from './hex.js';

/** Length of an Ed25519 signature in bytes. */
export const SIGNATURE_BYTES = 64;

/** The field prime 2^255 − 19 and the group order L (RFC 8032 §5.1), little-endian. */
const FIELD_PRIME = parseHex('edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f');
const GROUP_ORDER = parseHex('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010');

/** The y coordinates of the eight points of small order; each stands for its two signs of x. */
const SMALL_ORDER_Y = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
].map(parseHex);

/**
 * True for 64 bytes R ‖ S with S < L (RFC 8032 §5.1.7, so no second signature follows from a first), R canonically
 * encoded and R not of small order (P-16; OpenSSL behind newer Node versions refuses those, behind older ones it does
 * not).
 */
export function isWellFormedSignature(signature: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_BYTES) return false;
  // A copy in every case: `slice` of a Buffer would share its memory.
  const y = new Uint8Array(signature.subarray(0, 32));
  // The top bit of R is the sign of x. The two points with x = 0, whose sign bit must be clear, have small order.
  y[31] = (y[31] ?? 0) & 0x7f;
  if (!isBelow(y, FIELD_PRIME) || !isBelow(signature.subarray(32), GROUP_ORDER)) return false;
  return !SMALL_ORDER_Y.some((small) => compare(y, small) === 0);
}

function isBelow(left: Uint8Array, right: Uint8Array): boolean {
  return compare(left, right) < 0;
}

/** Negative, zero or positive, as two 32-byte little-endian numbers compare. */
function compare(left: Uint8Array, right: Uint8Array): number {
  for (let at = 31; at >= 0; at--) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
