// Revoking a key by the word of a root key (trust.md §2). The statement names the key, the reason and the cut, and is signed
// under the admin payload type, so that no release signature passes for it and none of its facts can be exchanged.
import { LIMITS } from '@action-registry/schema';
import { signMessage, verifySignature } from '#ed25519';
import { parseWireBase64, toWireBase64 } from './base64.js';
import { canonicalize } from './canonical-json.js';
import { SIGNATURE_BYTES } from './ed25519-signature.js';
import { EncodingError } from './encoding-error.js';
import { PAYLOAD_TYPES, pae } from './envelope.js';
import type { LeafSignature } from './log-leaf.js';
import { keyState, type Trust, type TrustKey } from './trusted-keys.js';

/** What a revocation says: what the key signed up to this log index stays good; −1 leaves nothing good. */
export type KeyRevocation = { kid: string; reason: string; last_valid_index: number };

/** Why a revocation does not count. */
export type RevocationProblem = 'unsigned' | 'unknown_kid' | 'not_root' | 'key_state' | 'own_key' | 'bad_signature';

/** The root keys that vouch for a revocation; none where the store has no root key and the caller's permission suffices. */
export type RevocationVerdict =
  | { ok: true; signedBy: readonly TrustKey[] }
  | { ok: false; problem: RevocationProblem; kid?: string };

/** The canonical statement (P-14); throws `RangeError` for a cut that is no index and not −1. */
export function keyRevokeStatement({ kid, reason, last_valid_index }: KeyRevocation): string {
  if (!Number.isSafeInteger(last_valid_index) || last_valid_index < -1)
    throw new RangeError('last_valid_index is a log index or −1');
  return canonicalize({ kid, last_valid_index, op: 'key.revoke', reason });
}

/** The wire signature of a revocation by a root key's 32-byte seed. */
export function signKeyRevoke(revocation: KeyRevocation, seed: Uint8Array): string {
  return toWireBase64(signMessage(seed, signingBytes(revocation)));
}

/**
 * Holds a revocation against the root keys of a trust store. Once an active root key is there, one of them must have
 * signed; a known key's bad signature refuses it, unknown kids are passed over, and a key cannot revoke itself into
 * looking honest (P-28).
 */
export function verifyKeyRevoke(
  revocation: KeyRevocation,
  signatures: readonly LeafSignature[],
  { trust, now }: { trust: Trust; now: Date },
): RevocationVerdict {
  const known = signatures.slice(0, LIMITS.signaturesPerRelease).flatMap(({ kid, sig }) => {
    const key = trust.keys.get(kid);
    return key === undefined ? [] : [{ key, sig }];
  });
  const message = signingBytes(revocation);
  for (const { key, sig } of known) {
    const problem = findProblem(revocation, key, { now, isSigned: isSignedBy(key, message, sig) });
    if (problem !== undefined) return { ok: false, problem, kid: key.kid };
  }
  if (known.length > 0) return { ok: true, signedBy: [...new Set(known.map(({ key }) => key))] };
  if (!hasRoot(trust, now)) return { ok: true, signedBy: [] };
  return { ok: false, problem: signatures.length === 0 ? 'unsigned' : 'unknown_kid' };
}

/** True once a root key is active: from then on only a root key revokes. */
export function hasRoot(trust: Trust, now: Date): boolean {
  return [...trust.keys.values()].some((key) => key.role === 'root' && keyState(key, now) === 'active');
}

function findProblem(
  { kid }: KeyRevocation,
  key: TrustKey,
  { now, isSigned }: { now: Date; isSigned: boolean },
): RevocationProblem | undefined {
  if (key.role !== 'root') return 'not_root';
  // Whoever stole a root key would cut it where it suits them.
  if (key.kid === kid) return 'own_key';
  if (keyState(key, now) !== 'active') return 'key_state';
  return isSigned ? undefined : 'bad_signature';
}

function isSignedBy({ key }: TrustKey, message: Uint8Array, sig: string): boolean {
  try {
    return verifySignature(key, message, parseWireBase64(sig, SIGNATURE_BYTES));
  } catch (error) {
    if (error instanceof EncodingError) return false;
    throw error;
  }
}

function signingBytes(revocation: KeyRevocation): Uint8Array {
  return pae(PAYLOAD_TYPES.admin, keyRevokeStatement(revocation));
}
