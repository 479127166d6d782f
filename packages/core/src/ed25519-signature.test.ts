import { expect, it } from 'vitest';
import { isWellFormedSignature } from './ed25519-signature.js';
import { parseHex } from './hex.js';

// Engines make some of these checks too; here each is shown to be made by us, whatever an engine does.
const R = `06${'00'.repeat(31)}`;
const S = '00'.repeat(32);
const LARGEST_S = 'ecd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010';

it.each([
  ['S = 0', R + S],
  ['S = L − 1', R + LARGEST_S],
  ['a sign of x', `06${'00'.repeat(30)}80${S}`],
  [
    'the largest y of a point that has not small order',
    `ebffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f${S}`,
  ],
])('accepts %s', (_, hex) => {
  expect(isWellFormedSignature(parseHex(hex))).toBe(true);
});

it.each([
  ['S = L', `${R}edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010`],
  ['S = 2^256 − 1', R + 'ff'.repeat(32)],
  ['63 bytes', (R + S).slice(2)],
  ['65 bytes', `${R + S}00`],
  ['nothing', ''],
  ['y = p', `edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f${S}`],
  ['y = p + 3', `f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f${S}`],
  ['y = 2^255 − 1 with a sign', 'ff'.repeat(32) + S],
  ['y = 0', '00'.repeat(32) + S],
  ['y = 0 with a sign', `${'00'.repeat(31)}80${S}`],
  ['the identity', `01${'00'.repeat(31)}${S}`],
  ['the identity with a sign', `01${'00'.repeat(30)}80${S}`],
  ['the point of order 2', `ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f${S}`],
  ['a point of order 8', `26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85${S}`],
  ['another point of order 8', `c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a${S}`],
])('refuses %s', (_, hex) => {
  expect(isWellFormedSignature(parseHex(hex))).toBe(false);
});
