// Verification of one release, as the protocol's steps in their order (trust.md §3). What is verified is the text at hand
// under the name and version that were asked for; nothing that came with the release is believed. All checks that can be
// made are made.
import { type Check, type KeyState, VERIFY_ERRORS, type Verification } from '@action-registry/schema';
import { parseWireBase64 } from './base64.js';
import { digestOf } from './digest.js';
import { SIGNATURE_BYTES } from './ed25519-signature.js';
import { EncodingError } from './encoding-error.js';
import {
  checkAlgorithm,
  checkDigest,
  checkIdentity,
  checkKeyAuthorized,
  checkKeyKnown,
  checkKeyState,
  checkSignature,
  checkSignatureForm,
  checkSigned,
} from './release-checks.js';
import { keyState, scopeCovers, type Trust, type TrustKey } from './trusted-keys.js';

/** A signature as it came; `log_index` is the entry that brought it. */
export type ClaimedSignature = { kid: string; sig: string; alg?: string | undefined; log_index?: number | undefined };

/**
 * What is to be verified. `name` and `version` are the ones asked for; everything else is as it came: the canonical text,
 * the digest it is said to have, its signatures, and the log entry that published it.
 */
export type ReleaseClaim = {
  name: string;
  version: string;
  document: string;
  claimedHash?: string | undefined;
  signatures: readonly ClaimedSignature[];
  log_index?: number | undefined;
};

/** A signature with its bytes; undefined when they are malformed. */
export type SignatureCandidate = ClaimedSignature & { bytes: Uint8Array | undefined };

/**
 * A signature whose kid selects a trusted key: whether that key may sign the name that was asked for, its state, and
 * whether that state lets this signature count.
 */
export type KnownSignature = SignatureCandidate & {
  trusted: TrustKey;
  covers: boolean;
  state: KeyState;
  counts: boolean;
};

/** What the checks look at: the claim, the digest computed here, and the signatures. */
export type ReleaseFindings = {
  claim: ReleaseClaim;
  digest: string;
  candidates: readonly SignatureCandidate[];
  known: readonly KnownSignature[];
  knownKids: readonly string[];
};

/**
 * The verdict over a release at the moment `now`, with every check that could be made; the headline is the first that
 * failed. One trusted signature is enough; unknown kids are passed over; a known kid with a bad signature fails it.
 */
export function verifyRelease(claim: ReleaseClaim, trust: Trust, { now }: { now: Date }): Verification {
  const findings = gatherFindings(claim, trust, now);
  const isSigned = claim.signatures.length > 0;
  const hasKnown = findings.known.length > 0;
  return toVerification([
    checkSigned(findings),
    ...(isSigned ? [checkSignatureForm(findings), checkKeyKnown(findings)] : []),
    ...(hasKnown ? [checkKeyAuthorized(findings), checkAlgorithm(findings), checkKeyState(findings)] : []),
    checkDigest(findings),
    checkIdentity(findings),
    ...(hasKnown ? [checkSignature(findings)] : []),
  ]);
}

/** The verdict that a list of checks amounts to. */
function toVerification(checks: Check[]): Verification {
  const failed = checks.find(({ ok }) => !ok);
  const code = failed?.code;
  const headline = code === undefined ? {} : { verify_error: VERIFY_ERRORS[code], verify_code: code };
  return { verified: failed === undefined, ...headline, checks };
}

function gatherFindings(claim: ReleaseClaim, trust: Trust, now: Date): ReleaseFindings {
  const candidates = claim.signatures.map((signature) => ({ ...signature, bytes: findSignatureBytes(signature.sig) }));
  const known = candidates.flatMap((candidate): KnownSignature[] => {
    const trusted = trust.keys.get(candidate.kid);
    if (trusted === undefined) return [];
    const state = keyState(trusted, now);
    const covers = trusted.role === 'publisher' && scopeCovers(trusted.scope, claim.name);
    const counts = isSufficient(state, trusted.last_valid_index, candidate.log_index ?? claim.log_index);
    return [{ ...candidate, trusted, covers, state, counts }];
  });
  return { claim, digest: digestOf(claim.document), candidates, known, knownKids: [...trust.keys.keys()] };
}

/** Expired and retired keys sign nothing new, but what they signed stays good; revocation cuts at a log index. */
function isSufficient(state: KeyState, lastValidIndex: number, logIndex: number | undefined): boolean {
  if (state === 'pending') return false;
  if (state !== 'revoked') return true;
  // Without a place in the log it cannot be told which side of the cut a signature is on; below 0 there is no place.
  return logIndex !== undefined && Number.isSafeInteger(logIndex) && logIndex >= 0 && logIndex <= lastValidIndex;
}

function findSignatureBytes(sig: string): Uint8Array | undefined {
  try {
    return parseWireBase64(sig, SIGNATURE_BYTES);
  } catch (error) {
    if (error instanceof EncodingError) return undefined;
    throw error;
  }
}
