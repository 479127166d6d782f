// From a verdict that says no to the error a client raises: which code, and in its details what was expected and what was
// found. A verdict is for people to inspect; the error stops a program from using the release.
import { RegistryError, VERIFY_ERRORS, type Verification, type VerifyCode } from '@action-registry/schema';
import { toSignatureInvalid } from './assert-publishable.js';
import { digestOf } from './digest.js';
import { findIdentity, pinCommand, toShown } from './release-checks.js';
import { isTrustConfigured, type Trust } from './trusted-keys.js';
import type { ReleaseClaim } from './verify-release.js';

/** A failed verdict: its code and the detail of the check that failed. */
type Failure = { code: VerifyCode; message: string };

/**
 * The error for a verification that failed; `TypeError` for one that did not. Without any trusted key it is TRUST_NOT_CONFIGURED, else
 * INTEGRITY_MISMATCH, SIGNATURE_INVALID, UNKNOWN_KEY, KEY_NOT_AUTHORIZED or KEY_REVOKED, by `verify_code`.
 */
export function toTrustError(verification: Verification, claim: ReleaseClaim, trust: Trust): RegistryError {
  const { verify_code, verify_error, checks } = verification;
  if (verify_code === undefined) throw new TypeError('a verdict without a failure has no error');
  if (!isTrustConfigured(trust, claim.signatures)) return toTrustNotConfigured(claim);
  const detail = checks.find(({ ok }) => !ok)?.detail ?? '';
  return toErrorOf({ code: verify_code, message: `${verify_error}. ${detail}`.trim() }, claim, trust);
}

function toErrorOf(failure: Failure, claim: ReleaseClaim, trust: Trust): RegistryError {
  switch (failure.code) {
    case 'unsigned':
    case 'malformed_signature':
    case 'unsupported_alg':
    case 'bad_signature':
      return toSignatureInvalid(claim, { verify_code: failure.code, message: failure.message });
    case 'unknown_kid':
      return new RegistryError('UNKNOWN_KEY', failure.message, {
        details: { kid: kidOf(claim), known: [...trust.keys.keys()] },
      });
    case 'key_not_authorized':
    case 'key_not_yet_valid':
      return toNotAuthorized(failure, claim, trust);
    case 'key_revoked':
      return toRevoked(failure, claim, trust);
    case 'digest_mismatch':
    case 'identity_mismatch':
    case 'not_in_log':
    case 'bad_inclusion_proof':
    case 'bad_checkpoint':
    case 'log_fork':
    case 'log_rollback':
    case 'stale_checkpoint':
      return toIntegrityMismatch(failure, claim);
  }
}

function toTrustNotConfigured(claim: ReleaseClaim): RegistryError<'TRUST_NOT_CONFIGURED'> {
  const command = pinCommand(claim.signatures[0]?.kid);
  const message = `No key is trusted here, so '${claim.name}@${claim.version}' cannot be verified. Run: ${command}`;
  return new RegistryError('TRUST_NOT_CONFIGURED', message, { details: { command } });
}

function toNotAuthorized({ code, message }: Failure, claim: ReleaseClaim, trust: Trust): RegistryError {
  const key = claim.signatures.map(({ kid }) => trust.keys.get(kid)).find((each) => each !== undefined);
  const reason = code === 'key_not_yet_valid' ? 'pending' : key?.role === 'publisher' ? 'scope' : 'role';
  const scope = key?.scope === undefined ? {} : { scope: [...key.scope] };
  return new RegistryError('KEY_NOT_AUTHORIZED', message, {
    details: { kid: key?.kid ?? kidOf(claim), name: claim.name, reason, ...scope },
  });
}

function toRevoked({ message }: Failure, claim: ReleaseClaim, trust: Trust): RegistryError<'KEY_REVOKED'> {
  const keys = claim.signatures.map(({ kid }) => trust.keys.get(kid));
  const revoked = keys.find((key) => key?.status === 'revoked');
  const cut = revoked === undefined ? {} : { last_valid_index: revoked.last_valid_index };
  return new RegistryError('KEY_REVOKED', message, { details: { kid: revoked?.kid ?? kidOf(claim), ...cut } });
}

function toIntegrityMismatch({ code, message }: Failure, claim: ReleaseClaim): RegistryError<'INTEGRITY_MISMATCH'> {
  const { name, version } = claim;
  return new RegistryError('INTEGRITY_MISMATCH', message, {
    details: { name, version, verify_code: code, ...toCompared(code, claim) },
  });
}

function toCompared(code: VerifyCode, claim: ReleaseClaim): { expected: string; actual: string } {
  const { name, version, document, claimedHash = '', log_index } = claim;
  if (code === 'digest_mismatch') return { expected: claimedHash, actual: digestOf(document) };
  if (code !== 'identity_mismatch')
    return { expected: `${name}@${version} in the log at ${log_index ?? 'an index'}`, actual: VERIFY_ERRORS[code] };
  const found = findIdentity(document);
  const actual = found === undefined ? '' : `${toShown(found.name)}@${toShown(found.version)}`;
  return { expected: `${name}@${version}`, actual };
}

function kidOf({ signatures }: ReleaseClaim): string {
  return signatures[0]?.kid ?? '';
}
