// Both engines on the standard's and its attackers' vectors: each verdict is right, and the two never disagree.
import { Point } from '@noble/ed25519';
import { describe, expect, test } from 'vitest';
import * as noble from './ed25519.noble.js';
import * as node from './ed25519.node.js';
import { importPublicKey, PublicKeyError } from './ed25519-key.js';
import { parseHex, toHex } from './hex.js';
import { isSuiteExpected, readSuite } from './testing/vectors.js';

type Wycheproof = {
  testGroups: { publicKey: { pk: string }; tests: { tcId: number; msg: string; sig: string; result: string }[] }[];
};
type Rfc8032 = { priv: string; pub: string; msg: string; sig: string }[];
type WeakKeys = {
  small_order: string[];
  mixed_order: string[];
  universal_forgery_example: { public_key: string; signature: string };
};

/** The verdict of both engines; throws when they differ. */
function verifyBoth(publicKey: string, message: string, signature: string): boolean {
  const key = importPublicKey(parseHex(publicKey));
  const verdicts = [node, noble].map((engine) => engine.verifySignature(key, parseHex(message), parseHex(signature)));
  expect(verdicts[0], `engines disagree on ${signature}`).toBe(verdicts[1]);
  return verdicts[0] === true;
}

describe.skipIf(!isSuiteExpected('ed25519'))('public Ed25519 vectors, through both engines', () => {
  test('all of Wycheproof are decided rightly', () => {
    const { testGroups } = readSuite<Wycheproof>('ed25519/wycheproof_ed25519_test.json');
    const wrong = testGroups.flatMap(({ publicKey, tests }) =>
      tests
        .filter(({ msg, sig, result }) => verifyBoth(publicKey.pk, msg, sig) !== (result === 'valid'))
        .map(({ tcId }) => tcId),
    );
    expect(testGroups.flatMap(({ tests }) => tests)).toHaveLength(151);
    expect(wrong).toEqual([]);
  });

  test('RFC 8032 §7.1: keys, signatures and verdicts', () => {
    for (const { priv, pub, msg, sig } of readSuite<Rfc8032>('ed25519/rfc8032_7_1_all5.json')) {
      for (const engine of [node, noble]) {
        expect(toHex(engine.publicKeyOf(parseHex(priv)))).toBe(pub);
        expect(toHex(engine.signMessage(parseHex(priv), parseHex(msg)))).toBe(sig);
      }
      expect(verifyBoth(pub, msg, sig)).toBe(true);
    }
  });

  test('weak keys are refused at import, the key of the universal forgery among them', () => {
    const { small_order, mixed_order, universal_forgery_example } = readSuite<WeakKeys>(
      'ed25519/weak_public_keys.json',
    );
    for (const key of [...small_order, ...mixed_order, universal_forgery_example.public_key]) {
      expect(() => importPublicKey(parseHex(key)), key).toThrow(PublicKeyError);
    }
  });
});

describe('signatures at the edge of the rule', () => {
  const seed = new Uint8Array(32).fill(7);
  const publicKey = toHex(node.publicKeyOf(seed));
  const signature = toHex(node.signMessage(seed, parseHex('00')));
  const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

  test('S + L, the same scalar written otherwise, is refused', () => {
    const s = BigInt(`0x${(signature.slice(64).match(/../g) ?? []).reverse().join('')}`) + ORDER;
    const other = (s.toString(16).padStart(64, '0').match(/../g) ?? []).reverse().join('');
    expect(verifyBoth(publicKey, '00', signature)).toBe(true);
    expect(verifyBoth(publicKey, '00', signature.slice(0, 64) + other)).toBe(false);
  });

  test('an R with a torsion part is refused by both', () => {
    const small = [
      '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
      'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    ];
    for (const torsion of small) {
      const r = Point.fromHex(signature.slice(0, 64)).add(Point.fromHex(torsion)).toHex();
      expect(verifyBoth(publicKey, '00', r + signature.slice(64))).toBe(false);
    }
  });

  test('other lengths are refused', () => {
    expect(verifyBoth(publicKey, '00', signature.slice(0, 126))).toBe(false);
    expect(verifyBoth(publicKey, '00', `${signature}00`)).toBe(false);
    expect(() => importPublicKey(new Uint8Array(31))).toThrow(PublicKeyError);
  });
});
