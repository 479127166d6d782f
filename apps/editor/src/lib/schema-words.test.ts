import { describe, expect, test } from 'vitest';
import { describeLimits, describeType, findChildren } from './schema-words.js';

describe('describeType', () => {
  test.each([
    [{ type: 'string' }, 'string'],
    [{ type: 'string', format: 'email' }, 'string (email)'],
    [{ type: ['string', 'null'] }, 'string or null'],
    [{ type: 'array', items: { type: 'integer' } }, 'array of integer'],
    [{ enum: [1, 2] }, 'one of'],
    [{ type: 'array', items: { enum: [1, 2] } }, 'array of one of 2'],
    [{ const: 1 }, 'constant'],
    [{ $ref: '#/$defs/address' }, 'address'],
    [{ oneOf: [{}, {}] }, 'one of 2 shapes'],
    [{ allOf: [{}] }, 'all of 1 shapes'],
    [{}, 'any type'],
    [true, 'anything'],
    [false, 'nothing'],
    [7, 'nothing'],
  ])('%j is %s', (schema, words) => {
    expect(describeType(schema)).toBe(words);
  });
});

test('limits, values and defaults are told one by one', () => {
  expect(describeLimits({ minimum: 1, maximum: 5, default: 2 })).toEqual(['1 to 5', 'default 2']);
  expect(describeLimits({ minLength: 3 })).toEqual(['at least 3 characters']);
  expect(describeLimits({ maxItems: 10 })).toEqual(['at most 10 items']);
  expect(describeLimits({ enum: ['a', null], pattern: '^a' })).toEqual(['a · null', 'matches ^a']);
});

test('children are properties, required ones first, also those of an array’s items', () => {
  const object = { properties: { a: {}, b: true }, required: ['b', 7] };
  const children = [
    { name: 'b', schema: true, isRequired: true },
    { name: 'a', schema: {}, isRequired: false },
  ];
  expect(findChildren(object)).toEqual(children);
  expect(findChildren({ type: 'array', items: object })).toEqual(children);
  expect(findChildren({ properties: 'nonsense', required: 'a' })).toEqual([]);
});
