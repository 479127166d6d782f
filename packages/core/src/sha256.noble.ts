// SHA-256 where Node's crypto is missing, chosen through `#sha256`. WebCrypto cannot serve: it answers asynchronously and
// not at all on plain http.
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { toUtf8 } from './utf8.js';

/** The 32 bytes of SHA-256 (FIPS 180-4) over bytes, or over the UTF-8 form of a text. */
export function sha256(data: Uint8Array | string): Uint8Array {
  return nobleSha256(typeof data === 'string' ? toUtf8(data) : data);
}
