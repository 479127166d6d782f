// Checking proofs of the log, by the algorithms of RFC 9162 as printed. Everything here may come from an attacker; wrong
// sizes, lengths and leftovers give false, never an error. Sizes go up to 2^53 − 1, so halving is arithmetic, not shifting.
import { isEqualBytes } from './bytes.js';
import { LOG_HASH_BYTES, nodeHash } from './log-hash.js';

/** That the leaf with this hash stands at `index` in the tree of `size` leaves with this root. */
export type InclusionClaim = {
  index: number;
  size: number;
  leafHash: Uint8Array;
  proof: readonly Uint8Array[];
  root: Uint8Array;
};

/** That the tree of `size1` leaves with `root1` is a prefix of the tree of `size2` leaves with `root2`. */
export type ConsistencyClaim = {
  size1: number;
  size2: number;
  proof: readonly Uint8Array[];
  root1: Uint8Array;
  root2: Uint8Array;
};

/** True if the claim is proven (RFC 9162 §2.1.3.2, P-37). */
export function verifyInclusion({ index, size, leafHash, proof, root }: InclusionClaim): boolean {
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  if (![leafHash, root, ...proof].every(isHash)) return false;
  let node = index;
  let last = size - 1;
  let hash = leafHash;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash);
      // A last node without a sibling moves up unchanged.
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && isEqualBytes(hash, root);
}

/**
 * True if the claim is proven (RFC 9162 §2.1.4.2, P-38). Equal sizes, also of zero, need equal roots and an empty
 * proof, and nothing is hashed; growth from a size of zero has no proof and gives false.
 */
export function verifyConsistency({ size1, size2, proof, root1, root2 }: ConsistencyClaim): boolean {
  if (!isCount(size1) || !isCount(size2) || size1 > size2) return false;
  if (size1 === size2) return proof.length === 0 && isEqualBytes(root1, root2);
  if (size1 === 0 || ![root1, root2, ...proof].every(isHash)) return false;
  // An old tree that is complete is itself the first node, and the proof leaves it out.
  const roots = consistencyRoots({ size1, size2, proof: isPowerOfTwo(size1) ? [root1, ...proof] : proof });
  return roots !== undefined && isEqualBytes(roots.root1, root1) && isEqualBytes(roots.root2, root2);
}

/**
 * The two roots that a proof leads to, for sizes 1 ≤ size1 < size2; undefined where it has too few or too many hashes. Here
 * the first hash is always given, also where the old tree is complete and a proof on the wire leaves it out.
 */
export function consistencyRoots(
  claim: Omit<ConsistencyClaim, 'root1' | 'root2'>,
): { root1: Uint8Array; root2: Uint8Array } | undefined {
  const [first, ...rest] = claim.proof;
  if (first === undefined) return undefined;
  let node = claim.size1 - 1;
  let last = claim.size2 - 1;
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  let old = first;
  let current = first;
  for (const sibling of rest) {
    if (last === 0) return undefined;
    if (node % 2 === 1 || node === last) {
      old = nodeHash(sibling, old);
      current = nodeHash(sibling, current);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      current = nodeHash(current, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 ? { root1: old, root2: current } : undefined;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === LOG_HASH_BYTES;
}

/** True for the size of a complete tree. */
export function isPowerOfTwo(size: number): boolean {
  let rest = size;
  while (rest % 2 === 0) rest = half(rest);
  return rest === 1;
}

function half(value: number): number {
  return Math.floor(value / 2);
}
