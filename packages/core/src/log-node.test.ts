import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyRoot, leafHash, nodeHash } from './log-hash.js';
import {
  appendLeaves,
  buildConsistencyProof,
  buildInclusionProof,
  buildRoot,
  consistencyProofNodes,
  inclusionProofNodes,
  type LogNode,
  rootNodes,
} from './log-node.js';
import { verifyConsistency, verifyInclusion } from './merkle-proof.js';
import { consistencyProof, inclusionProof, rootOf } from './merkle-tree.js';

const SIZE_MAX = 70;
const hashes = Array.from({ length: SIZE_MAX }, (_, at) => leafHash(Uint8Array.of(at)));
const counts = fc.integer({ min: 0, max: SIZE_MAX });

/** A store of nodes that grows by appends, like a table does, and counts the reads. */
function createStore() {
  const nodes = new Map<string, Uint8Array>();
  const store = { size: 0, reads: 0, nodes, read, append };
  async function read(asked: readonly LogNode[]): Promise<Uint8Array[]> {
    store.reads++;
    return asked.map(({ level, index }) => {
      const hash = nodes.get(`${level}/${index}`);
      if (hash === undefined) throw new Error(`node ${level}/${index} was never complete`);
      return hash;
    });
  }
  async function append(leaves: readonly Uint8Array[]): Promise<Uint8Array> {
    const added = await appendLeaves(read, store.size, leaves);
    for (const { level, index, hash } of added.nodes) {
      expect(nodes.has(`${level}/${index}`)).toBe(false);
      nodes.set(`${level}/${index}`, hash);
    }
    store.size += leaves.length;
    return added.root;
  }
  return store;
}

const full = createStore();
await full.append(hashes);

describe('appending', () => {
  it('in any portions gives the nodes and the root of the whole tree, with at most one read a portion', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 7 }), async (portions) => {
        const store = createStore();
        let size = 0;
        for (const portion of portions) {
          const root = await store.append(hashes.slice(size, size + portion));
          size += portion;
          expect(root).toEqual(rootOf(hashes.slice(0, size)));
        }
        expect(store.reads).toBeLessThanOrEqual(portions.length);
        for (const [key, hash] of store.nodes) expect(full.nodes.get(key)).toEqual(hash);
        // One node for each leaf and one for each complete pair: 2n less the ones in n's binary form.
        const ones = size.toString(2).replaceAll('0', '').length;
        expect(store.nodes.size).toBe(2 * size - ones);
      }),
    );
  });

  it('of nothing to nothing is the empty log', async () => {
    await expect(appendLeaves(full.read, 0, [])).resolves.toEqual({ nodes: [], root: emptyRoot() });
  });

  it('beyond 2^53 − 1 leaves is refused', async () => {
    await expect(appendLeaves(full.read, Number.MAX_SAFE_INTEGER, hashes.slice(0, 1))).rejects.toThrow(RangeError);
  });
});

describe('from stored nodes', () => {
  it('every root, inclusion and consistency proof is the one of the brute-force tree', async () => {
    await fc.assert(
      fc.asyncProperty(counts, counts, async (one, other) => {
        const [small, size] = one <= other ? [one, other] : [other, one];
        const tree = hashes.slice(0, size);
        const root = rootOf(tree);
        await expect(buildRoot(full.read, size)).resolves.toEqual(root);
        if (small < size) {
          const proof = await buildInclusionProof(full.read, small, size);
          expect(proof).toEqual(inclusionProof(tree, small));
          const leaf = hashes[small] ?? emptyRoot();
          expect(verifyInclusion({ index: small, size, leafHash: leaf, proof, root })).toBe(true);
        }
        if (small > 0) {
          const proof = await buildConsistencyProof(full.read, small, size);
          expect(proof).toEqual(consistencyProof(tree, small));
          const root1 = rootOf(hashes.slice(0, small));
          expect(verifyConsistency({ size1: small, size2: size, root1, root2: root, proof })).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('a proof of 2^52 + 5 leaves takes about log n nodes, of exact indexes', () => {
    const size = 2 ** 52 + 5;
    const nodes = [...inclusionProofNodes(2 ** 52 + 4, size), ...consistencyProofNodes(2 ** 51 + 3, size)];
    expect(nodes.length).toBeLessThan(120);
    expect(nodes.every(({ level, index }) => Number.isSafeInteger(index) && (index + 1) * 2 ** level <= size)).toBe(
      true,
    );
    expect(rootNodes(size)).toEqual([
      { level: 52, index: 0 },
      { level: 2, index: 2 ** 50 },
      { level: 0, index: 2 ** 52 + 4 },
    ]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['an index that is the size', () => buildInclusionProof(full.read, 5, 5)],
    ['an index in an empty log', () => buildInclusionProof(full.read, 0, 0)],
    ['a negative index', () => buildInclusionProof(full.read, -1, 5)],
    ['a fraction', () => buildInclusionProof(full.read, 0.5, 5)],
    ['an old size of zero', () => buildConsistencyProof(full.read, 0, 5)],
    ['an old size above the new', () => buildConsistencyProof(full.read, 6, 5)],
    ['a size beyond 2^53 − 1', () => buildRoot(full.read, 2 ** 53)],
    ['a reader that leaves a node out', () => buildRoot(async (nodes) => (await full.read(nodes)).slice(1), 7)],
    ['a reader that cuts a hash', () => buildRoot(async (nodes) => nodes.map(() => new Uint8Array(31)), 7)],
  ])('refuses %s', async (_, build) => {
    await expect(build()).rejects.toThrow(RangeError);
  });

  it('gives an empty proof between equal sizes and for the only leaf, without reading', async () => {
    const never = async () => Promise.reject(new Error('read'));
    await expect(buildConsistencyProof(never, 7, 7)).resolves.toEqual([]);
    await expect(buildInclusionProof(never, 0, 1)).resolves.toEqual([]);
  });

  it('hashes a pair as RFC 6962 does', async () => {
    const [left = emptyRoot(), right = emptyRoot()] = hashes;
    await expect(buildRoot(full.read, 2)).resolves.toEqual(nodeHash(left, right));
  });
});
