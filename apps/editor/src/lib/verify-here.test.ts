import { canonicalize, digestOf, publicKeyOf, signRelease, toWireBase64 } from '@action-registry/core';
import type { TrustedKey } from '@action-registry/schema';
import { describe, expect, test } from 'vitest';
import { findThumbprint, type HereQuestion, verifyHere } from './verify-here.js';

const NAME = 'files.move';
const VERSION = '1.0.0';
const AT = '2026-11-01T00:00:00Z';
const seedOf = (byte: number) => new Uint8Array(32).fill(byte);
const keyOf = (byte: number) => toWireBase64(publicKeyOf(seedOf(byte)));

const document = canonicalize({ name: NAME, version: VERSION, kind: 'tool', spec: {} });
const hash = digestOf(document);
const sign = (kid: string, byte: number) => ({
  alg: 'ed25519',
  kid,
  sig: signRelease({ name: NAME, version: VERSION, digest: hash }, seedOf(byte)),
  log_index: 5,
});
const pin = (kid: string, byte: number, more = {}) => ({ kid, public_key: keyOf(byte), pinned_at: AT, ...more });
const listed = (kid: string, byte: number, more: Partial<TrustedKey> = {}): TrustedKey => ({
  kid,
  alg: 'ed25519',
  public_key: keyOf(byte),
  thumbprint: '',
  role: 'publisher',
  status: 'active',
  origin: 'global',
  ...more,
});

function question(more: Partial<HereQuestion> = {}): HereQuestion {
  const release = { document, hash, signatures: [sign('ana', 1)], log_index: 5 };
  return { release, name: NAME, version: VERSION, pinned: [pin('ana', 1)], listed: [], now: new Date(AT), ...more };
}

describe('verifyHere', () => {
  test('a pinned key that signed these bytes vouches, and says since when it is trusted', () => {
    const verdict = verifyHere(question());
    expect(verdict).toMatchObject({ state: 'verified', headline: undefined, digest: hash, changed: [] });
    expect(verdict.key).toEqual({ kid: 'ana', thumbprint: findThumbprint(keyOf(1)), pinnedAt: AT });
  });

  test('no pin, no trust: what the registry lists never makes a release verified', () => {
    expect(verifyHere(question({ pinned: [], listed: [listed('ana', 1)] })).state).toBe('unknown_key');
  });

  test('changed bytes are invalid even where no key is known', () => {
    const release = { ...question().release, document: document.replace('tool', 'tooI') };
    for (const pinned of [[], [pin('ana', 1)]])
      expect(verifyHere(question({ release, pinned }))).toMatchObject({
        state: 'invalid',
        headline: 'Digest mismatch',
      });
  });

  test('a release under another name or version than was asked for is invalid', () => {
    expect(verifyHere(question({ version: '1.0.1' }))).toMatchObject({
      state: 'invalid',
      headline: 'Name or version mismatch',
    });
  });

  test('an exact version or a range that was asked for binds the answer; a channel is the registry’s to choose', () => {
    for (const selector of ['1.0.1', '^2', '~0.9'])
      expect(verifyHere(question({ selector }))).toMatchObject({
        state: 'invalid',
        headline: 'Name or version mismatch',
        key: undefined,
      });
    for (const selector of ['1.0.0', '^1', 'production', undefined])
      expect(verifyHere(question({ selector })).state).toBe('verified');
  });

  test('other bytes under a pinned kid do not count and are told', () => {
    const release = { ...question().release, signatures: [sign('ana', 2)] };
    const verdict = verifyHere(question({ release, listed: [listed('ana', 2)] }));
    expect(verdict).toMatchObject({ state: 'invalid', headline: 'Bad signature', changed: ['ana'] });
  });

  test('a revocation by the registry counts against a pinned key, up to its log index', () => {
    const revoked = (last_valid_index: number) =>
      verifyHere(question({ listed: [listed('ana', 1, { status: 'revoked', last_valid_index })] }));
    expect(revoked(4)).toMatchObject({ state: 'invalid', headline: 'Key revoked' });
    expect(revoked(5).state).toBe('verified');
  });

  test('nothing the registry says widens what a pinned key may sign', () => {
    const pinned = [pin('ana', 1, { scope: ['other.*'] })];
    expect(verifyHere(question({ pinned, listed: [listed('ana', 1)] }))).toMatchObject({
      state: 'invalid',
      headline: 'Key not authorised for this name',
    });
  });

  test('the key that vouches is one that is trusted here, not the first that signed', () => {
    const release = { ...question().release, signatures: [sign('stranger', 3), sign('ana', 1)] };
    expect(verifyHere(question({ release })).key?.kid).toBe('ana');
  });

  test('without a signature nobody vouches', () => {
    const release = { ...question().release, signatures: [] };
    expect(verifyHere(question({ release }))).toMatchObject({ state: 'unsigned', headline: 'Not signed' });
  });

  test('a damaged pin does not take the page down: it is refused like an unknown key', () => {
    const pinned = [{ ...pin('ana', 1), public_key: 'base64:broken' }];
    expect(verifyHere(question({ pinned })).state).toBe('unknown_key');
  });
});

test('a thumbprint is computed here, and there is none for what is no key', () => {
  expect(findThumbprint(keyOf(1))).toMatch(/^[\w-]{43}$/);
  expect(findThumbprint('base64:AA==')).toBeUndefined();
});
