import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from './hex.js';
import { sha256 as noble } from './sha256.noble.js';
import { sha256 as node } from './sha256.node.js';

describe.each([
  ['node', node],
  ['noble', noble],
])('sha256 of %s', (_, sha256) => {
  it('gives the values of FIPS 180-4', () => {
    expect(toHex(sha256(''))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(toHex(sha256('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('returns a plain Uint8Array that owns its memory', () => {
    const hash = sha256('abc');
    expect(Object.getPrototypeOf(hash)).toBe(Uint8Array.prototype);
    expect(hash.buffer.byteLength).toBe(32);
  });
});

it('both engines give the same bytes for bytes and for text', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: 'binary', maxLength: 300 }), (bytes, text) => {
      expect(noble(bytes)).toEqual(node(bytes));
      expect(noble(text)).toEqual(node(text));
    }),
  );
});
