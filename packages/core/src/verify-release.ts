// Verification of one release, as the protocol's steps in their order (P-53). What is verified is the text at hand
// under the name and version that were asked for; nothing that came with the release is believed. All checks that can be
// made are made; those of the log are made for verifiers that say what they demand of it.
import { type Check, type KeyState, type LogEvidence, VERIFY_ERRORS, type Verification } from '@action-registry/schema';
import { parseWireBase64 } from './base64.js';
import { digestOf } from './digest.js';
import { SIGNATURE_BYTES } from './ed25519-signature.js';
import { EncodingError } from './encoding-error.js';
import { checkLog } from './log-checks.js';
import { gatherLogFindings, isProvenAt, type LogFindings, type LogPolicy } from './log-findings.js';
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
 * the digest it is said to have, its signatures, the log entry that published it, and what is shown of the log for it.
 */
export type ReleaseClaim = {
  name: string;
  version: string;
  document: string;
  claimedHash?: string | undefined;
  signatures: readonly ClaimedSignature[];
  log_index?: number | undefined;
  log?: LogEvidence | undefined;
};

/** The moment at which keys must be valid and, for verifiers that hold releases against the log, what they demand of it. */
export type VerifyOptions = { now: Date; log?: LogPolicy | undefined };

/** A signature with its bytes; undefined when they are malformed. */
export type SignatureCandidate = ClaimedSignature & { bytes: Uint8Array | undefined };

/**
 * A signature whose kid selects a trusted key (P-19): whether that key may sign the name that was asked for, its state,
 * and whether that state lets this signature count. `isPlaceProven` is absent where the log is not looked at.
 */
export type KnownSignature = SignatureCandidate & {
  trusted: TrustKey;
  covers: boolean;
  state: KeyState;
  counts: boolean;
  isPlaceProven?: boolean;
};

/** What the checks look at: the claim, the digest computed here, the signatures, and what the log shows. */
export type ReleaseFindings = {
  claim: ReleaseClaim;
  digest: string;
  candidates: readonly SignatureCandidate[];
  known: readonly KnownSignature[];
  knownKids: readonly string[];
  log: LogFindings | undefined;
};

/**
 * The verdict over a release at the moment `now`, with every check that could be made; the headline is the first that
 * failed. One trusted signature is enough; unknown kids are passed over; a known kid with a bad signature fails it.
 */
export function verifyRelease(claim: ReleaseClaim, trust: Trust, options: VerifyOptions): Verification {
  return judge(gatherFindings(claim, trust, options));
}

/** The trusted keys that each vouch for the release by themselves; none unless it verifies. */
export function findVouchingKeys(claim: ReleaseClaim, trust: Trust, options: VerifyOptions): TrustKey[] {
  const findings = gatherFindings(claim, trust, options);
  if (!judge(findings).verified) return [];
  const vouching = findings.known.filter(({ covers, counts }) => covers && counts);
  return [...new Set(vouching.map(({ trusted }) => trusted))];
}

function judge(findings: ReleaseFindings): Verification {
  const isSigned = findings.claim.signatures.length > 0;
  const hasKnown = findings.known.length > 0;
  return toVerification([
    checkSigned(findings),
    ...(isSigned ? [checkSignatureForm(findings), checkKeyKnown(findings)] : []),
    ...(hasKnown ? [checkKeyAuthorized(findings), checkAlgorithm(findings), checkKeyState(findings)] : []),
    checkDigest(findings),
    checkIdentity(findings),
    ...(hasKnown ? [checkSignature(findings)] : []),
    ...(findings.log === undefined ? [] : checkLog(findings.log)),
  ]);
}

/** The verdict that a list of checks amounts to (P-54). */
function toVerification(checks: Check[]): Verification {
  const failed = checks.find(({ ok }) => !ok);
  const code = failed?.code;
  const headline = code === undefined ? {} : { verify_error: VERIFY_ERRORS[code], verify_code: code };
  return { verified: failed === undefined, ...headline, checks };
}

function gatherFindings(claim: ReleaseClaim, trust: Trust, { now, log: policy }: VerifyOptions): ReleaseFindings {
  const digest = digestOf(claim.document);
  const log = policy && gatherLogFindings({ claim, digest, trust, policy, now });
  const candidates = claim.signatures.map((signature) => ({ ...signature, bytes: findSignatureBytes(signature.sig) }));
  const known = candidates.flatMap((candidate): KnownSignature[] => {
    const trusted = trust.keys.get(candidate.kid);
    if (trusted === undefined) return [];
    const state = keyState(trusted, now);
    const covers = trusted.role === 'publisher' && scopeCovers(trusted.scope, claim.name);
    const place = candidate.log_index ?? claim.log_index;
    // A verifier that looks at the log takes no place from the registry's word.
    const isPlaceProven = log && isProvenAt(log, place);
    const counts = isSufficient(state, trusted.last_valid_index, isPlaceProven === false ? undefined : place);
    return [{ ...candidate, trusted, covers, state, counts, ...(isPlaceProven !== undefined && { isPlaceProven }) }];
  });
  return { claim, digest, candidates, known, knownKids: [...trust.keys.keys()], log };
}

/**
 * Expired and retired keys sign nothing new, but what they signed stays good (P-26); revocation cuts at a log index
 * (P-27).
 */
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
