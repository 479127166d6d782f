// The name of a document's bytes. It is always computed from the text at hand, never taken from who delivered it.
import { sha256 } from '#sha256';
import { toHex } from './hex.js';

/** `sha256:` and the lower-case hex SHA-256 of the UTF-8 bytes of a canonical text (P-8). */
export function digestOf(canonicalText: string): string {
  return `sha256:${toHex(sha256(canonicalText))}`;
}
