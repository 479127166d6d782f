import { createHash } from 'node:crypto';
import type { Json } from '@action-registry/schema';
import oracle from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalize, isCanonical, NotCanonicalError, parseCanonical } from './canonical-json.js';
import { toHex } from './hex.js';
import { strictRead } from './strict-json.js';
import { StrictJsonError } from './strict-json-error.js';
import { isSuiteExpected, readSuiteText } from './testing/vectors.js';
import { toUtf8 } from './utf8.js';

const PAIRS = ['arrays', 'french', 'structures', 'unicode', 'values', 'weird'];

describe.skipIf(!isSuiteExpected('jcs'))('RFC 8785 vectors (VECTORS_DIR)', () => {
  it.each(PAIRS)('writes %s byte for byte', (name) => {
    const canonical = canonicalize(JSON.parse(readSuiteText(`jcs/input/${name}.json`)));
    expect(canonical).toBe(readSuiteText(`jcs/output/${name}.json`).trimEnd());
    expect(toHex(toUtf8(canonical))).toBe(readSuiteText(`jcs/outhex/${name}.txt`).replaceAll(/\s/g, ''));
    expect(isCanonical(canonical)).toBe(true);
  });

  it('writes the first 100,000 numbers of the ES6 sequence as everyone does', () => {
    const readme = readSuiteText('jcs/README.md');
    const fixed = readme.slice(readme.indexOf('staticU64s'), readme.indexOf('])')).match(/0x[0-9a-f]{16}/g) ?? [];
    const hash = createHash('sha256');
    for (const bits of es6Sequence(fixed.map(BigInt), 100_000)) {
      hash.update(`${bits.toString(16)},${canonicalize(toDouble(bits))}\n`);
    }
    expect(hash.digest('hex')).toBe('22776e6d4b49fa294a0d0f349268e5c28808fe7e0cb2bcbe28f63894e494d4c7');
  });
});

describe('canonicalize', () => {
  it('agrees with an independent implementation on any JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        expect(canonicalize(value as Json)).toBe(oracle(value));
      }),
      { numRuns: 2_000 },
    );
  });

  it('agrees with it on keys that are hard to sort and to keep', () => {
    const key = fc.oneof(
      fc.constantFrom(
        '__proto__',
        'toJSON',
        'constructor',
        '',
        '1',
        '10',
        '9',
        '-1',
        'a',
        'A',
        '\u0080',
        '\ufb33',
        '😂',
        '\r',
        '"',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.dictionary(key, fc.integer(), { noNullPrototype: false }), (object) => {
        expect(canonicalize(object)).toBe(oracle(object));
        expect(canonicalize(strictRead(JSON.stringify(object)))).toBe(oracle(object));
      }),
    );
  });

  it('is a fixed point of reading and writing', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const canonical = canonicalize(value as Json);
        fc.pre(!/\d{16}/.test(canonical));
        expect(canonicalize(parseCanonical(canonical))).toBe(canonical);
      }),
    );
  });

  it('does not depend on the order in which keys were set', () => {
    expect(canonicalize({ b: 1, a: 2 })).toBe(canonicalize({ a: 2, b: 1 }));
  });

  it('does not normalise Unicode', () => {
    expect(canonicalize('A\u030a')).not.toBe(canonicalize('\u00c5'));
  });

  it('writes own keys only and never calls toJSON', () => {
    const object = Object.assign(Object.create(null), { b: 1, toJSON: 'x' });
    expect(canonicalize(object)).toBe('{"b":1,"toJSON":"x"}');
    expect(canonicalize(JSON.parse('{"__proto__":{"a":1}}'))).toBe('{"__proto__":{"a":1}}');
  });

  it('escapes control characters in the shortest form and nothing else', () => {
    expect(canonicalize('\b\t\n\f\r"\\/\u0000\u001f\u007f\u2028é')).toBe(
      '"\\b\\t\\n\\f\\r\\"\\\\/\\u0000\\u001f\u007f\u2028é"',
    );
  });

  it.each<[string, () => unknown]>([
    ['undefined', () => undefined],
    ['undefined in an object', () => ({ a: undefined })],
    ['undefined in an array', () => [undefined]],
    ['a hole', () => new Array(1)],
    ['NaN', () => Number.NaN],
    ['Infinity', () => [Number.POSITIVE_INFINITY]],
    ['a function', () => ({ toJSON: () => 1 })],
    ['a symbol', () => Symbol('a')],
    ['a bigint', () => 1n],
    ['a date', () => new Date(0)],
    ['a map', () => new Map()],
    ['a typed array', () => Uint8Array.of(1)],
    ['a boxed string', () => Object('a')],
    ['an instance of a class', () => new (class Point {})()],
    ['an object with inherited keys', () => Object.create({ a: 1 })],
    ['a lone surrogate', () => 'a\ud800'],
    ['a lone surrogate in a key', () => ({ '\udc00': 1 })],
  ])('refuses %s', (_, make) => {
    expect(() => canonicalize(make() as Json)).toThrow(TypeError);
  });

  it('refuses a cycle instead of exhausting the stack', () => {
    const cycle: Json[] = [];
    cycle.push(cycle);
    expect(() => canonicalize(cycle)).toThrow(TypeError);
  });
});

describe('parseCanonical', () => {
  it('returns the value of a canonical text', () => {
    expect(canonicalize(parseCanonical('{"a":[1,"é"],"b":null}'))).toBe('{"a":[1,"é"],"b":null}');
  });

  it.each([
    ['white space', '{"a": 1}', 5, '1}', ' 1}'],
    ['white space at the end', '{}\n', 2, '', '\n'],
    ['key order', '{"b":1,"a":2}', 2, 'a":2,"b":1}', 'b":1,"a":2}'],
    ['an escape too many', '"\\u00e9"', 1, 'é"', '\\u00e9"'],
    ['another spelling of a number', '[1.0]', 2, ']', '.0]'],
    ['minus zero', '-0', 0, '0', '-0'],
  ])('refuses %s and shows the first difference', (_, text, offset, expected, actual) => {
    expect(isCanonical(text)).toBe(false);
    expect(() => parseCanonical(text)).toThrow(NotCanonicalError);
    expect(() => parseCanonical(text)).toThrow(expect.objectContaining({ offset, expected, actual }));
  });

  it('shows at most 40 characters of either text', () => {
    const text = `["${'x'.repeat(100)}" ]`;
    expect(() => parseCanonical(` ${text}`)).toThrow(expect.objectContaining({ actual: ` ${text}`.slice(0, 40) }));
  });

  it('refuses what the strict reader refuses, with its reason', () => {
    expect(() => parseCanonical('{"a":1,"a":1}')).toThrow(expect.objectContaining({ reason: 'duplicate_key' }));
    expect(() => parseCanonical('[[]]', { maxDepth: 1 })).toThrow(StrictJsonError);
    expect(isCanonical('{"a":1,"a":1}')).toBe(false);
    expect(isCanonical('[[]]', { maxDepth: 1 })).toBe(false);
  });
});

/** The bit patterns of RFC 8785 appendix B's generator: fixed ones, 2,000 in a row, then a SHA-256 chain. */
function* es6Sequence(fixed: readonly bigint[], count: number): Generator<bigint> {
  const start = [...fixed, ...Array.from({ length: 2_000 }, (_, step) => 0x0010000000000000n + BigInt(step))];
  yield* start;
  let left = count - start.length;
  for (let block = Buffer.alloc(32); left > 0; ) {
    block = createHash('sha256').update(block).digest();
    for (const at of [0, 8, 16, 24]) {
      const bits = block.readBigUInt64LE(at);
      if (left > 0 && Number.isFinite(toDouble(bits)) && toDouble(bits) !== 0) {
        left--;
        yield bits;
      }
    }
  }
}

function toDouble(bits: bigint): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
}
