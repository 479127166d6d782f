import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBase64, parseBase64Url, parseWireBase64, toBase64, toBase64Url, toWireBase64 } from './base64.js';
import { EncodingError } from './encoding-error.js';

describe('base64', () => {
  it('writes RFC 4648 §4 and §5 as an independent encoder does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
        expect(toBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
      }),
    );
  });

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(parseBase64(toBase64(bytes))).toEqual(bytes);
        expect(parseBase64Url(toBase64Url(bytes))).toEqual(bytes);
        expect(parseWireBase64(toWireBase64(bytes), bytes.length)).toEqual(bytes);
      }),
    );
  });

  it('accepts one spelling only: what it reads, it writes the same way', () => {
    const alphabet = fc.constantFrom('A', 'B', 'Q', 'w', 'z', '9', '+', '/', '-', '_', '=', ' ', '\n', 'é');
    fc.assert(
      fc.property(fc.string({ unit: alphabet, maxLength: 9 }), (text) => {
        expect(respell(text, parseBase64, toBase64)).toBe(text);
        expect(respell(text, parseBase64Url, toBase64Url)).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['missing padding', 'AA'],
    ['extra padding', 'AAAA===='],
    ['three padding characters', 'A==='],
    ['padding inside', 'AA==AAAA'],
    ['trailing bits after one byte', 'AB=='],
    ['trailing bits after two bytes', 'AAB='],
    ['white space', 'AAA\n'],
    ['the URL alphabet', 'AA-_'],
    ['a character beyond ASCII', 'AAAé'],
  ])('refuses %s', (_, text) => {
    expect(() => parseBase64(text)).toThrow(EncodingError);
  });

  it.each(['AA==', 'AA+/', 'A', 'AB'])('refuses %s as base64url', (text) => {
    expect(() => parseBase64Url(text)).toThrow(EncodingError);
  });

  it('holds wire forms to their prefix and length', () => {
    const wire = toWireBase64(new Uint8Array(32));
    expect(wire).toBe(`base64:${'A'.repeat(43)}=`);
    expect(toWireBase64(new Uint8Array(64))).toHaveLength('base64:'.length + 88);
    for (const text of [
      wire.slice(7),
      `BASE64:${wire.slice(7)}`,
      `${wire}AAAA`,
      '',
      'base64:',
      `base64:${'A'.repeat(44)}`,
    ]) {
      expect(() => parseWireBase64(text, 32)).toThrow(EncodingError);
    }
    expect(() => parseWireBase64(wire, 64)).toThrow(EncodingError);
    expect(() => parseWireBase64(wire, 31)).toThrow(EncodingError);
  });
});

/** The text written again after reading it, or itself where reading refuses it. */
function respell(text: string, parse: (text: string) => Uint8Array, write: (bytes: Uint8Array) => string): string {
  try {
    return write(parse(text));
  } catch (error) {
    expect(error).toBeInstanceOf(EncodingError);
    return text;
  }
}
