// The judge by Ajv says what the specification says, also where Ajv itself has a fault; it abstains where it cannot tell.
import type { Json } from '@action-registry/schema';
import { describe, expect, it } from 'vitest';
import { createAjvJudge } from './ajv-judge.js';
import { proveContainment } from './prove-containment.js';

const TEXT = { type: 'string' };
const TUPLE = { prefixItems: [{ type: 'integer' }] };

describe('the judge by Ajv', () => {
  it.each<[string, Json, Json, boolean]>([
    ['a list that ends before its tuple', { ...TUPLE, contains: TEXT }, [], false],
    ['one that is counted', { ...TUPLE, contains: TEXT, maxContains: 1 }, [], false],
    ['one that needs no such item', { ...TUPLE, contains: TEXT, minContains: 0 }, [], true],
    ['one with rules beside it', { ...TUPLE, contains: TEXT, allOf: [{ minItems: 2 }] }, ['a'], false],
    [
      'a property of that name',
      { properties: { contains: { type: 'integer' } }, prefixItems: [] },
      { contains: 1 },
      true,
    ],
    ['a value that looks like it', { const: { contains: 1, items: [] } }, { contains: 1, items: [] }, true],
  ])('follows `contains` beside a tuple: %s', (_, schema, value, valid) => {
    expect(createAjvJudge(schema, 2020)(value)).toBe(valid);
  });

  it('follows it in the dialects that write a tuple as `items`', () => {
    const schema = { items: [{ type: 'integer' }], contains: TEXT };
    expect([createAjvJudge(schema, 7)([]), createAjvJudge(schema, 2019)([])]).toEqual([false, false]);
    expect([createAjvJudge(schema, 7)([1, 'a']), createAjvJudge(schema, 2019)([1, 'a'])]).toEqual([true, true]);
  });

  it.each([
    [4.35, 0.01, true],
    [1, 0.00001, true],
    [4.355, 0.01, false],
    [0.3, 0.1, true],
    [0.5, 1, false],
  ])('knows whether %d is a multiple of %d, as decimals', (value, multipleOf, valid) => {
    expect(createAjvJudge({ multipleOf }, 2020)(value)).toBe(valid);
    expect(createAjvJudge({ multipleOf }, 4)(value)).toBe(valid);
  });

  it('follows references to the whole schema, as to any other', () => {
    const whole = createAjvJudge({ type: 'array', items: { $ref: '#' } }, 2020);
    expect([whole([[], [[]]]), whole([1])]).toEqual([true, false]);
    const named = createAjvJudge({ $id: 'tree', type: 'array', items: { $ref: '#' } }, 2020);
    expect([named([[], [[]]]), named([1])]).toEqual([true, false]);
    const tree = { type: 'object', properties: { below: { $ref: '#' } } };
    const answer = proveContainment(tree, { ...tree, required: ['below'] }, { judges: [createAjvJudge] });
    expect(answer.verdict).toBe('breaking');
  });

  it('reads a schema in the dialect it says, and nothing beside a reference up to draft-07', () => {
    const $schema = 'http://json-schema.org/draft-07/schema#';
    const pair = createAjvJudge({ $schema, items: [TEXT], additionalItems: false }, 2020);
    expect([pair(['a']), pair([1]), pair(['a', 'b'])]).toEqual([true, false, false]);
    const beside = { $ref: '#/definitions/a', maxLength: 1, definitions: { a: TEXT } };
    expect([createAjvJudge(beside, 7)('ab'), createAjvJudge({ $schema, ...beside }, 2020)('ab')]).toEqual([true, true]);
    expect([createAjvJudge(beside, 2019)('ab'), createAjvJudge(beside, 2020)('ab')]).toEqual([false, false]);
    expect(createAjvJudge({ properties: { $ref: { type: 'integer' }, a: TEXT } }, 7)({ a: 1 })).toBe(false);
  });

  it('reads draft-04, where limits are exclusive by a word beside them', () => {
    const above = createAjvJudge({ minimum: 5, exclusiveMinimum: true }, 4);
    expect([above(5), above(5.5)]).toEqual([false, true]);
    const atMost = createAjvJudge({ maximum: 5, exclusiveMaximum: false }, 4);
    expect([atMost(5), atMost(6)]).toEqual([true, false]);
    const named = createAjvJudge(
      {
        id: 'https://example.com/a',
        items: { $ref: 'https://example.com/a#/definitions/n' },
        definitions: { n: { type: 'integer' } },
      },
      4,
    );
    expect([named([1]), named(['a'])]).toEqual([true, false]);
    expect(createAjvJudge({ properties: { id: TEXT, exclusiveMinimum: TEXT } }, 4)({ id: 1 })).toBe(false);
  });

  it('does not keep a witness back for that', () => {
    const reader = { type: 'array', ...TUPLE, contains: TEXT };
    const answer = proveContainment({ type: 'array' }, reader, { judges: [createAjvJudge] });
    expect(answer).toMatchObject({ verdict: 'breaking', witness: [] });
    const price = { type: 'number', multipleOf: 0.01, minimum: 4.35 };
    const lower = proveContainment(price, { ...price, maximum: 4 }, { judges: [createAjvJudge] });
    expect(lower).toMatchObject({ verdict: 'breaking', witness: 4.35 });
  });

  it('cannot tell where Ajv cannot compile the schema', () => {
    expect(createAjvJudge({ $ref: 'https://example.com/nowhere' }, 2020)(1)).toBeUndefined();
  });
});
