import { describe, expect, it } from 'vitest';
import { assertPublishable } from './assert-publishable.js';
import { codeOf, refusalOf } from './testing/refusals.js';
import { signatureBy, signedClaim, trustEntry } from './testing/signed-release.js';
import { createTrust, type TrustedKeyInput } from './trusted-keys.js';

const now = new Date('2026-11-01T00:00:00Z');
const good = signedClaim(1);

function publish(claim = good, keys: TrustedKeyInput[] = [trustEntry(1)]): void {
  assertPublishable(claim, createTrust(keys), { now });
}

describe('the signature gate at publish', () => {
  it('lets a signature by an active key for the name in', () => {
    expect(codeOf(() => publish())).toBe('accepted');
    expect(codeOf(() => publish(signedClaim(1, 2), [trustEntry(1), trustEntry(2)]))).toBe('accepted');
  });

  it('names the command that sets trust up where no key is trusted', () => {
    const { details } = refusalOf(() => publish(good, []), 'TRUST_NOT_CONFIGURED');
    expect(details.command).toContain('actions init');
  });

  it('refuses an unsigned release', () => {
    const { details } = refusalOf(() => publish({ ...good, signatures: [] }), 'SIGNATURE_INVALID');
    expect(details).toEqual({
      verify_code: 'unsigned',
      name: good.name,
      version: good.version,
      hash: good.claimedHash,
    });
  });

  it('refuses an unknown key and names the known ones, even beside a good signature', () => {
    expect(refusalOf(() => publish(signedClaim(2)), 'UNKNOWN_KEY').details).toEqual({ kid: 'k2', known: ['k1'] });
    expect(codeOf(() => publish(signedClaim(1, 2)))).toBe('UNKNOWN_KEY');
  });

  it.each([
    ['role', { role: 'root' }],
    ['scope', { scope: ['ssh.*'] }],
    ['pending', { valid_from: '2026-11-01T00:00:01Z' }],
    ['expired', { valid_until: '2026-11-01T00:00:00Z' }],
    ['retired', { status: 'retired' }],
  ] as const)('refuses a key for its %s', (reason, overrides) => {
    const { details } = refusalOf(() => publish(good, [trustEntry(1, overrides)]), 'KEY_NOT_AUTHORIZED');
    expect(details).toMatchObject({ kid: 'k1', name: 'files.move', reason });
    if (reason === 'scope') expect(details.scope).toEqual(['ssh.*']);
  });

  it('refuses a revoked key, wherever its cut is', () => {
    const keys = [trustEntry(1, { status: 'revoked', last_valid_index: 1_000 })];
    expect(refusalOf(() => publish(good, keys), 'KEY_REVOKED').details).toEqual({ kid: 'k1', last_valid_index: 1_000 });
  });

  it.each([
    ['malformed_signature', 'base64:AAAA'],
    ['bad_signature', signatureBy(2, good).sig],
    ['bad_signature', signatureBy(1, { ...good, name: 'files.copy' }).sig],
    ['bad_signature', signatureBy(1, { ...good, version: '1.0.1' }).sig],
  ])('refuses a signature that is %s', (verify_code, sig) => {
    const { details } = refusalOf(() => publish({ ...good, signatures: [{ kid: 'k1', sig }] }), 'SIGNATURE_INVALID');
    expect(details).toMatchObject({ verify_code, kid: 'k1', hash: good.claimedHash });
  });

  it('refuses a document that says another name or version', () => {
    const claim = { ...good, version: '1.0.1', signatures: [signatureBy(1, { ...good, version: '1.0.1' })] };
    expect(refusalOf(() => publish(claim), 'SIGNATURE_INVALID').details.verify_code).toBe('identity_mismatch');
  });
});
