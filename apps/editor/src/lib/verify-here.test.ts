import {
  canonicalize,
  checkForkEvidence,
  digestOf,
  evidenceKeys,
  leafHash,
  nodeHash,
  parseForkEvidence,
  publicKeyOf,
  publicLeafText,
  signCheckpoint,
  signRelease,
  toBase64,
  toWireBase64,
} from '@action-registry/core';
import type { LogEvidence, TrustedKey } from '@action-registry/schema';
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

/** A log whose entry 1 is the release; `byte` tells one history from another. */
function logOf(byte: number, size: 2 | 3) {
  const signatures = [{ kid: 'ana', sig: sign('ana', 1).sig }];
  const leaf = publicLeafText({
    type: 'release.publish',
    v: 1,
    name: NAME,
    version: VERSION,
    digest: hash,
    signatures,
  });
  const first = leafHash(`first ${byte}`);
  const two = nodeHash(first, leafHash(leaf));
  const third = leafHash('third');
  const root = size === 2 ? two : nodeHash(two, third);
  return {
    checkpoint: signCheckpoint({ origin: 'example.com/log', size, root }, seedOf(9)),
    inclusion: [{ index: 1, hashes: [first, ...(size === 2 ? [] : [third])].map(toBase64) }],
    third: toBase64(third),
  };
}

describe('verifyHere with a trusted key of the log', () => {
  const pinned = [pin('ana', 1), pin('log-1', 9, { role: 'log' as const })];
  const release = { document, hash, signatures: [{ ...sign('ana', 1), log_index: 1 }], log_index: 1 };
  const check = (log: HereQuestion['log'], more: Partial<HereQuestion> = {}) =>
    verifyHere(question({ release, pinned, log, ...more }));

  test('its place in the log is checked, and the checkpoint is one to remember', () => {
    const { third: _, ...shown } = logOf(0, 2);
    const verdict = check({ shown, remembered: undefined });
    expect(verdict).toMatchObject({ state: 'verified', isLogTrusted: true, accepted: shown.checkpoint });
    expect(verdict.checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['log_inclusion', 'log_checkpoint', 'log_freshness']),
    );
    expect(verdict.key?.kid).toBe('ana');
  });

  test('a log that only grew is consistent with what is remembered', () => {
    const { third, ...shown } = logOf(0, 3);
    const consistency = { from: 2, to: 3, hashes: [third] };
    const verdict = check({ shown: { ...shown, consistency }, remembered: logOf(0, 2).checkpoint });
    expect(verdict.state).toBe('verified');
    expect(verdict.checks.find(({ name }) => name === 'log_consistency')?.ok).toBe(true);
  });

  test('a bad or missing proof, or another log’s checkpoint, is invalid; nothing of it is remembered', () => {
    const good = logOf(0, 2);
    const other = signCheckpoint({ origin: 'example.com/log', size: 2, root: leafHash('x') }, seedOf(8));
    const cases: [LogEvidence | undefined, string][] = [
      [{ ...good, inclusion: [{ index: 1, hashes: [good.third] }] }, 'bad_inclusion_proof'],
      [{ ...good, inclusion: [] }, 'not_in_log'],
      [undefined, 'not_in_log'],
    ];
    for (const [shown, code] of cases)
      expect(check({ shown, remembered: undefined })).toMatchObject({
        ...{ state: 'invalid', code },
        ...{ accepted: undefined, key: undefined },
      });
    const verdict = check({ shown: { ...good, checkpoint: other }, remembered: undefined });
    expect(verdict.checks.some(({ ok, code }) => !ok && code === 'bad_checkpoint')).toBe(true);
    expect(verdict).toMatchObject({ state: 'invalid', accepted: undefined });
  });

  test('a smaller log is told even where nobody known signed, with evidence', () => {
    const remembered = logOf(0, 3).checkpoint;
    const some = [pin('log-1', 9, { role: 'log' as const })];
    const verdict = check({ shown: logOf(0, 2), remembered }, { pinned: some });
    expect(verdict).toMatchObject({ state: 'invalid', code: 'log_rollback', accepted: undefined });
    expect(parseForkEvidence(verdict.forkEvidence ?? '').newer).toBe(remembered);
  });

  test('two roots for one size are a fork, and the evidence shows it to anyone', () => {
    const verdict = check({ shown: logOf(0, 2), remembered: logOf(1, 2).checkpoint });
    expect(verdict).toMatchObject({ state: 'invalid', code: 'log_fork', headline: 'Log inconsistent: possible fork' });
    const evidence = parseForkEvidence(verdict.forkEvidence ?? '');
    expect(checkForkEvidence(evidence, evidenceKeys(evidence)).outcome).toBe('fork');
  });

  test('without anything fetched it is not verified, and changed bytes are told all the same', () => {
    expect(check(undefined)).toMatchObject({ state: 'unavailable', headline: undefined, accepted: undefined });
    const changed = { ...release, document: document.replace('tool', 'tooI') };
    expect(check(undefined, { release: changed }).code).toBe('digest_mismatch');
  });

  test('a key of the log that the registry revoked counts for nothing', () => {
    const revoked = [listed('log-1', 9, { role: 'log', status: 'revoked', last_valid_index: -1 })];
    expect(check({ shown: logOf(0, 2), remembered: undefined }, { listed: revoked })).toMatchObject({
      state: 'invalid',
      code: 'bad_checkpoint',
    });
  });
});

test('a thumbprint is computed here, and there is none for what is no key', () => {
  expect(findThumbprint(keyOf(1))).toMatch(/^[\w-]{43}$/);
  expect(findThumbprint('base64:AA==')).toBeUndefined();
});
