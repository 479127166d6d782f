import { hashes, verify as nobleVerify, Point } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as noble from './ed25519.noble.js';
import * as node from './ed25519.node.js';
import { importPublicKey, PublicKeyError, type PublicKeyProblem, type VerifyingKey } from './ed25519-key.js';
import { parseHex, toHex } from './hex.js';
import { isSuiteExpected, readSuite } from './testing/vectors.js';

type Wycheproof = {
  testGroups: {
    publicKey: { pk: string };
    tests: { tcId: number; comment: string; msg: string; sig: string; result: 'valid' | 'invalid' }[];
  }[];
};
type Rfc8032 = { name: string; priv: string; pub: string; msg: string; sig: string }[];
type WeakKeys = {
  small_order: string[];
  mixed_order: string[];
  universal_forgery_example: { public_key: string; signature: string };
};

/** The order of the prime subgroup, L of RFC 8032 §5.1. */
const ORDER = Point.CURVE().n;
const FIELD_PRIME = Point.CURVE().p;
hashes.sha512 = sha512;
const message = new TextEncoder().encode('a message');
const seed = new Uint8Array(32).fill(1);
const scalar = toScalar(seed);
const publicPoint = Point.BASE.multiply(scalar);
const key = importPublicKey(publicPoint.toBytes());

describe.skipIf(!isSuiteExpected('ed25519'))('public vectors through both engines (VECTORS_DIR)', () => {
  const expected = isSuiteExpected('ed25519');
  const wycheproof = expected ? readSuite<Wycheproof>('ed25519/wycheproof_ed25519_test.json').testGroups : [];
  const rfc8032 = expected ? readSuite<Rfc8032>('ed25519/rfc8032_7_1_all5.json') : [];
  const weak = expected ? readSuite<WeakKeys>('ed25519/weak_public_keys.json') : undefined;
  const cases = wycheproof.flatMap(({ publicKey, tests }) => tests.map((test) => ({ ...test, pk: publicKey.pk })));

  it('has all 151 of Wycheproof and all five of RFC 8032', () => {
    expect([cases.length, rfc8032.length]).toEqual([151, 5]);
  });

  it.each(cases)('Wycheproof $tcId $comment: $result', ({ pk, msg, sig, result }) => {
    expect(verdict(importPublicKey(parseHex(pk)), parseHex(msg), parseHex(sig))).toBe(result === 'valid');
  });

  it.each(rfc8032)('RFC 8032 §7.1 $name', ({ priv, pub, msg, sig }) => {
    for (const engine of [node, noble]) {
      expect(toHex(engine.publicKeyOf(parseHex(priv)))).toBe(pub);
      expect(toHex(engine.signMessage(parseHex(priv), parseHex(msg)))).toBe(sig);
    }
    expect(verdict(importPublicKey(parseHex(pub)), parseHex(msg), parseHex(sig))).toBe(true);
  });

  it('all 16 weak keys and the key of the universal forgery are refused at import', () => {
    const { small_order, mixed_order, universal_forgery_example } = weak ?? expect.unreachable();
    for (const hex of [...small_order, universal_forgery_example.public_key]) {
      expect(['small_order', 'bad_encoding']).toContain(problemOf(parseHex(hex)));
    }
    expect(mixed_order.map((hex) => problemOf(parseHex(hex)))).toEqual(['mixed_order', 'mixed_order']);
    expect(small_order.length + mixed_order.length).toBe(16);
  });
});

describe('importPublicKey', () => {
  const torsion = torsionPoints();

  it('refuses every point of small order and every clean key with one added', () => {
    for (const point of torsion) {
      expect(problemOf(point.toBytes())).toBe('small_order');
      if (!point.is0()) expect(problemOf(publicPoint.add(point).toBytes())).toBe('mixed_order');
    }
  });

  it.each([
    ['y = p', toLittleEndian(FIELD_PRIME)],
    ['y = p + 1', toLittleEndian(FIELD_PRIME + 1n)],
    ['y = 2^255 − 1', toLittleEndian(2n ** 255n - 1n)],
    ['x = 0 with a sign', toLittleEndian(1n + 2n ** 255n)],
    ['no point of the curve', toLittleEndian(2n)],
  ])('refuses %s', (_, bytes) => {
    expect(problemOf(bytes)).toBe('bad_encoding');
  });

  it.each([0, 31, 33, 64])('refuses %i bytes', (length) => {
    expect(problemOf(new Uint8Array(length))).toBe('wrong_length');
  });

  it('gives a key that nothing can change afterwards', () => {
    const bytes = publicPoint.toBytes();
    const imported = importPublicKey(bytes);
    const signature = node.signMessage(seed, message);
    bytes.fill(0);
    expect(Object.isFrozen(imported)).toBe(true);
    expect(verdict(imported, message, signature)).toBe(true);
  });

  it.each([
    ['node', node],
    ['noble', noble],
  ])('is the only way in: %s verifies with no look-alike', (_, engine) => {
    const lookAlike = { ...key };
    expect(() => engine.verifySignature(lookAlike, message, node.signMessage(seed, message))).toThrow(TypeError);
  });
});

describe('signing', () => {
  it('gives the same bytes in both engines, which both verify', () => {
    const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(bytes32, fc.uint8Array({ maxLength: 300 }), (anySeed, anyMessage) => {
        const signature = node.signMessage(anySeed, anyMessage);
        expect(noble.signMessage(anySeed, anyMessage)).toEqual(signature);
        expect(noble.publicKeyOf(anySeed)).toEqual(node.publicKeyOf(anySeed));
        expect(verdict(importPublicKey(node.publicKeyOf(anySeed)), anyMessage, signature)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    ['node', node],
    ['noble', noble],
  ])('by %s needs a seed of exactly 32 bytes and returns plain arrays', (_, engine) => {
    for (const length of [0, 31, 33, 64]) {
      expect(() => engine.signMessage(new Uint8Array(length), message)).toThrow(RangeError);
      expect(() => engine.publicKeyOf(new Uint8Array(length))).toThrow(RangeError);
    }
    expect(Object.getPrototypeOf(engine.signMessage(seed, message))).toBe(Uint8Array.prototype);
    expect(Object.getPrototypeOf(engine.publicKeyOf(seed))).toBe(Uint8Array.prototype);
  });
});

describe('both engines refuse', () => {
  const signature = node.signMessage(seed, message);

  it('every signature with one bit flipped', () => {
    fc.assert(
      fc.property(fc.nat(511), (bit) => {
        const at = bit >> 3;
        expect(verdict(key, message, signature.with(at, (signature[at] ?? 0) ^ (1 << (bit & 7))))).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('another message and another key', () => {
    expect(verdict(key, message.with(0, 0), signature)).toBe(false);
    expect(verdict(importPublicKey(node.publicKeyOf(new Uint8Array(32).fill(2))), message, signature)).toBe(false);
  });

  it.each([0, 32, 63, 65, 128])('a signature of %i bytes', (length) => {
    const padded = new Uint8Array(length);
    padded.set(signature.subarray(0, length));
    expect(verdict(key, message, padded)).toBe(false);
  });

  it('S + L, the second signature that follows from a first', () => {
    const s = fromLittleEndian(signature.subarray(32));
    for (let multiple = 1n; s + multiple * ORDER < 2n ** 256n; multiple++) {
      expect(verdict(key, message, join(signature.subarray(0, 32), s + multiple * ORDER))).toBe(false);
    }
    expect(verdict(key, message, join(signature.subarray(0, 32), ORDER))).toBe(false);
  });

  it('signatures whose R has a torsion part, made by the holder of the key (noble alone accepts them)', () => {
    let accepted = 0;
    for (const point of torsionPoints().filter((candidate) => !candidate.is0())) {
      for (let nonce = 1n; nonce <= 6n; nonce++) {
        const crafted = signWith(Point.BASE.multiply(nonce).add(point).toBytes(), nonce);
        if (nobleVerify(crafted, message, publicPoint.toBytes(), { zip215: false })) accepted++;
        expect(verdict(key, message, crafted)).toBe(false);
      }
    }
    expect(accepted).toBe(42);
  });

  it('signatures whose R is of small order, in each of its 14 encodings', () => {
    const encodings = smallOrderEncodings();
    expect(new Set(encodings.map(toHex)).size).toBe(14);
    for (const r of encodings) expect(verdict(key, message, signWith(r, 0n))).toBe(false);
  });

  it('the identity as R, though it fits the equation and has no torsion part', () => {
    const crafted = signWith(Point.ZERO.toBytes(), 0n);
    expect(nobleVerify(crafted, message, publicPoint.toBytes(), { zip215: false })).toBe(true);
    expect(Point.ZERO.isTorsionFree()).toBe(true);
    expect(verdict(key, message, crafted)).toBe(false);
  });

  it('an R that is not a canonical encoding or no point at all', () => {
    for (const y of [FIELD_PRIME, FIELD_PRIME + 2n, FIELD_PRIME + 3n, 2n ** 255n - 1n, 2n]) {
      expect(verdict(key, message, signWith(toLittleEndian(y), 5n))).toBe(false);
    }
  });
});

it('verifying leaves a Buffer that holds the signature as it was', () => {
  const crafted = Buffer.from(node.signMessage(seed, message));
  crafted[31] = (crafted[31] ?? 0) | 0x80;
  const before = crafted.toString('hex');
  verdict(key, message, crafted);
  expect(crafted.toString('hex')).toBe(before);
});

/** What both engines say; fails where they disagree. */
function verdict(verifyingKey: VerifyingKey, signed: Uint8Array, signature: Uint8Array): boolean {
  const answer = node.verifySignature(verifyingKey, signed, signature);
  expect(noble.verifySignature(verifyingKey, signed, signature)).toBe(answer);
  return answer;
}

function problemOf(bytes: Uint8Array): PublicKeyProblem {
  try {
    importPublicKey(bytes);
  } catch (error) {
    if (error instanceof PublicKeyError) return error.problem;
    throw error;
  }
  return expect.unreachable('the key was imported');
}

/** The eight points of the torsion subgroup, from a generator of order 8. */
function torsionPoints(): Point[] {
  const generator = Point.fromHex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a');
  return Array.from({ length: 8 }, (_, multiple) => generator.multiplyUnsafe(BigInt(multiple)));
}

/** Every encoding, canonical or not, that some library decodes to a point of small order. */
function smallOrderEncodings(): Uint8Array[] {
  const canonical = torsionPoints().map((point) => fromLittleEndian(point.toBytes()) % 2n ** 255n);
  const small = [...new Set(canonical)].flatMap((y) => [y, y + FIELD_PRIME]).filter((y) => y < 2n ** 255n);
  return small.flatMap((y) => [toLittleEndian(y), toLittleEndian(y + 2n ** 255n)]);
}

/** A signature by the test key with this R and the S that fits the nonce: what only the key's holder can make. */
function signWith(r: Uint8Array, nonce: bigint): Uint8Array {
  const challenge = fromLittleEndian(sha512(Uint8Array.of(...r, ...publicPoint.toBytes(), ...message)));
  return join(r, (nonce + challenge * scalar) % ORDER);
}

/** The secret scalar of a seed modulo L (RFC 8032 §5.1.5). */
function toScalar(anySeed: Uint8Array): bigint {
  const low = fromLittleEndian(sha512(anySeed).slice(0, 32));
  return (((low % 2n ** 254n) | (2n ** 254n)) & ~7n) % ORDER;
}

function join(r: Uint8Array, s: bigint): Uint8Array {
  return Uint8Array.of(...r, ...toLittleEndian(s));
}

function toLittleEndian(value: bigint): Uint8Array {
  return parseHex(value.toString(16).padStart(64, '0')).toReversed();
}

function fromLittleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${toHex(bytes.toReversed())}`);
}
