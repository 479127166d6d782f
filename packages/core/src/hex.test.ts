import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EncodingError } from './encoding-error.js';
import { parseHex, toHex } from './hex.js';

it('writes and reads back lower-case hex as an independent encoder does', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(toHex(bytes)).toBe(Buffer.from(bytes).toString('hex'));
      expect(parseHex(toHex(bytes))).toEqual(bytes);
    }),
  );
});

it.each(['a', 'AA', '0x', 'g0', '0 ', 'é0'])('refuses %j', (text) => {
  expect(() => parseHex(text)).toThrow(EncodingError);
});
