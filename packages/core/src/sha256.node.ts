// SHA-256 by Node's own crypto, chosen through `#sha256` where there is one. `sha256.noble.ts` gives the same bytes.
import { hash } from 'node:crypto';

/** The 32 bytes of SHA-256 (FIPS 180-4) over bytes, or over the UTF-8 form of a text. */
export function sha256(data: Uint8Array | string): Uint8Array {
  // A plain copy: a Buffer prints, compares and slices unlike the array that the other engine returns.
  return new Uint8Array(hash('sha256', data, 'buffer'));
}
