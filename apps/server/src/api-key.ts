// The shape of generated API keys: ark_ID_SECRETCHECK, 12 + 43 + 6 base62 characters, the last six a CRC-32 over all before
// them, so that scanners and clients can tell a mistyped key from an unknown one offline.
import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SHAPE = /^ark_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}$/;
const CHECK_CHARACTERS = 6;

/** A fresh key (256 random bits in its secret) and the part of it that may be shown. */
export function createApiKey(): { token: string; prefix: string } {
  const prefix = `ark_${randomText(12)}`;
  const body = `${prefix}_${randomText(43)}`;
  return { token: body + checksum(body), prefix };
}

/** True for texts that look like a generated key. */
export function isApiKeyShaped(token: string): boolean {
  return SHAPE.test(token);
}

/** True when a key-shaped text ends in the checksum of what stands before. */
export function hasValidChecksum(token: string): boolean {
  return token.slice(-CHECK_CHARACTERS) === checksum(token.slice(0, -CHECK_CHARACTERS));
}

/** Uniform base62 text: bytes that would favour some characters are drawn again. */
function randomText(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < 248 && text.length < length) text += ALPHABET[byte % 62];
    }
  }
  return text;
}

function checksum(body: string): string {
  let value = crc32(body);
  let text = '';
  for (let i = 0; i < CHECK_CHARACTERS; i++) {
    text = ALPHABET[value % 62] + text;
    value = Math.floor(value / 62);
  }
  return text;
}
