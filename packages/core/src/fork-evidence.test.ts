import { describe, expect, it } from 'vitest';
import { toBase64 } from './base64.js';
import {
  checkForkEvidence,
  createForkEvidence,
  evidenceKeys,
  type ForkClaim,
  parseForkEvidence,
} from './fork-evidence.js';
import { createTestLog, keyOf, ORIGIN } from './testing/log.js';
import { codeOf } from './testing/refusals.js';

const leaves = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const honest = createTestLog(leaves);
const forked = createTestLog(leaves.with(1, 'B'));
const keys = [keyOf(9)];

function outcomeOf(claim: Omit<ForkClaim, 'keys'>) {
  return checkForkEvidence(createForkEvidence({ ...claim, keys }), keys).outcome;
}

describe('evidence of a fork', () => {
  it('is two roots for one size', () => {
    expect(outcomeOf({ notes: [honest.checkpointAt(5), forked.checkpointAt(5)], consistency: [] })).toBe('fork');
  });

  it('is a newer tree whose own proof leads to another old root, in either order of the notes', () => {
    const consistency = forked.consistency(5).hashes;
    const [older, newer] = [honest.checkpointAt(5), forked.checkpointAt(7)];
    expect(outcomeOf({ notes: [older, newer], consistency })).toBe('fork');
    expect(outcomeOf({ notes: [newer, older], consistency })).toBe('fork');
  });

  it('takes the start of the newer tree where the old one is complete and a proof leaves it out', () => {
    const claim = { notes: [honest.checkpointAt(4), forked.checkpointAt(7)] as const };
    const consistency = forked.consistency(4).hashes;
    expect(outcomeOf({ ...claim, consistency })).toBe('unproven');
    expect(outcomeOf({ ...claim, consistency, prefix: toBase64(forked.rootAt(4)) })).toBe('fork');
  });

  it('is none of what anyone could have written', () => {
    const notes = [honest.checkpointAt(5), honest.checkpointAt(7)] as const;
    const { hashes } = honest.consistency(5);
    expect(outcomeOf({ notes, consistency: hashes })).toBe('consistent');
    expect(outcomeOf({ notes, consistency: [] })).toBe('unproven');
    expect(outcomeOf({ notes, consistency: hashes.toReversed() })).toBe('unproven');
    expect(outcomeOf({ notes, consistency: ['x'] })).toBe('unproven');
    expect(outcomeOf({ notes: [honest.checkpointAt(5), honest.checkpointAt(5)], consistency: [] })).toBe('consistent');
    expect(outcomeOf({ notes: [honest.checkpointAt(0), forked.checkpointAt(7)], consistency: [] })).toBe('consistent');
  });

  it('travels as a text and names its log’s keys', () => {
    const notes = [honest.checkpointAt(5), forked.checkpointAt(5)] as const;
    const evidence = createForkEvidence({ notes, consistency: [], keys });
    const read = parseForkEvidence(JSON.stringify(evidence));
    expect(read).toEqual(evidence);
    expect(evidenceKeys(read).map(({ publicKey }) => publicKey)).toEqual(keys.map(({ publicKey }) => publicKey));
    expect(checkForkEvidence(read, evidenceKeys(read)).outcome).toBe('fork');
  });

  it('says nothing to who knows another key as the log’s, or another origin, or meets a changed note', () => {
    const notes = [honest.checkpointAt(5), forked.checkpointAt(5)] as const;
    const evidence = createForkEvidence({ notes, consistency: [], keys });
    expect(checkForkEvidence(evidence, [keyOf(8)])).toEqual({ outcome: 'invalid', problem: 'unknown_signer' });
    const moved = { ...evidence, origin: 'elsewhere.example' };
    expect(checkForkEvidence(moved, keys)).toEqual({ outcome: 'invalid', problem: 'other_origin' });
    const changed = { ...evidence, newer: evidence.newer.replace('\n5\n', '\n6\n') };
    expect(checkForkEvidence(changed, keys)).toEqual({ outcome: 'invalid', problem: 'bad_signature' });
    expect(evidenceKeys({ ...evidence, origin: `${ORIGIN}x` })).toEqual([]);
  });

  it('is not made of notes that do not verify', () => {
    const stranger = createTestLog(leaves, 8).checkpointAt(5);
    expect(() => createForkEvidence({ notes: [honest.checkpointAt(5), stranger], consistency: [], keys })).toThrow(
      TypeError,
    );
  });

  it.each(['', '{}', '[]', '{"type":"x"}'])('%j is no evidence', (text) => {
    expect(codeOf(() => parseForkEvidence(text))).toBe(text === '' ? 'INVALID_JSON' : 'INVALID_BODY');
  });
});
