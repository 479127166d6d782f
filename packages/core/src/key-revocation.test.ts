import { describe, expect, it } from 'vitest';
import { signMessage } from '#ed25519';
import { toWireBase64 } from './base64.js';
import { PAYLOAD_TYPES, pae } from './envelope.js';
import { type KeyRevocation, keyRevokeStatement, signKeyRevoke, verifyKeyRevoke } from './key-revocation.js';
import type { LeafSignature } from './log-leaf.js';
import { seedOf, trustEntry } from './testing/signed-release.js';
import { createTrust, type TrustedKeyInput } from './trusted-keys.js';

const now = new Date('2026-11-01T00:00:00Z');
const root = trustEntry(1, { role: 'root' });
const publisher = trustEntry(2);
const revocation: KeyRevocation = { kid: 'k2', reason: 'stolen laptop', last_valid_index: 12 };

function verify(signatures: LeafSignature[], keys: TrustedKeyInput[] = [root, publisher], what = revocation) {
  return verifyKeyRevoke(what, signatures, { trust: createTrust(keys), now });
}

function signedBy(label: number, what = revocation): LeafSignature {
  return { kid: `k${label}`, sig: signKeyRevoke(what, seedOf(label)) };
}

it('states a revocation in exactly this form', () => {
  expect(keyRevokeStatement(revocation)).toBe(
    '{"kid":"k2","last_valid_index":12,"op":"key.revoke","reason":"stolen laptop"}',
  );
  expect(() => keyRevokeStatement({ ...revocation, last_valid_index: -2 })).toThrow(RangeError);
  expect(() => keyRevokeStatement({ ...revocation, last_valid_index: 0.5 })).toThrow(RangeError);
});

describe('a revocation', () => {
  it('counts when a root key signed it', () => {
    expect(verify([signedBy(1)])).toMatchObject({ ok: true, signedBy: [{ kid: 'k1' }] });
  });

  it('passes unknown kids over beside a root key, and counts a key once', () => {
    expect(verify([{ kid: 'zz', sig: '' }, signedBy(1), signedBy(1)])).toMatchObject({ ok: true });
    const verdict = verify([signedBy(1), signedBy(1)]);
    expect(verdict.ok ? verdict.signedBy : []).toHaveLength(1);
  });

  it('needs no signature until there is an active root key', () => {
    expect(verify([], [publisher])).toEqual({ ok: true, signedBy: [] });
    expect(verify([], [publisher, trustEntry(1, { role: 'root', status: 'retired' })])).toMatchObject({ ok: true });
  });

  it.each<[string, LeafSignature[], TrustedKeyInput[]?]>([
    ['unsigned', []],
    ['unknown_kid', [{ kid: 'zz', sig: signKeyRevoke(revocation, seedOf(3)) }]],
    ['not_root', [signedBy(2)]],
    ['not_root', [signedBy(1), signedBy(2)]],
    ['not_root', [signedBy(1)], [trustEntry(1, { role: 'log' }), publisher]],
    ['key_state', [signedBy(1)], [trustEntry(1, { role: 'root', status: 'revoked' }), publisher]],
    ['key_state', [signedBy(1)], [trustEntry(1, { role: 'root', valid_until: '2026-01-01T00:00:00Z' }), publisher]],
    ['bad_signature', [{ kid: 'k1', sig: signKeyRevoke(revocation, seedOf(3)) }]],
    ['bad_signature', [{ kid: 'k1', sig: 'base64:' }]],
    ['bad_signature', [signedBy(1, { ...revocation, last_valid_index: 13 })]],
    ['bad_signature', [signedBy(1, { ...revocation, kid: 'k3' })]],
    ['bad_signature', [signedBy(1, { ...revocation, reason: 'other' })]],
  ])('is refused as %s', (problem, signatures, keys) => {
    expect(verify(signatures, keys)).toMatchObject({ ok: false, problem });
  });

  it('is refused when the same statement was signed as another kind of message', () => {
    const bytes = pae(PAYLOAD_TYPES.release, keyRevokeStatement(revocation));
    const sig = toWireBase64(signMessage(seedOf(1), bytes));
    expect(verify([{ kid: 'k1', sig }])).toMatchObject({ ok: false, problem: 'bad_signature' });
  });

  it('of a root key is another root key’s to sign', () => {
    const what = { ...revocation, kid: 'k1' };
    const keys = [root, trustEntry(3, { role: 'root' })];
    expect(verify([signedBy(1, what)], keys, what)).toMatchObject({ ok: false, problem: 'own_key' });
    expect(verify([signedBy(3, what)], keys, what)).toMatchObject({ ok: true });
  });
});
