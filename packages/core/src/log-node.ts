// Which nodes of the log a proof needs, and the proof from them. Only complete subtrees are ever stored or read: they never
// change. The incomplete ones at the right edge are folded from them, so a proof reads O(log size) nodes (RFC 6962 §2.1).
import { emptyRoot, LOG_HASH_BYTES, nodeHash } from './log-hash.js';

/** The root of the complete subtree over the leaves `index`·2^`level` up to (`index` + 1)·2^`level`; level 0 is a leaf's hash. */
export type LogNode = { readonly level: number; readonly index: number };

/** A node with its hash. */
export type HashedLogNode = LogNode & { readonly hash: Uint8Array };

/** Reads stored nodes, all at once, in the order asked; it rejects where one is not there. */
export type ReadLogNodes = (nodes: readonly LogNode[]) => Promise<readonly Uint8Array[]>;

/** What an append adds: the nodes it completes, in the order they come to be, and the root of the grown tree. */
export type LogAppend = { nodes: HashedLogNode[]; root: Uint8Array };

/** The leaves from `start` on, `size` of them, as RFC 6962's splits cut them: complete or at the right edge of the tree. */
type Subtree = { start: number; size: number };

/** The nodes that `buildInclusionProof` reads; throws `RangeError` outside the tree. */
export function inclusionProofNodes(index: number, size: number): LogNode[] {
  return inclusionSubtrees(index, size).flatMap(toNodes);
}

/** The nodes that `buildConsistencyProof` reads; throws `RangeError` unless 1 ≤ size1 ≤ size2. */
export function consistencyProofNodes(size1: number, size2: number): LogNode[] {
  return consistencySubtrees(size1, size2).flatMap(toNodes);
}

/** The nodes that `buildRoot` reads; none for an empty log. */
export function rootNodes(size: number): LogNode[] {
  assertCount(size);
  return toNodes({ start: 0, size });
}

/** The proof that leaf `index` is in the tree of `size` leaves, as `verifyInclusion` takes it. */
export async function buildInclusionProof(read: ReadLogNodes, index: number, size: number): Promise<Uint8Array[]> {
  return await foldAll(read, inclusionSubtrees(index, size));
}

/** The proof that the tree of `size1` leaves is a prefix of the one of `size2`, as `verifyConsistency` takes it. */
export async function buildConsistencyProof(read: ReadLogNodes, size1: number, size2: number): Promise<Uint8Array[]> {
  return await foldAll(read, consistencySubtrees(size1, size2));
}

/** The root of the tree of `size` leaves. */
export async function buildRoot(read: ReadLogNodes, size: number): Promise<Uint8Array> {
  return toRoot(await readAll(read, rootNodes(size)));
}

/**
 * What appending leaves with these hashes to a tree of `size` leaves adds: each leaf's node, and one more for every pair it
 * closes. Reads the nodes of the old root once, however many leaves come.
 */
export async function appendLeaves(
  read: ReadLogNodes,
  size: number,
  leafHashes: readonly Uint8Array[],
): Promise<LogAppend> {
  assertCount(size + leafHashes.length);
  const range = rootNodes(size);
  const hashes = await readAll(read, range);
  const edge = zip(range, hashes);
  const nodes = leafHashes.flatMap((hash, offset) => growEdge(edge, size + offset, hash));
  return { nodes, root: edgeRoot(edge) };
}

/**
 * Appends the leaf at `index` to a tree that is given by its edge, the complete subtrees from left to right (none for an
 * empty log), and returns the nodes that became complete, the leaf's first. The edge is changed.
 */
export function growEdge(edge: HashedLogNode[], index: number, leafHash: Uint8Array): HashedLogNode[] {
  let node: HashedLogNode = { level: 0, index, hash: leafHash };
  const nodes = [node];
  while (node.index % 2 === 1) {
    const left = edge.pop();
    if (left === undefined) throw new TypeError('a right half has a left one');
    node = { level: node.level + 1, index: (node.index - 1) / 2, hash: nodeHash(left.hash, node.hash) };
    nodes.push(node);
  }
  edge.push(node);
  return nodes;
}

/** The root of the tree with this edge. */
export function edgeRoot(edge: readonly HashedLogNode[]): Uint8Array {
  return toRoot(edge.map(({ hash }) => hash));
}

/** PATH(index, D[size]) of RFC 6962 §2.1.1: the subtrees whose roots are the proof, the leaf's sibling first. */
function inclusionSubtrees(index: number, size: number): Subtree[] {
  assertCount(size);
  assertCount(index);
  if (index >= size) throw new RangeError('no such leaf');
  const path: Subtree[] = [];
  let tree = { start: 0, size };
  while (tree.size > 1) {
    const [left, right] = split(tree);
    const isLeft = index < right.start;
    path.push(isLeft ? right : left);
    tree = isLeft ? left : right;
  }
  return path.reverse();
}

/** SUBPROOF(size1, D[size2], true) of RFC 6962 §2.1.2. */
function consistencySubtrees(size1: number, size2: number): Subtree[] {
  assertCount(size2);
  if (!Number.isSafeInteger(size1) || size1 < 1 || size1 > size2) throw new RangeError('no such tree size');
  const path: Subtree[] = [];
  let tree = { start: 0, size: size2 };
  while (tree.start + tree.size !== size1) {
    const [left, right] = split(tree);
    const isLeft = size1 <= right.start;
    path.push(isLeft ? right : left);
    tree = isLeft ? left : right;
  }
  // The verifier has the root of the whole old tree already.
  if (tree.start > 0) path.push(tree);
  return path.reverse();
}

/** A tree of two leaves or more, cut after the largest power of two below its size. */
function split({ start, size }: Subtree): [Subtree, Subtree] {
  const left = 2 ** highestBit(size - 1);
  return [
    { start, size: left },
    { start: start + left, size: size - left },
  ];
}

/** A subtree as complete nodes from left to right: one for each bit of its size, the highest first. */
function toNodes({ start, size }: Subtree): LogNode[] {
  const nodes: LogNode[] = [];
  let at = start;
  let left = size;
  while (left > 0) {
    const level = highestBit(left);
    const width = 2 ** level;
    nodes.push({ level, index: at / width });
    at += width;
    left -= width;
  }
  return nodes;
}

/** Floor of the binary logarithm; `Math.log2` rounds up near 2^53. */
function highestBit(count: number): number {
  let bit = 0;
  while (2 ** (bit + 1) <= count) bit++;
  return bit;
}

/** The roots of these subtrees, all of whose nodes are read at once. */
async function foldAll(read: ReadLogNodes, subtrees: readonly Subtree[]): Promise<Uint8Array[]> {
  const hashes = await readAll(read, subtrees.flatMap(toNodes));
  let at = 0;
  return subtrees.map((subtree) => {
    const start = at;
    at += toNodes(subtree).length;
    return toRoot(hashes.slice(start, at));
  });
}

/** A reader that leaves one out would shift all that follow; so what it gives is counted. */
async function readAll(read: ReadLogNodes, nodes: readonly LogNode[]): Promise<readonly Uint8Array[]> {
  if (nodes.length === 0) return [];
  const hashes = await read(nodes);
  if (hashes.length !== nodes.length || hashes.some(({ length }) => length !== LOG_HASH_BYTES))
    throw new RangeError(`read ${hashes.length} hashes for ${nodes.length} nodes of the log`);
  return hashes;
}

/** The root over complete subtrees from left to right. */
function toRoot(hashes: readonly Uint8Array[]): Uint8Array {
  return hashes.length === 0 ? emptyRoot() : hashes.reduceRight((right, left) => nodeHash(left, right));
}

function zip(nodes: readonly LogNode[], hashes: readonly Uint8Array[]): HashedLogNode[] {
  return nodes.flatMap((node, at) => {
    const hash = hashes[at];
    return hash === undefined ? [] : [{ ...node, hash }];
  });
}

function assertCount(value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError('sizes and indexes are counts below 2^53');
}
