import { describe, expect, it } from 'vitest';
import { emptyRoot, leafHash, nodeHash } from './log-hash.js';
import { type ConsistencyClaim, type InclusionClaim, verifyConsistency, verifyInclusion } from './merkle-proof.js';
import { consistencyProof, inclusionProof, rootOf } from './merkle-tree.js';
import { isSuiteExpected, listSuite, readSuite } from './testing/vectors.js';

type InclusionCase = {
  leafIdx: number;
  treeSize: number;
  root: string;
  leafHash: string;
  proof: string[] | null;
  desc: string;
  wantErr: boolean;
};

const LARGEST = 33;
const hashes = Array.from({ length: LARGEST }, (_, at) => leafHash(Uint8Array.of(at)));
const foreign = leafHash('foreign');

describe.skipIf(!isSuiteExpected('merkle'))('inclusion vectors (VECTORS_DIR)', () => {
  const files = listSuite('merkle/inclusion');

  it('are all 98', () => expect(files).toHaveLength(98));

  it.each(files)('%s', (file) => {
    const { leafIdx, treeSize, root, leafHash: leaf, proof, wantErr } = readSuite<InclusionCase>(file);
    const claim = {
      index: leafIdx,
      size: treeSize,
      root: decode(root),
      leafHash: decode(leaf),
      proof: (proof ?? []).map(decode),
    };
    expect(verifyInclusion(claim)).toBe(!wantErr);
  });
});

type ConsistencyCase = Record<'root1' | 'root2' | 'desc', string> &
  Record<'size1' | 'size2', number> & { proof: string[] | null; wantErr: boolean };

const consistencyFiles = listSuite('merkle/consistency');

describe.skipIf(consistencyFiles.length === 0)('consistency vectors (VECTORS_DIR)', () => {
  it.each(consistencyFiles)('%s', (file) => {
    const { size1, size2, root1, root2, proof, wantErr } = readSuite<ConsistencyCase>(file);
    const roots = { root1: decode(root1), root2: decode(root2) };
    expect(verifyConsistency({ size1, size2, ...roots, proof: (proof ?? []).map(decode) })).toBe(!wantErr);
  });
});

describe('inclusion in every tree of up to 33 leaves', () => {
  const claims = sizesFrom(1).flatMap((size) => {
    const tree = hashes.slice(0, size);
    const root = rootOf(tree);
    return tree.map(
      (hash, index): InclusionClaim => ({ index, size, root, leafHash: hash, proof: inclusionProof(tree, index) }),
    );
  });

  it('is proven for every leaf', () => {
    expect(claims.every(verifyInclusion)).toBe(true);
  });

  it('is not proven by that proof at any other index', () => {
    for (const claim of claims) {
      const others = [...hashes.keys()].filter((index) => index !== claim.index);
      expect(others.some((index) => verifyInclusion({ ...claim, index }))).toBe(false);
    }
  });

  it.each<[string, (claim: InclusionClaim) => InclusionClaim]>([
    ['another leaf', (claim) => ({ ...claim, leafHash: foreign })],
    ['another root', (claim) => ({ ...claim, root: foreign })],
    ['a longer proof', (claim) => ({ ...claim, proof: [...claim.proof, foreign] })],
    ['a proof with something in front', (claim) => ({ ...claim, proof: [foreign, ...claim.proof] })],
    ['a leaf hash of 31 bytes', (claim) => ({ ...claim, leafHash: claim.leafHash.subarray(1) })],
    ['an empty leaf hash and root', (claim) => ({ ...claim, leafHash: new Uint8Array(), root: new Uint8Array() })],
    ['a size of zero', (claim) => ({ ...claim, index: 0, size: 0 })],
    ['an index that is the size', (claim) => ({ ...claim, index: claim.size })],
    ['a negative index', (claim) => ({ ...claim, index: -1 })],
    ['a fraction', (claim) => ({ ...claim, index: claim.index + 0.5 })],
    ['an unsafe size', (claim) => ({ ...claim, size: 2 ** 53 })],
    ['an endless size', (claim) => ({ ...claim, size: Number.POSITIVE_INFINITY })],
  ])('is not proven with %s', (_, change) => {
    expect(claims.some((claim) => verifyInclusion(change(claim)))).toBe(false);
  });

  it('is not proven without any one hash of the proof, or with one replaced or cut', () => {
    for (const claim of claims) {
      for (const at of claim.proof.keys()) {
        expect(verifyInclusion({ ...claim, proof: claim.proof.toSpliced(at, 1) })).toBe(false);
        expect(verifyInclusion({ ...claim, proof: claim.proof.with(at, foreign) })).toBe(false);
        expect(verifyInclusion({ ...claim, proof: claim.proof.with(at, foreign.subarray(1)) })).toBe(false);
      }
    }
  });

  it('is proven at both ends of a tree of 2^52 leaves, where shifts of 32 bits would go wrong', () => {
    const size = 2 ** 52;
    const proof = Array.from({ length: 52 }, (_, level) => leafHash(Uint8Array.of(level)));
    const leftmost = proof.reduce((hash, sibling) => nodeHash(hash, sibling), foreign);
    const rightmost = proof.reduce((hash, sibling) => nodeHash(sibling, hash), foreign);
    expect(verifyInclusion({ index: 0, size, leafHash: foreign, proof, root: leftmost })).toBe(true);
    expect(verifyInclusion({ index: size - 1, size, leafHash: foreign, proof, root: rightmost })).toBe(true);
    expect(verifyInclusion({ index: 2 ** 32, size, leafHash: foreign, proof, root: leftmost })).toBe(false);
  });
});

describe('consistency between all trees of up to 33 leaves', () => {
  const claims = sizesFrom(1).flatMap((size2) => {
    const tree = hashes.slice(0, size2);
    const root2 = rootOf(tree);
    return sizesFrom(1, size2).map((size1): ConsistencyClaim => {
      return { size1, size2, root1: rootOf(tree.slice(0, size1)), root2, proof: consistencyProof(tree, size1) };
    });
  });
  const growing = claims.filter(({ size1, size2 }) => size1 < size2);

  it('is proven for every pair', () => {
    expect(claims).toHaveLength((LARGEST * (LARGEST + 1)) / 2);
    expect(claims.every(verifyConsistency)).toBe(true);
  });

  it('is not proven by that proof for any other size', () => {
    for (const claim of growing) {
      const others = sizesFrom(0).filter((size) => size !== claim.size1);
      expect(others.some((size1) => verifyConsistency({ ...claim, size1 }))).toBe(false);
    }
  });

  it.each<[string, (claim: ConsistencyClaim) => ConsistencyClaim]>([
    ['another old root', (claim) => ({ ...claim, root1: foreign })],
    ['another new root', (claim) => ({ ...claim, root2: foreign })],
    ['another root of both', (claim) => ({ ...claim, root1: foreign, root2: foreign })],
    ['an empty proof', (claim) => ({ ...claim, proof: [] })],
    ['a longer proof', (claim) => ({ ...claim, proof: [...claim.proof, foreign] })],
    ['a proof with something in front', (claim) => ({ ...claim, proof: [foreign, ...claim.proof] })],
    ['the sizes exchanged', (claim) => ({ ...claim, size1: claim.size2, size2: claim.size1 })],
    ['an old size of zero', (claim) => ({ ...claim, size1: 0 })],
    ['an old size of zero and no proof', (claim) => ({ ...claim, size1: 0, proof: [] })],
    ['a negative old size', (claim) => ({ ...claim, size1: -1 })],
    ['a fraction', (claim) => ({ ...claim, size1: claim.size1 + 0.5 })],
    ['an unsafe new size', (claim) => ({ ...claim, size2: 2 ** 53 })],
    ['an old root of 31 bytes', (claim) => ({ ...claim, root1: claim.root1.subarray(1) })],
    ['a new root of 33 bytes', (claim) => ({ ...claim, root2: Uint8Array.of(...claim.root2, 0) })],
  ])('is not proven with %s', (_, change) => {
    expect(growing.some((claim) => verifyConsistency(change(claim)))).toBe(false);
  });

  it('is not proven without any one hash of the proof, or with one replaced or cut', () => {
    for (const claim of growing) {
      for (const at of claim.proof.keys()) {
        expect(verifyConsistency({ ...claim, proof: claim.proof.toSpliced(at, 1) })).toBe(false);
        expect(verifyConsistency({ ...claim, proof: claim.proof.with(at, foreign) })).toBe(false);
        expect(verifyConsistency({ ...claim, proof: claim.proof.with(at, foreign.subarray(1)) })).toBe(false);
      }
    }
  });

  it('of a tree with itself needs equal roots and no proof', () => {
    for (const claim of claims.filter(({ size1, size2 }) => size1 === size2)) {
      expect(verifyConsistency({ ...claim, root1: foreign })).toBe(false);
      expect(verifyConsistency({ ...claim, proof: [foreign] })).toBe(false);
    }
  });

  it('of an empty tree with itself needs equal roots and no proof, and growth from it has none', () => {
    const empty = { size1: 0, size2: 0, root1: emptyRoot(), root2: emptyRoot(), proof: [] };
    expect(verifyConsistency(empty)).toBe(true);
    expect(verifyConsistency({ ...empty, root2: foreign })).toBe(false);
    expect(verifyConsistency({ ...empty, proof: [foreign] })).toBe(false);
    expect(verifyConsistency({ ...empty, size2: 1, root2: foreign })).toBe(false);
    expect(verifyConsistency({ ...empty, size1: 1 })).toBe(false);
  });

  it('shows a fork: a changed old leaf has no proof against the honest tree', () => {
    const forked = hashes.with(3, foreign);
    const claim = { size1: 8, size2: LARGEST, root1: rootOf(forked.slice(0, 8)), root2: rootOf(hashes) };
    expect(verifyConsistency({ ...claim, proof: consistencyProof(hashes, 8) })).toBe(false);
    expect(verifyConsistency({ ...claim, proof: consistencyProof(forked, 8) })).toBe(false);
  });
});

function sizesFrom(first: number, last = LARGEST): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

function decode(base64: string): Uint8Array {
  return Buffer.from(base64, 'base64');
}
