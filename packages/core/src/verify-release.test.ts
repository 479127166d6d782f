import type { VerifyCode } from '@action-registry/schema';
import { describe, expect, it } from 'vitest';
import { signMessage } from '#ed25519';
import { toWireBase64 } from './base64.js';
import { digestOf } from './digest.js';
import { pae, releaseStatement } from './envelope.js';
import { documentText, seedOf, signatureBy, signedClaim, trustEntry } from './testing/signed-release.js';
import { type GoldenRelease, readOwnVectors } from './testing/vectors.js';
import { createTrust, type TrustedKeyInput } from './trusted-keys.js';
import { type ReleaseClaim, verifyRelease } from './verify-release.js';

const now = new Date('2026-11-01T00:00:00Z');
const LATER = '2026-12-01T00:00:00Z';
const EARLIER = '2026-01-01T00:00:00Z';

function verify(claim: ReleaseClaim, keys: TrustedKeyInput[] = [trustEntry(1)]) {
  return verifyRelease(claim, createTrust(keys), { now });
}

function codeOf(claim: ReleaseClaim, keys?: TrustedKeyInput[]): VerifyCode | 'verified' {
  const { verified, verify_code } = verify(claim, keys);
  return verified ? 'verified' : (verify_code ?? 'unsigned');
}

/** The claim with its first signature's text replaced. */
function withSig(sig: string): ReleaseClaim {
  return { ...signedClaim(1), signatures: [{ kid: 'k1', sig }] };
}

function flip(text: string, at: number): string {
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
}

/** S + L: a second spelling of the same signature, which lax verifiers accept. */
function addGroupOrder(sig: Uint8Array): Uint8Array {
  const order = [0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14];
  const bytes = sig.slice();
  let carry = 0;
  for (let at = 0; at < 32; at++) {
    const sum = (bytes[32 + at] ?? 0) + (at === 31 ? 0x10 : (order[at] ?? 0)) + carry;
    bytes[32 + at] = sum & 0xff;
    carry = sum >> 8;
  }
  return bytes;
}

const golden = readOwnVectors<GoldenRelease>('own_golden_release.json');
const good = signedClaim(1);
const other = { name: 'files.copy', version: '1.0.0', document: documentText('files.copy', '1.0.0') };
const newer = { name: 'files.move', version: '1.0.1', document: documentText('files.move', '1.0.1') };
const facts = { name: good.name, version: good.version, digest: digestOf(good.document) };
const signedBytes = (type: string) => signMessage(seedOf(1), pae(type, releaseStatement(facts)));
const trueBytes = signedBytes('application/vnd.action-registry.release.v1+json');

describe('verification accepts', () => {
  it('the golden release of the protocol', () => {
    const claim: ReleaseClaim = {
      name: 'payments.refund',
      version: '1.4.2',
      document: golden.document_jcs,
      claimedHash: golden.digest,
      signatures: [{ kid: 'dev-root-1', sig: `base64:${golden.signature_base64}`, alg: 'ed25519' }],
    };
    expect(codeOf(claim, [...golden.trusted_keys])).toBe('verified');
  });

  it('a signed release, and says every check it made', () => {
    const { verified, checks, verify_code, verify_error } = verify(good);
    expect({ verified, verify_code, verify_error }).toEqual({ verified: true });
    expect(checks.map(({ name }) => name)).toEqual([
      'signed',
      'signature_form',
      'key_known',
      'key_authorized',
      'algorithm',
      'key_state',
      'digest',
      'identity',
      'signature',
    ]);
    expect(checks.every(({ ok, code }) => ok && code === undefined)).toBe(true);
  });

  it.each<[string, ReleaseClaim, TrustedKeyInput[]]>([
    ['without a claimed digest', { ...good, claimedHash: undefined }, [trustEntry(1)]],
    ['with a covering scope', good, [trustEntry(1, { scope: ['files.*'] })]],
    ['with an expired key: what it signed stays good', good, [trustEntry(1, { valid_until: EARLIER })]],
    ['with a retired key: what it signed stays good', good, [trustEntry(1, { status: 'retired' })]],
    ['with a second signature by an unknown key', signedClaim(1, 2), [trustEntry(1)]],
    [
      'with a malformed signature by an unknown key',
      { ...good, signatures: [{ kid: 'zz', sig: '' }, ...good.signatures] },
      [trustEntry(1)],
    ],
    ['logged before its key’s cut', good, [trustEntry(1, { status: 'revoked', last_valid_index: 6 })]],
    ['logged at its key’s cut', good, [trustEntry(1, { status: 'revoked', last_valid_index: 5 })]],
    ['signed again after a revocation', signedClaim(1, 2), [trustEntry(1, { status: 'revoked' }), trustEntry(2)]],
    [
      'with one key that may not sign it and one that may',
      signedClaim(1, 2),
      [trustEntry(1, { scope: ['x'] }), trustEntry(2)],
    ],
    [
      'at the very first log index, with the cut there',
      { ...good, log_index: 0 },
      [trustEntry(1, { status: 'revoked', last_valid_index: 0 })],
    ],
    ['with two trusted keys', signedClaim(1, 2), [trustEntry(1), trustEntry(2)]],
  ])('a release %s', (_, claim, keys) => {
    expect(codeOf(claim, keys)).toBe('verified');
  });

  it('one signature given twice as one key', () => {
    const { verified, checks } = verify({ ...good, signatures: [...good.signatures, ...good.signatures] });
    expect(verified).toBe(true);
    expect(checks.at(-1)?.detail).toContain('one key');
  });

  it('a release of a revoked key before the cut with a warning in the detail', () => {
    const { checks } = verify(good, [trustEntry(1, { status: 'revoked', last_valid_index: 5 })]);
    expect(checks.find(({ name }) => name === 'key_state')?.detail).toContain('Warning');
  });
});

describe('verification refuses', () => {
  it.each<[VerifyCode, string, ReleaseClaim, TrustedKeyInput[]?]>([
    ['unsigned', 'a release without signatures', { ...good, signatures: [] }],
    ['malformed_signature', 'an empty signature', withSig('')],
    ['malformed_signature', 'a signature without its prefix', withSig(String(good.signatures[0]?.sig).slice(7))],
    ['malformed_signature', '63 bytes', withSig(toWireBase64(trueBytes.slice(1)))],
    ['malformed_signature', '65 bytes', withSig(toWireBase64(new Uint8Array([...trueBytes, 0])))],
    [
      'malformed_signature',
      'base64url',
      withSig(toWireBase64(trueBytes).replaceAll('+', '-').replaceAll('/', '_').replace(/==$/, '')),
    ],
    [
      'malformed_signature',
      'a malformed signature beside a good one of another trusted key',
      { ...signedClaim(1, 2), signatures: [{ kid: 'k1', sig: 'x' }, ...signedClaim(2).signatures] },
      [trustEntry(1), trustEntry(2)],
    ],
    ['unknown_kid', 'a signature by a key that is not trusted', signedClaim(2)],
    ['unknown_kid', 'everything when no key is trusted', good, []],
    ['unknown_kid', 'a trusted key under another kid', { ...good, signatures: [{ ...signatureOf(good), kid: 'k9' }] }],
    ['key_not_authorized', 'a name outside the scope', good, [trustEntry(1, { scope: ['ssh.*'] })]],
    ['key_not_authorized', 'a root key', good, [trustEntry(1, { role: 'root' })]],
    ['key_not_authorized', 'the log’s key', good, [trustEntry(1, { role: 'log' })]],
    [
      'unsupported_alg',
      'an algorithm field that names another one',
      { ...good, signatures: [{ ...signatureOf(good), alg: 'none' }] },
    ],
    [
      'unsupported_alg',
      'an algorithm field in other letters',
      { ...good, signatures: [{ ...signatureOf(good), alg: 'ED25519' }] },
    ],
    ['key_not_yet_valid', 'a key before its time', good, [trustEntry(1, { valid_from: LATER })]],
    [
      'key_revoked',
      'a release logged after the cut',
      good,
      [trustEntry(1, { status: 'revoked', last_valid_index: 4 })],
    ],
    [
      'key_revoked',
      'everything of a key whose compromise time is unknown',
      { ...good, log_index: 0 },
      [trustEntry(1, { status: 'revoked', last_valid_index: -1 })],
    ],
    ['key_revoked', 'a revoked key without a cut', good, [trustEntry(1, { status: 'revoked' })]],
    [
      'key_revoked',
      'a log index below 0',
      { ...good, log_index: -1 },
      [trustEntry(1, { status: 'revoked', last_valid_index: -1 })],
    ],
    [
      'key_revoked',
      'a log index that is no number',
      { ...good, log_index: Number.NaN },
      [trustEntry(1, { status: 'revoked', last_valid_index: 9 })],
    ],
    [
      'key_revoked',
      'a revoked key’s release without a log index',
      { ...good, log_index: undefined },
      [trustEntry(1, { status: 'revoked', last_valid_index: 9 })],
    ],
    [
      'key_revoked',
      'a later signature of a revoked key on an early release',
      { ...good, signatures: [{ ...signatureOf(good), log_index: 10 }] },
      [trustEntry(1, { status: 'revoked', last_valid_index: 9 })],
    ],
    [
      'key_revoked',
      'an active key that may not sign beside a revoked one that may',
      signedClaim(1, 2),
      [trustEntry(1, { status: 'revoked' }), trustEntry(2, { scope: ['ssh.*'] })],
    ],
    [
      'digest_mismatch',
      'one changed byte of the document',
      { ...good, document: good.document.replace('tool', 'tooL') },
    ],
    ['digest_mismatch', 'a changed digest', { ...good, claimedHash: flip(String(good.claimedHash), 20) }],
    [
      'identity_mismatch',
      'a document of another name, digest and signature its own',
      { ...claimOf(other), name: good.name },
    ],
    ['identity_mismatch', 'a document of another version', { ...claimOf(newer), version: good.version }],
    ['identity_mismatch', 'a signed text that is no JSON', claimOf({ ...facts, document: 'hello' })],
    [
      'identity_mismatch',
      'a signed text with two names',
      claimOf({ ...facts, document: '{"name":"files.move","name":"x","version":"1.0.0"}' }),
    ],
    [
      'bad_signature',
      'document and digest changed together',
      { ...good, document: newerText(), claimedHash: digestOf(newerText()) },
    ],
    [
      'bad_signature',
      'a signature over another name',
      { ...good, signatures: [signatureBy(1, { ...good, name: 'files.copy' })] },
    ],
    [
      'bad_signature',
      'a signature over another version',
      { ...good, signatures: [signatureBy(1, { ...good, version: '1.0.1' })] },
    ],
    [
      'bad_signature',
      'a signature under another payload type',
      withSig(toWireBase64(signedBytes('application/vnd.action-registry.admin.v1+json'))),
    ],
    [
      'bad_signature',
      'a signature over the digest alone',
      withSig(toWireBase64(signMessage(seedOf(1), new TextEncoder().encode(facts.digest)))),
    ],
    ['bad_signature', 'one changed bit of the signature', withSig(flip(toWireBase64(trueBytes), 30))],
    ['bad_signature', 'the second spelling S + L of the signature', withSig(toWireBase64(addGroupOrder(trueBytes)))],
    [
      'bad_signature',
      'the signature of one key under the kid of another',
      { ...good, signatures: [{ ...signatureOf(good), kid: 'k2' }] },
      [trustEntry(1), trustEntry(2)],
    ],
    [
      'bad_signature',
      'a bad signature of a known key beside a good one',
      { ...good, signatures: [{ ...signatureOf(good), kid: 'k2' }, signatureOf(good)] },
      [trustEntry(1), trustEntry(2)],
    ],
  ])('as %s: %s', (code, _, claim, keys) => {
    expect(codeOf(claim, keys)).toBe(code);
  });

  it.each<[VerifyCode[], string, ReleaseClaim, TrustedKeyInput[]?]>([
    [
      ['malformed_signature', 'unknown_kid'],
      'a malformed signature of an unknown key',
      { ...good, signatures: [{ kid: 'zz', sig: '' }] },
    ],
    [['key_not_authorized'], 'an active key for other names', good, [trustEntry(1, { scope: ['ssh.*'] })]],
    [
      ['key_not_authorized', 'key_revoked'],
      'a revoked key for other names',
      good,
      [trustEntry(1, { scope: ['x'], status: 'revoked' })],
    ],
    [
      ['key_revoked'],
      'a pending key beside a revoked one',
      signedClaim(1, 2),
      [trustEntry(1, { status: 'revoked' }), trustEntry(2, { valid_from: LATER })],
    ],
    [
      ['unsigned', 'digest_mismatch', 'identity_mismatch'],
      'an unsigned text that is another one',
      { ...good, document: '{}', signatures: [] },
    ],
  ])('with every code that applies, %j: %s', (codes, _, claim, keys) => {
    const failed = verify(claim, keys).checks.filter(({ ok }) => !ok);
    expect(failed.map(({ code }) => code)).toEqual(codes);
  });

  it.each<[string, string, TrustedKeyInput]>([
    ['key_state', 'active', trustEntry(1)],
    ['key_state', 'expired', trustEntry(1, { valid_until: EARLIER })],
    ['key_state', 'retired', trustEntry(1, { status: 'retired' })],
    ['key_state', LATER, trustEntry(1, { valid_from: LATER })],
    [
      'key_state',
      'good up to log index 3; this signature was logged at 5',
      trustEntry(1, { status: 'revoked', last_valid_index: 3 }),
    ],
    ['key_authorized', 'role is root', trustEntry(1, { role: 'root' })],
    ['key_authorized', 'scope is ssh.*, x', trustEntry(1, { scope: ['ssh.*', 'x'] })],
    ['key_known', "Passed over, not trusted here: 'k2'", trustEntry(1)],
  ])('or accepts, saying in %s: %s', (check, words, key) => {
    const { checks } = verify(signedClaim(1, 2), [key]);
    expect(checks.find(({ name }) => name === check)?.detail).toContain(words);
  });

  it('with the first failure as its headline and all independent checks listed', () => {
    const claim = { ...good, document: good.document.replace('tool', 'tooL'), signatures: signedClaim(2).signatures };
    const { verify_code, verify_error, checks } = verify(claim);
    expect({ verify_code, verify_error }).toEqual({ verify_code: 'unknown_kid', verify_error: 'Unknown key id' });
    expect(checks.filter(({ ok }) => !ok).map(({ code }) => code)).toEqual(['unknown_kid', 'digest_mismatch']);
  });

  it('and says what was expected, what was found, and the next command', () => {
    const tampered = good.document.replace('tool', 'tooL');
    const digest = verify({ ...good, document: tampered }).checks.find(({ name }) => name === 'digest');
    expect(digest?.detail).toContain(String(good.claimedHash));
    expect(digest?.detail).toContain(digestOf(tampered));
    const key = verify(signedClaim(2)).checks.find(({ name }) => name === 'key_known');
    expect(key?.detail).toMatch(/'k2'.*k1.*actions keys pin k2/);
  });

  it('without repeating what a terminal or a shell would obey', () => {
    const kid = "k1\u001b[2J; rm -rf '\u202e";
    const { checks } = verify({
      ...good,
      claimedHash: '\u001b]0;x\u0007',
      signatures: [{ ...signatureOf(good), kid }],
    });
    const details = checks.map(({ detail }) => detail).join('\n');
    expect(details).not.toMatch(/[^\n -~…]/);
    expect(details).toContain('actions keys pin KID');
  });
});

function signatureOf(claim: ReleaseClaim) {
  return claim.signatures[0] ?? { kid: '', sig: '' };
}

function claimOf(release: { name: string; version: string; document: string }): ReleaseClaim {
  return { ...release, claimedHash: digestOf(release.document), signatures: [signatureBy(1, release)], log_index: 5 };
}

function newerText(): string {
  return good.document.replace('"spec":{}', '"spec":{},"title":"x"');
}
