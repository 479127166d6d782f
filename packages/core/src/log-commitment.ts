// The leaf of a private event: a salted commitment (P-33). Whoever gets event and salt can check that the log holds
// exactly this event; whoever has the leaf alone learns nothing, because 32 random bytes stand before the guessable
// text.
import type { JsonObject, PrivateEventType } from '@action-registry/schema';
import { sha256 } from '#sha256';
import { concatBytes } from './bytes.js';
import { canonicalize } from './canonical-json.js';
import { toHex } from './hex.js';
import { toUtf8 } from './utf8.js';

/** Length of a salt in bytes; each event has its own, from a cryptographic source. */
export const SALT_BYTES = 32;

/** What a private leaf commits to; `at` is an ISO 8601 UTC time. */
export type PrivateEvent = {
  actor: string;
  at: string;
  data: JsonObject;
  subject: string;
  type: PrivateEventType;
  workspace: string;
};

/** `sha256:` and hex SHA-256(salt ‖ UTF-8 of the event's canonical text); throws `RangeError` unless the salt has 32 bytes. */
export function privateCommitment(event: PrivateEvent, salt: Uint8Array): string {
  if (salt.length !== SALT_BYTES) throw new RangeError(`a salt has ${SALT_BYTES} bytes`);
  const { actor, at, data, subject, type, workspace } = event;
  const text = canonicalize({ actor, at, data, subject, type, workspace });
  return `sha256:${toHex(sha256(concatBytes([salt, toUtf8(text)])))}`;
}

/** The canonical text of a private leaf. */
export function privateLeafText(commitment: string): string {
  return canonicalize({ commitment, type: 'private', v: 1 });
}

/** True if the leaf is the commitment to exactly this event under this salt; false for any other leaf or malformed salt. */
export function checkCommitment(leaf: string, event: PrivateEvent, salt: Uint8Array): boolean {
  return salt.length === SALT_BYTES && leaf === privateLeafText(privateCommitment(event, salt));
}
