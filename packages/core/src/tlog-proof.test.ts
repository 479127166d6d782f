import { describe, expect, it } from 'vitest';
import type { LogFormatProblem } from './log-format-error.js';
import { leafHash } from './log-hash.js';
import { parseLogHash } from './log-text.js';
import { createTestLog, keyOf, ORIGIN } from './testing/log.js';
import { problemOf } from './testing/log-problems.js';
import { formatTlogProof, parseTlogProof, type TlogProof, verifyTlogProof } from './tlog-proof.js';

const log = createTestLog(['a', 'b', 'c', 'd', 'e']);
const identity = { keys: [keyOf(9)], origin: ORIGIN };
const proof = proofOf(2);
const text = formatTlogProof(proof);

function proofOf(index: number, size = 5): TlogProof {
  const hashes = log.inclusion(index, size).hashes.map((hash) => parseLogHash(hash, 'proof_hash'));
  return { index, hashes, checkpoint: log.checkpointAt(size) };
}

describe('a proof that travels alone', () => {
  it('is written line by line and read back', () => {
    expect(text.split('\n').slice(0, 2)).toEqual(['c2sp.org/tlog-proof@v1', 'index 2']);
    expect(text.endsWith(`\n\n${proof.checkpoint}`)).toBe(true);
    expect(parseTlogProof(text)).toEqual(proof);
    expect(parseTlogProof(new TextEncoder().encode(text))).toEqual(proof);
  });

  it('carries extra data, and has no hashes for the only leaf', () => {
    const single = { ...proofOf(0, 1), extra: Uint8Array.of(1, 2) };
    expect(formatTlogProof(single).split('\n').slice(0, 4)).toEqual([
      'c2sp.org/tlog-proof@v1',
      'extra AQI=',
      'index 0',
      '',
    ]);
    expect(parseTlogProof(formatTlogProof(single))).toEqual(single);
    expect(verifyTlogProof(single, leafHash('a'), identity)).toMatchObject({ ok: true, checkpoint: { size: 1 } });
  });

  it.each([...[...'abcde'].entries()])('verifies leaf %i', (index, leaf) => {
    expect(verifyTlogProof(proofOf(index), leafHash(leaf), identity).ok).toBe(true);
  });

  it.each<[string, TlogProof, string]>([
    ['bad_inclusion_proof', proof, 'x'],
    ['bad_inclusion_proof', { ...proof, index: 3 }, 'c'],
    ['bad_inclusion_proof', { ...proof, hashes: proof.hashes.slice(1) }, 'c'],
    ['bad_inclusion_proof', { ...proof, checkpoint: log.checkpointAt(4) }, 'c'],
    ['not_in_log', { ...proof, index: 5 }, 'c'],
    ['bad_checkpoint', { ...proof, checkpoint: createTestLog(['a', 'b', 'c'], 8).checkpointAt(3) }, 'c'],
    ['bad_checkpoint', { ...proof, checkpoint: proof.checkpoint.replace('\n5\n', '\n6\n') }, 'c'],
  ])('is refused as %s', (code, changed, leaf) => {
    expect(verifyTlogProof(changed, leafHash(leaf), identity)).toMatchObject({ ok: false, code });
  });

  it.each<[LogFormatProblem, string, string]>([
    ['proof_head', 'another header', text.replace('@v1', '@v2')],
    ['proof_head', 'no checkpoint', 'c2sp.org/tlog-proof@v1\nindex 0\n'],
    ['proof_index', 'no index', text.replace('index 2\n', '')],
    ['proof_index', 'a leading zero', text.replace('index 2', 'index 02')],
    ['proof_index', 'a negative index', text.replace('index 2', 'index -2')],
    [
      'proof_index',
      'extra data after the index',
      text.replace('index 2\n', 'index 2\n').replace('v1\n', 'v1\nextra AA==\nextra AA==\n'),
    ],
    ['proof_extra', 'an empty extra line', text.replace('v1\n', 'v1\nextra \n')],
    ['proof_extra', 'extra data without padding', text.replace('v1\n', 'v1\nextra AQI\n')],
    ['proof_hash', 'a short hash', text.replace('index 2\n', 'index 2\nAAAA\n')],
    [
      'proof_hash',
      'more hashes than any tree has',
      text.replace('index 2\n', `index 2\n${`${'A'.repeat(43)}=\n`.repeat(60)}`),
    ],
    ['no_signature', 'a checkpoint that is no note', text.slice(0, text.indexOf('—'))],
  ])('is refused as %s: %s', (problem, _, changed) => {
    expect(problemOf(() => parseTlogProof(changed))).toBe(problem);
  });
});
