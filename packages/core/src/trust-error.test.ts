import type { VerifyCode } from '@action-registry/schema';
import { VERIFY_ERRORS } from '@action-registry/schema';
import { describe, expect, it } from 'vitest';
import { digestOf } from './digest.js';
import { documentText, signatureBy, signedClaim, trustEntry } from './testing/signed-release.js';
import { toTrustError } from './trust-error.js';
import { createTrust, type TrustedKeyInput } from './trusted-keys.js';
import { type ReleaseClaim, verifyRelease } from './verify-release.js';

const now = new Date('2026-11-01T00:00:00Z');
const good = signedClaim(1);
const tampered = good.document.replace('tool', 'tooL');
const otherText = documentText('files.copy', '2.0.0');

function errorOf(claim: ReleaseClaim, keys: TrustedKeyInput[] = [trustEntry(1)]) {
  const trust = createTrust(keys);
  return toTrustError(verifyRelease(claim, trust, { now }), claim, trust);
}

describe('the error of a failed verification', () => {
  it.each<[string, ReleaseClaim, TrustedKeyInput[] | undefined, object]>([
    ['TRUST_NOT_CONFIGURED', good, [], { command: 'actions keys pin k1' }],
    ['TRUST_NOT_CONFIGURED', good, [trustEntry(2, { role: 'log' })], { command: 'actions keys pin k1' }],
    [
      'TRUST_NOT_CONFIGURED',
      { ...good, signatures: [{ kid: '; rm', sig: '' }] },
      [],
      { command: 'actions keys pin KID' },
    ],
    ['SIGNATURE_INVALID', { ...good, signatures: [] }, undefined, { verify_code: 'unsigned' }],
    [
      'SIGNATURE_INVALID',
      { ...good, signatures: [{ kid: 'k1', sig: '' }] },
      undefined,
      { verify_code: 'malformed_signature' },
    ],
    [
      'SIGNATURE_INVALID',
      { ...good, signatures: [signatureBy(1, { ...good, version: '9.0.0' })] },
      undefined,
      { verify_code: 'bad_signature', kid: 'k1', hash: good.claimedHash },
    ],
    ['UNKNOWN_KEY', signedClaim(2), undefined, { kid: 'k2', known: ['k1'] }],
    [
      'KEY_NOT_AUTHORIZED',
      good,
      [trustEntry(1, { scope: ['ssh.*'] })],
      { kid: 'k1', name: 'files.move', reason: 'scope', scope: ['ssh.*'] },
    ],
    ['KEY_NOT_AUTHORIZED', good, [trustEntry(1, { role: 'log' })], { kid: 'k1', reason: 'role' }],
    [
      'KEY_NOT_AUTHORIZED',
      good,
      [trustEntry(1, { valid_from: '2027-01-01T00:00:00Z' })],
      { kid: 'k1', reason: 'pending' },
    ],
    [
      'KEY_REVOKED',
      signedClaim(2, 1),
      [trustEntry(1, { status: 'revoked', last_valid_index: 3 }), trustEntry(2, { scope: ['ssh.*'] })],
      { kid: 'k1', last_valid_index: 3 },
    ],
    [
      'INTEGRITY_MISMATCH',
      { ...good, document: tampered },
      undefined,
      { verify_code: 'digest_mismatch', expected: good.claimedHash, actual: digestOf(tampered) },
    ],
    [
      'INTEGRITY_MISMATCH',
      { ...good, document: otherText, claimedHash: digestOf(otherText) },
      undefined,
      { verify_code: 'identity_mismatch', expected: 'files.move@1.0.0', actual: 'files.copy@2.0.0' },
    ],
  ])('is %s', (code, claim, keys, details) => {
    const error = errorOf(claim, keys);
    expect(error.code).toBe(code);
    expect(error.details).toMatchObject(details);
  });

  it('does not exist for a release that verified', () => {
    expect(() => errorOf(good)).toThrow(TypeError);
  });

  it('exists for every code there is', () => {
    const trust = createTrust([trustEntry(1)]);
    for (const verify_code of Object.keys(VERIFY_ERRORS) as VerifyCode[]) {
      const verification = { verified: false, verify_error: VERIFY_ERRORS[verify_code], verify_code, checks: [] };
      expect(toTrustError(verification, good, trust).message).toContain(VERIFY_ERRORS[verify_code]);
    }
  });
});
