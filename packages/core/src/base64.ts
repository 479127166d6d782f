// Base64 with exactly one spelling per byte string. A second accepted spelling would let a stored signature or key change
// without its bytes changing, and would hide duplicates; so what `parse…` accepts is exactly what `to…` writes.
import { EncodingError } from './encoding-error.js';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const WIRE_PREFIX = 'base64:';
const INVALID = 255;

const VALUES = new Uint8Array(128).fill(INVALID);
for (let value = 0; value < ALPHABET.length; value++) VALUES[ALPHABET.charCodeAt(value)] = value;

/** RFC 4648 §4 base64, padded. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += ALPHABET.charAt(group >> 18) + ALPHABET.charAt((group >> 12) & 63);
    text += left > 1 ? ALPHABET.charAt((group >> 6) & 63) : '=';
    text += left > 2 ? ALPHABET.charAt(group & 63) : '=';
  }
  return text;
}

/**
 * The bytes of canonical RFC 4648 §4 base64; throws `EncodingError` on missing or extra padding, white space, the URL
 * alphabet and non-zero trailing bits (§3.5).
 */
export function parseBase64(text: string): Uint8Array {
  if (text.length % 4 !== 0) throw new EncodingError('base64 comes in groups of four characters');
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const digits = text.length - padding;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let bits = 0;
  let written = 0;
  for (let at = 0; at < digits; at++) {
    bits = ((bits & 0xffff) << 6) | parseDigit(text.charCodeAt(at));
    // The first digit of a group completes no byte; each of the other three completes one.
    if (at % 4 !== 0) bytes[written++] = bits >> (6 - 2 * (at % 4));
  }
  if ((bits & UNUSED_BITS[padding]) !== 0) throw new EncodingError('the unused bits at the end of base64 must be zero');
  return bytes;
}

/** RFC 4648 §5 base64url without padding (RFC 7515 §2). */
export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The bytes of canonical unpadded base64url; throws `EncodingError` on padding, the §4 alphabet and trailing bits. */
export function parseBase64Url(text: string): Uint8Array {
  if (/[+/=]/.test(text)) throw new EncodingError('base64url has no +, / or =');
  const padded = text.padEnd(Math.ceil(text.length / 4) * 4, '=');
  return parseBase64(padded.replaceAll('-', '+').replaceAll('_', '/'));
}

/** The wire form of keys and signatures: `base64:` and padded base64 (P-18). */
export function toWireBase64(bytes: Uint8Array): string {
  return WIRE_PREFIX + toBase64(bytes);
}

/** The bytes of a wire form; throws `EncodingError` unless it is canonical and holds exactly `byteLength` bytes. */
export function parseWireBase64(text: string, byteLength: number): Uint8Array {
  if (!text.startsWith(WIRE_PREFIX)) throw new EncodingError(`must start with ${WIRE_PREFIX}`);
  const characters = Math.ceil(byteLength / 3) * 4;
  if (text.length !== WIRE_PREFIX.length + characters)
    throw new EncodingError(`must be ${WIRE_PREFIX} and ${characters} characters`);
  const bytes = parseBase64(text.slice(WIRE_PREFIX.length));
  if (bytes.length !== byteLength) throw new EncodingError(`must hold ${byteLength} bytes`);
  return bytes;
}

const UNUSED_BITS = { 0: 0, 1: 0b11, 2: 0b1111 } as const;

function parseDigit(code: number): number {
  const value = VALUES[code] ?? INVALID;
  if (value === INVALID) throw new EncodingError('base64 digits are A-Z, a-z, 0-9, + and /');
  return value;
}
