// Lower-case hexadecimal: the spelling of digests. One spelling only, so that texts can be compared as they are.
import { EncodingError } from './encoding-error.js';

const DIGITS = '0123456789abcdef';

/** Two lower-case hex digits per byte. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += DIGITS.charAt(byte >> 4) + DIGITS.charAt(byte & 15);
  return text;
}

/** The bytes that `toHex` writes as this text; throws `EncodingError` on upper case, odd length or any other character. */
export function parseHex(text: string): Uint8Array {
  if (text.length % 2 !== 0) throw new EncodingError('hex needs two digits per byte');
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at++) {
    bytes[at] = parseDigit(text.charAt(2 * at)) * 16 + parseDigit(text.charAt(2 * at + 1));
  }
  return bytes;
}

function parseDigit(digit: string): number {
  const value = DIGITS.indexOf(digit);
  if (value === -1) throw new EncodingError('hex digits are 0-9 and a-f');
  return value;
}
