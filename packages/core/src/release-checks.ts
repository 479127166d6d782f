// The named checks of a release's verification, one function each. A check says what it compared, so that whoever reads a
// refusal knows what to look at; texts that came with the release are quoted without what a terminal would obey.
import { type Check, isJsonObject, type Json, KeyId } from '@action-registry/schema';
import { verifySignature } from '#ed25519';
import { canonicalize } from './canonical-json.js';
import { failCheck, passCheck, quote } from './check-words.js';
import { releaseSigningBytes } from './envelope.js';
import { strictRead } from './strict-json.js';
import { StrictJsonError } from './strict-json-error.js';
import type { KnownSignature, ReleaseFindings, SignatureCandidate } from './verify-release.js';

/** The one algorithm there is. Which one a key has is the trust store's to say, never the message's. */
const ALGORITHM = 'ed25519';

/** Is there a signature at all? */
export function checkSigned({ candidates }: ReleaseFindings): Check {
  if (candidates.length === 0) return failCheck('signed', 'unsigned', 'The release has no signature.');
  return passCheck('signed', candidates.length === 1 ? 'One signature.' : `${candidates.length} signatures.`);
}

/** Is each signature that counts 64 bytes in base64? Signatures of unknown keys count only while no key is known. */
export function checkSignatureForm({ candidates, known }: ReleaseFindings): Check {
  const considered: readonly SignatureCandidate[] = known.length > 0 ? known : candidates;
  const malformed = considered.find(({ bytes }) => bytes === undefined);
  if (malformed === undefined) return passCheck('signature_form', 'base64: and 64 bytes.');
  const detail = `The signature of ${quote(malformed.kid)} is not base64: and 88 characters (64 bytes).`;
  return failCheck('signature_form', 'malformed_signature', detail);
}

/** Does a kid select a key that is trusted here? */
export function checkKeyKnown({ candidates, known, knownKids }: ReleaseFindings): Check {
  const unknown = candidates.filter(({ kid }) => !known.some((each) => each.kid === kid));
  const passedOver = unknown.length === 0 ? '' : ` Passed over, not trusted here: ${listKids(unknown)}.`;
  if (known.length > 0) return passCheck('key_known', `Trusted here: ${listKids(known)}.${passedOver}`);
  const trusted =
    knownKids.length === 0 ? 'No key is trusted here.' : `Trusted here: ${knownKids.slice(0, 20).join(', ')}.`;
  const advice = `If you know that key: ${pinCommand(unknown[0]?.kid)}`;
  return failCheck('key_known', 'unknown_kid', `Signed by ${listKids(unknown)}. ${trusted} ${advice}`);
}

/** May one of the keys sign releases of this name (P-23, P-24)? */
export function checkKeyAuthorized({ claim, known }: ReleaseFindings): Check {
  const covering = known.filter(({ covers }) => covers);
  if (covering.length > 0) return passCheck('key_authorized', `${listKids(covering)} may sign ${quote(claim.name)}.`);
  const reasons = known.map(({ kid, trusted }) => {
    const reason =
      trusted.role === 'publisher' ? `its scope is ${trusted.scope?.join(', ')}` : `its role is ${trusted.role}`;
    return `${quote(kid)} may not: ${reason}.`;
  });
  return failCheck('key_authorized', 'key_not_authorized', `For ${quote(claim.name)}: ${reasons.join(' ')}`);
}

/** Where a signature names an algorithm, is it the one the trust store says (P-22)? */
export function checkAlgorithm({ known }: ReleaseFindings): Check {
  const foreign = known.find(({ alg }) => alg !== undefined && alg !== ALGORITHM);
  if (foreign === undefined) return passCheck('algorithm', `${ALGORITHM}, by the trust store.`);
  const detail = `The signature of ${quote(foreign.kid)} names ${quote(foreign.alg ?? '')}; its key is an ${ALGORITHM} key.`;
  return failCheck('algorithm', 'unsupported_alg', detail);
}

/** Does the state of one of the keys that may sign let its signature count? */
export function checkKeyState({ claim, known }: ReleaseFindings): Check {
  const covering = known.filter(({ covers }) => covers);
  const considered = covering.length > 0 ? covering : known;
  const details = considered.map((signature) => describeState(signature, claim.log_index)).join(' ');
  if (considered.some(({ counts }) => counts)) return passCheck('key_state', details);
  const isRevoked = considered.some(({ state }) => state === 'revoked');
  return failCheck('key_state', isRevoked ? 'key_revoked' : 'key_not_yet_valid', details);
}

/** Is the text's digest the one that was claimed? */
export function checkDigest({ claim, digest }: ReleaseFindings): Check {
  const { claimedHash } = claim;
  if (claimedHash === undefined) return passCheck('digest', `Computed ${digest}; none was claimed.`);
  if (claimedHash === digest) return passCheck('digest', digest);
  return failCheck('digest', 'digest_mismatch', `Expected ${quote(claimedHash)}, computed ${digest}.`);
}

/** Does the document itself say the name and version that were asked for? */
export function checkIdentity({ claim }: ReleaseFindings): Check {
  const asked = `${quote(claim.name)} ${quote(claim.version)}`;
  const found = findIdentity(claim.document);
  if (found === undefined)
    return failCheck('identity', 'identity_mismatch', `Asked for ${asked}; the document is not readable.`);
  if (found.name === claim.name && found.version === claim.version)
    return passCheck('identity', `The document says ${asked}.`);
  const said = `${quote(toShown(found.name))} ${quote(toShown(found.version))}`;
  return failCheck('identity', 'identity_mismatch', `Asked for ${asked}; the document says ${said}.`);
}

/** Does each known key's signature verify over the asked name and version and the digest computed here (P-12, P-29)? */
export function checkSignature({ claim, digest, known }: ReleaseFindings): Check {
  const message = releaseSigningBytes({ name: claim.name, version: claim.version, digest });
  const bad = known.find(({ bytes, trusted }) => bytes === undefined || !verifySignature(trusted.key, message, bytes));
  if (bad !== undefined) {
    const detail = `The signature of ${quote(bad.kid)} is not over ${quote(claim.name)} ${quote(claim.version)} ${digest}.`;
    return failCheck('signature', 'bad_signature', detail);
  }
  const keys = new Set(known.map(({ trusted }) => trusted.key.publicKey)).size;
  return passCheck(
    'signature',
    `Verified with ${keys === 1 ? 'one key' : `${keys} distinct keys`}: ${listKids(known)}.`,
  );
}

/** A value of a document in words; what the strict reader made has no prototype, so `String` would throw. */
export function toShown(value: Json | undefined): string {
  return typeof value === 'string' ? value : value === undefined ? 'nothing' : canonicalize(value);
}

/** What a document says it is, or undefined for a text that is no JSON object. */
export function findIdentity(text: string): { name: Json | undefined; version: Json | undefined } | undefined {
  try {
    const document = strictRead(text);
    return isJsonObject(document) ? { name: document.name, version: document.version } : undefined;
  } catch (error) {
    if (error instanceof StrictJsonError) return undefined;
    throw error;
  }
}

/** The command that trusts a key; a kid that no key can have is not put into a line that people paste into a shell. */
export function pinCommand(kid: string | undefined): string {
  return `actions keys pin ${KeyId.safeParse(kid).success ? kid : 'KID'}`;
}

function describeState(signature: KnownSignature, publishIndex?: number): string {
  const { kid, state, trusted, counts, log_index, isPlaceProven } = signature;
  if (state === 'pending') return `${quote(kid)} is valid from ${trusted.valid_from} on.`;
  if (state === 'expired') return `${quote(kid)} expired at ${trusted.valid_until}; what it signed stays good.`;
  if (state === 'retired') return `${quote(kid)} is retired; what it signed stays good.`;
  if (state === 'active') return `${quote(kid)} is active.`;
  const place = log_index ?? publishIndex ?? 'no entry';
  const cut =
    trusted.last_valid_index < 0 ? 'nothing it signed is good' : `good up to log index ${trusted.last_valid_index}`;
  const warning = counts ? ' Warning: it was revoked later.' : '';
  const doubt = isPlaceProven === false ? ', which is not proven' : '';
  return `${quote(kid)} is revoked, ${cut}; this signature was logged at ${place}${doubt}.${warning}`;
}

function listKids(signatures: readonly SignatureCandidate[]): string {
  return [...new Set(signatures.map(({ kid }) => quote(kid)))].slice(0, 20).join(', ');
}
