// What a verifier sees of the log: each lie a registry can tell about a release's place has its code.
import type { VerifyCode } from '@action-registry/schema';
import { describe, expect, it } from 'vitest';
import { digestOf } from './digest.js';
import type { LogPolicy } from './log-findings.js';
import { publicLeafText } from './log-leaf.js';
import { createTestLog, ORIGIN } from './testing/log.js';
import { documentText, signatureBy, signedClaim, trustEntry } from './testing/signed-release.js';
import { createTrust, type TrustedKeyInput } from './trusted-keys.js';
import { findVouchingKeys, type ReleaseClaim, verifyRelease } from './verify-release.js';

const now = new Date('2026-11-01T12:00:00Z');
const HOUR_MS = 60 * 60 * 1_000;
const release = signedClaim(1);
const digest = digestOf(release.document);
const other = { name: 'files.copy', version: '1.0.0', document: documentText('files.copy', '1.0.0') };

function leafOf(type: 'release.publish' | 'release.resign', ...labels: number[]): string {
  const signatures = labels.map((label) => {
    const { kid, sig } = signatureBy(label, release);
    return { kid, sig };
  });
  return publicLeafText({ type, v: 1, name: release.name, version: release.version, digest, signatures });
}

const leaves = ['l0', 'l1', 'l2', 'l3', 'l4', leafOf('release.publish', 1), 'l6', leafOf('release.resign', 2), 'l8'];
const log = createTestLog(leaves);
const forked = createTestLog(leaves.with(1, 'changed'));
const keys = [trustEntry(1), trustEntry(9, { role: 'log' })];
const fresh = (size = log.size) => log.checkpointAt(size, now);

/** The release with true evidence at the log's last size, or at another one. */
function claimAt(size = log.size, from?: number): ReleaseClaim {
  const consistency = from === undefined ? {} : { consistency: log.consistency(from, size) };
  return { ...release, log: { checkpoint: fresh(size), inclusion: [log.inclusion(5, size)], ...consistency } };
}

/** The claim with something else shown for it. */
function showing(shown: Partial<NonNullable<ReleaseClaim['log']>>, base = claimAt()): ReleaseClaim {
  return { ...base, log: { checkpoint: fresh(), inclusion: [log.inclusion(5)], ...base.log, ...shown } };
}

function verify(claim: ReleaseClaim, policy: LogPolicy = {}, trusted: TrustedKeyInput[] = keys) {
  return verifyRelease(claim, createTrust(trusted), { now, log: policy });
}

function failuresOf(claim: ReleaseClaim, policy?: LogPolicy, trusted?: TrustedKeyInput[]) {
  return verify(claim, policy, trusted)
    .checks.filter(({ ok }) => !ok)
    .map(({ code }) => code);
}

describe('a release in the log is accepted', () => {
  it('with every check of the log listed', () => {
    const { verified, checks } = verify(claimAt(), { origin: ORIGIN, remembered: log.checkpointAt(log.size) });
    expect(verified).toBe(true);
    expect(checks.slice(-4).map(({ name, ok }) => [name, ok])).toEqual([
      ['log_inclusion', true],
      ['log_checkpoint', true],
      ['log_consistency', true],
      ['log_freshness', true],
    ]);
  });

  it.each<[string, ReleaseClaim, LogPolicy]>([
    ['with nothing remembered', claimAt(), {}],
    ['after growth, by a proof', claimAt(9, 6), { remembered: log.checkpointAt(6) }],
    ['after growth from an empty log', claimAt(), { remembered: log.checkpointAt(0) }],
    [
      'in an older tree that is proven a prefix, where that is asked',
      showing({ consistency: log.consistency(6, 9) }, claimAt(6)),
      { remembered: log.checkpointAt(9), allowOlder: true },
    ],
    ['without evidence, where none is required', release, { required: false }],
    ['with a stale checkpoint, as a warning', showing({ checkpoint: log.checkpointAt(9, new Date(0)) }), {}],
    ['with a checkpoint that says no time', showing({ checkpoint: log.checkpointAt(9) }), {}],
  ])('%s', (_, claim, policy) => {
    expect(failuresOf(claim, policy)).toEqual([]);
  });

  it('with the entry of each later signature of a known key', () => {
    const resigned = { ...release, signatures: [...release.signatures, { ...signatureBy(2, release), log_index: 7 }] };
    const trusted = [...keys, trustEntry(2)];
    const evidence = { checkpoint: fresh(), inclusion: [log.inclusion(5), log.inclusion(7)] };
    expect(failuresOf({ ...resigned, log: evidence }, {}, trusted)).toEqual([]);
    expect(failuresOf({ ...resigned, log: { ...evidence, inclusion: [log.inclusion(5)] } }, {}, trusted)).toEqual([
      'not_in_log',
    ]);
    expect(failuresOf({ ...resigned, log: { ...evidence, inclusion: [log.inclusion(5)] } })).toEqual([]);
  });

  it.each(['expired', 'retired'])('when its key is %s, for ever', (state) => {
    const key =
      state === 'expired'
        ? trustEntry(1, { valid_until: '2026-01-01T00:00:00Z' })
        : trustEntry(1, { status: 'retired' });
    expect(failuresOf(claimAt(), {}, [key, trustEntry(9, { role: 'log' })])).toEqual([]);
  });
});

describe('a release is refused', () => {
  const resignedAs = (log_index: number): ReleaseClaim => ({ ...claimAt(), log_index });

  it.each<[VerifyCode, string, ReleaseClaim, LogPolicy?]>([
    ['not_in_log', 'no evidence', release],
    ['not_in_log', 'no proof for its entry', showing({ inclusion: [] })],
    ['not_in_log', 'a proof for another index', showing({ inclusion: [log.inclusion(4)] })],
    ['not_in_log', 'no index', { ...claimAt(), log_index: undefined }],
    [
      'not_in_log',
      'an index beyond the tree',
      showing({ checkpoint: fresh(5), inclusion: [{ ...log.inclusion(4), index: 5 }] }),
    ],
    [
      'bad_inclusion_proof',
      'the entry of something else',
      { ...showing({ inclusion: [log.inclusion(4)] }), log_index: 4 },
    ],
    ['bad_inclusion_proof', 'a proof of another tree', showing({ inclusion: [log.inclusion(5, 6)] })],
    ['bad_inclusion_proof', 'a proof that is no base64', showing({ inclusion: [{ index: 5, hashes: ['x'] }] })],
    [
      'bad_inclusion_proof',
      'a fractional index',
      { ...showing({ inclusion: [{ index: 5.5, hashes: log.inclusion(5).hashes }] }), log_index: 5.5 },
    ],
    [
      'bad_inclusion_proof',
      'a signature more than was logged',
      { ...claimAt(), signatures: [...release.signatures, signatureBy(2, release)] },
    ],
    [
      'bad_checkpoint',
      'a checkpoint by another key',
      showing({ checkpoint: createTestLog(leaves, 8).checkpointAt(9) }),
    ],
    ['bad_checkpoint', 'another origin than asked for', claimAt(), { origin: 'elsewhere.example' }],
    ['bad_checkpoint', 'a remembered checkpoint that is none', claimAt(), { remembered: 'x' }],
    ['log_fork', 'two roots for one size', claimAt(), { remembered: forked.checkpointAt(9) }],
    ['log_fork', 'growth without a proof', claimAt(), { remembered: log.checkpointAt(6) }],
    ['log_fork', 'growth with a proof for other sizes', claimAt(9, 7), { remembered: log.checkpointAt(6) }],
    [
      'log_fork',
      'a proof that does not lead to the remembered root',
      claimAt(9, 6),
      { remembered: forked.checkpointAt(6) },
    ],
    [
      'log_fork',
      'an older tree that is no prefix',
      showing({ consistency: log.consistency(6, 9) }, claimAt(6)),
      { remembered: forked.checkpointAt(9), allowOlder: true },
    ],
    ['log_rollback', 'a log smaller than it was', claimAt(6), { remembered: log.checkpointAt(9) }],
    ['log_rollback', 'an older tree without proof', claimAt(6), { remembered: log.checkpointAt(9), allowOlder: true }],
    [
      'log_rollback',
      'an older tree with a proof, where that was not asked',
      showing({ consistency: log.consistency(6, 9) }, claimAt(6)),
      { remembered: log.checkpointAt(9) },
    ],
    [
      'stale_checkpoint',
      'an old checkpoint, where a fresh one is required',
      showing({ checkpoint: log.checkpointAt(9, new Date(now.getTime() - 2 * HOUR_MS)) }),
      { requireFresh: true, maxAgeMs: HOUR_MS },
    ],
    [
      'stale_checkpoint',
      'a checkpoint from the future',
      showing({ checkpoint: log.checkpointAt(9, new Date(now.getTime() + HOUR_MS)) }),
      { requireFresh: true },
    ],
    [
      'stale_checkpoint',
      'a checkpoint that says no time',
      showing({ checkpoint: log.checkpointAt(9) }),
      { requireFresh: true },
    ],
  ])('as %s: %s', (code, _, claim, policy) => {
    expect(failuresOf(claim, policy)).toEqual([code]);
    expect(verify(claim, policy)).toMatchObject({ verified: false, verify_code: code });
  });

  it('with each check that fails listed, and the first in the protocol’s order as the headline', () => {
    const claim = { ...showing({ checkpoint: log.checkpointAt(6), inclusion: [] }), claimedHash: 'sha256:0' };
    expect(failuresOf(claim, { remembered: log.checkpointAt(9), requireFresh: true })).toEqual([
      'digest_mismatch',
      'not_in_log',
      'log_rollback',
      'stale_checkpoint',
    ]);
    expect(verify(claim).verify_code).toBe('digest_mismatch');
  });

  it('when the right proof is of the wrong artifact', () => {
    const claim = {
      ...other,
      claimedHash: digestOf(other.document),
      signatures: [signatureBy(1, other)],
      log_index: 5,
    };
    expect(failuresOf({ ...claim, ...{ log: claimAt().log } })).toEqual(['bad_inclusion_proof']);
  });

  it('as malformed, with the words of a checkpoint that is none', () => {
    expect(failuresOf(showing({ checkpoint: 'x' }))).toEqual(['bad_checkpoint']);
  });

  it.each<[string, TrustedKeyInput]>([
    ['of another role', trustEntry(9)],
    ['that is revoked', trustEntry(9, { role: 'log', status: 'revoked', last_valid_index: 100 })],
    ['that is pending', trustEntry(9, { role: 'log', valid_from: '2027-01-01T00:00:00Z' })],
  ])('as bad_checkpoint under a log key %s', (_, key) => {
    expect(failuresOf(claimAt(), {}, [trustEntry(1), key])).toEqual(['bad_checkpoint']);
  });

  it('when a log key signed the release', () => {
    const claim = { ...release, signatures: [signatureBy(9, release)] };
    expect(verify({ ...claim, log: claimAt().log }, {}).verify_code).toBe('key_not_authorized');
  });

  describe('when its key is revoked', () => {
    const revokedAt = (cut?: number) => [
      trustEntry(1, { status: 'revoked', ...(cut !== undefined && { last_valid_index: cut }) }),
      trustEntry(9, { role: 'log' }),
    ];

    it('unless it is proven to stand at or before the cut', () => {
      expect(failuresOf(claimAt(), {}, revokedAt(5))).toEqual([]);
      expect(failuresOf(claimAt(), {}, revokedAt(4))).toEqual(['key_revoked']);
      expect(failuresOf(claimAt(), {}, revokedAt(-1))).toEqual(['key_revoked']);
      expect(failuresOf(claimAt(), {}, revokedAt())).toEqual(['key_revoked']);
    });

    it('and its place before the cut is only said', () => {
      expect(failuresOf(showing({ inclusion: [] }), {}, revokedAt(5))).toEqual(['key_revoked', 'not_in_log']);
      expect(failuresOf(resignedAs(2), {}, revokedAt(5))).toEqual(['key_revoked', 'not_in_log']);
    });
  });
});

describe('the keys that vouch for a release', () => {
  it('are the distinct ones whose signatures count, and none where it does not verify', () => {
    const options = { now };
    const trust = createTrust([trustEntry(1), trustEntry(2, { scope: ['ssh.*'] }), trustEntry(3)]);
    const kids = (claim: ReleaseClaim) => findVouchingKeys(claim, trust, options).map(({ kid }) => kid);
    expect(kids(signedClaim(1, 1, 2, 3))).toEqual(['k1', 'k3']);
    expect(kids({ ...signedClaim(1), document: '{}' })).toEqual([]);
  });
});
