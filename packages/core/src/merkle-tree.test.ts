import { describe, expect, it } from 'vitest';
import { parseHex, toHex } from './hex.js';
import { emptyRoot, leafHash, nodeHash } from './log-hash.js';
import { consistencyProof, inclusionProof, rootOf } from './merkle-tree.js';
import { isSuiteExpected, readSuite } from './testing/vectors.js';

type Rfc6962Suite = {
  leaf_inputs_hex: string[];
  leaf_hashes_hex: string[];
  roots_hex_by_size: string[];
  hasher: Record<'empty' | 'empty_leaf' | 'leaf_L123456' | 'node_N123_N456', string>;
};

describe.skipIf(!isSuiteExpected('merkle'))('RFC 6962 constants (VECTORS_DIR)', () => {
  const suite = isSuiteExpected('merkle') ? readSuite<Rfc6962Suite>('merkle/rfc6962_constants.json') : undefined;

  it('hashes leaves, nodes and nothing', () => {
    const { hasher } = suite ?? expect.unreachable();
    expect(toHex(emptyRoot())).toBe(hasher.empty);
    expect(toHex(leafHash(''))).toBe(hasher.empty_leaf);
    expect(toHex(leafHash('L123456'))).toBe(hasher.leaf_L123456);
    expect(toHex(nodeHash(Buffer.from('N123'), Buffer.from('N456')))).toBe(hasher.node_N123_N456);
  });

  it('gives the roots of sizes 0 to 8', () => {
    const { leaf_inputs_hex, leaf_hashes_hex, roots_hex_by_size } = suite ?? expect.unreachable();
    const hashes = leaf_inputs_hex.map((leaf) => leafHash(parseHex(leaf)));
    expect(hashes.map(toHex)).toEqual(leaf_hashes_hex);
    const roots = roots_hex_by_size.map((_, size) => toHex(rootOf(hashes.slice(0, size))));
    expect(roots).toEqual(roots_hex_by_size);
  });
});

describe('rootOf', () => {
  it('is the definition of RFC 6962 §2.1 for every size up to 130', () => {
    const hashes = Array.from({ length: 130 }, (_, at) => leafHash(Uint8Array.of(at)));
    for (let size = 0; size <= hashes.length; size++) {
      expect(rootOf(hashes.slice(0, size))).toEqual(rootByDefinition(hashes.slice(0, size)));
    }
  });

  it('tells a leaf that looks like a node from that node', () => {
    const [left, right] = [leafHash('a'), leafHash('b')];
    expect(leafHash(Uint8Array.of(...left, ...right))).not.toEqual(nodeHash(left, right));
  });
});

describe('proofs are refused outside the tree', () => {
  const hashes = ['a', 'b', 'c'].map(leafHash);

  it.each([-1, 3, 0.5, Number.NaN])('inclusion of %s', (index) => {
    expect(() => inclusionProof(hashes, index)).toThrow(RangeError);
  });

  it.each([-1, 0, 4, 1.5, Number.NaN])('consistency with %s', (size1) => {
    expect(() => consistencyProof(hashes, size1)).toThrow(RangeError);
  });
});

function rootByDefinition(hashes: Uint8Array[]): Uint8Array {
  const [first] = hashes;
  if (first === undefined) return emptyRoot();
  if (hashes.length === 1) return first;
  const split = 2 ** Math.floor(Math.log2(hashes.length - 1));
  return nodeHash(rootByDefinition(hashes.slice(0, split)), rootByDefinition(hashes.slice(split)));
}
