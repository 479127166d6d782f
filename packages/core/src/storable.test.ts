import type { Json } from '@action-registry/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalize, isCanonical } from './canonical-json.js';
import { assertStorable, findUnstorable } from './storable.js';
import { codeOf, refusalOf } from './testing/refusals.js';

function nest(levels: number): unknown {
  return JSON.parse('['.repeat(levels) + ']'.repeat(levels));
}

describe('storable values', () => {
  it.each([
    ['nul_character', { a: ['x\0'] }, '/a/0'],
    ['nul_character', { a: { 'x\0': 1 } }, '/a'],
    ['lone_surrogate', ['\ud800'], '/0'],
    ['lone_surrogate', { '\udc00': 1 }, ''],
    ['number_overflow', { a: Number.POSITIVE_INFINITY }, '/a'],
    ['number_overflow', [1, Number.NaN], '/1'],
    ['lossy_number', { a: 2 ** 53 }, '/a'],
    ['lossy_number', -(2 ** 60), ''],
    ['not_json', { a: undefined }, '/a'],
    ['not_json', [1n], '/0'],
    ['too_deep', nest(65), '/0'.repeat(64)],
  ])('exclude %s', (reason, value, pointer) => {
    const { details } = refusalOf(() => assertStorable(value), 'INVALID_JSON');
    expect(details).toEqual({ reason, pointer, offset: 0 });
  });

  it('include 64 levels and 10,000 keys, and nothing beyond', () => {
    const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 0]));
    expect(codeOf(() => assertStorable(nest(64)))).toBe('accepted');
    expect(codeOf(() => assertStorable(keys(10_000)))).toBe('accepted');
    expect(findUnstorable([keys(5_000), keys(5_001)])).toEqual({ reason: 'too_many_keys', pointer: '/1' });
  });

  it('are walked without recursion: depth and width cannot overflow the stack', () => {
    expect(findUnstorable(nest(5_000))?.reason).toBe('too_deep');
    expect(findUnstorable(Array.from({ length: 400_000 }, () => 0))).toBeUndefined();
    const cycle: unknown[] = [];
    cycle.push(cycle);
    expect(findUnstorable(cycle)?.reason).toBe('too_deep');
  });

  it('name the first problem in the order of the text', () => {
    expect(findUnstorable({ a: [1, ['\0']], b: '\0' })?.pointer).toBe('/a/1/0');
  });

  it('do not treat __proto__ as anything but a key', () => {
    expect(findUnstorable(JSON.parse('{"__proto__":{"a":"\\u0000"}}'))?.pointer).toBe('/__proto__/a');
  });

  it('are exactly the values whose canonical form the strict reader takes, U+0000 aside', () => {
    const numbers = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(2 ** 53, 2 ** 53 - 1, 1e20, 1e21, -1e21, -0));
    const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\ud800', '\udc00a', '\0', '\\u0000'));
    const { value: values } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 3 }, numbers, texts, fc.constantFrom(null, true, false), tie('list'), tie('map')),
      list: fc.array(tie('value'), { maxLength: 3 }),
      map: fc.dictionary(texts, tie('value'), { maxKeys: 3 }),
    }));
    fc.assert(
      fc.property(values, (value) => {
        expect(findUnstorable(value) === undefined).toBe(isReadBack(value as Json));
      }),
      { numRuns: 500 },
    );
  });
});

function isReadBack(value: Json): boolean {
  try {
    const text = canonicalize(value);
    return isCanonical(text) && !/(?<!\\)(?:\\\\)*\\u0000/.test(text);
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
