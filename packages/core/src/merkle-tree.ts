// Roots and proofs from the leaf hashes themselves. Time grows with the number of leaves: for audits, replays and tests;
// the server keeps its inner nodes stored.
import { emptyRoot, nodeHash } from './log-hash.js';

/** The Merkle tree head of these leaf hashes (RFC 6962 §2.1). */
export function rootOf(leafHashes: readonly Uint8Array[]): Uint8Array {
  let level = leafHashes;
  while (level.length > 1) level = toParents(level);
  return level[0] ?? emptyRoot();
}

/** The hashes that lead from leaf `index` to the root, lowest first (RFC 6962 §2.1.1); throws `RangeError` outside the tree. */
export function inclusionProof(leafHashes: readonly Uint8Array[], index: number): Uint8Array[] {
  if (!Number.isSafeInteger(index) || index < 0 || index >= leafHashes.length) throw new RangeError('no such leaf');
  if (leafHashes.length === 1) return [];
  const split = largestPowerOfTwoBelow(leafHashes.length);
  const [left, right] = [leafHashes.slice(0, split), leafHashes.slice(split)];
  return index < split
    ? [...inclusionProof(left, index), rootOf(right)]
    : [...inclusionProof(right, index - split), rootOf(left)];
}

/**
 * The hashes that show the first `size1` leaves to be a prefix of them all (RFC 6962 §2.1.2); empty for the whole tree.
 * Throws `RangeError` unless 1 ≤ size1 ≤ number of leaves.
 */
export function consistencyProof(leafHashes: readonly Uint8Array[], size1: number): Uint8Array[] {
  if (!Number.isSafeInteger(size1) || size1 < 1 || size1 > leafHashes.length) throw new RangeError('no such tree size');
  return subproof(leafHashes, size1, true);
}

/** `isWholeOldTree` says that the old tree is exactly this subtree, whose root the verifier then has already. */
function subproof(leafHashes: readonly Uint8Array[], size1: number, isWholeOldTree: boolean): Uint8Array[] {
  if (size1 === leafHashes.length) return isWholeOldTree ? [] : [rootOf(leafHashes)];
  const split = largestPowerOfTwoBelow(leafHashes.length);
  const [left, right] = [leafHashes.slice(0, split), leafHashes.slice(split)];
  return size1 <= split
    ? [...subproof(left, size1, isWholeOldTree), rootOf(right)]
    : [...subproof(right, size1 - split, false), rootOf(left)];
}

/** Pairs become nodes; an odd last one moves up unchanged, which gives the same tree as RFC 6962's splits. */
function toParents(level: readonly Uint8Array[]): Uint8Array[] {
  const parents: Uint8Array[] = [];
  let left: Uint8Array | undefined;
  for (const hash of level) {
    if (left === undefined) left = hash;
    else {
      parents.push(nodeHash(left, hash));
      left = undefined;
    }
  }
  if (left !== undefined) parents.push(left);
  return parents;
}

function largestPowerOfTwoBelow(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}
