// Containment, case by case: what each guard is for. The many pairs are in soundness.test.ts and vectors.test.ts.
import type { Json, JsonObject } from '@action-registry/schema';
import { describe, expect, it } from 'vitest';
import { createAjvJudge } from './ajv-judge.js';
import { proveContainment } from './prove-containment.js';
import { createProver } from './prover.js';

const PROTO: JsonObject = JSON.parse('{"properties": {"__proto__": {"type": "string"}}}') as JsonObject;
const TREE = (leaf: Json): Json => ({
  $ref: '#/$defs/tree',
  $defs: { tree: { properties: { leaf, below: { items: { $ref: '#/$defs/tree' } } } } },
});

/** Products of many types that hold products, or only name one: each type tried asks the same of what it holds. */
const CATALOGUE = (types: number): JsonObject => {
  const held = { oneOf: [{ $ref: '#/$defs/name' }, { $ref: '#/$defs/product' }] };
  const one = (index: number): [string, Json] => [
    `t${index}`,
    {
      type: 'object',
      properties: { tag: { const: `t${index}` }, a: { $ref: '#/$defs/held' }, b: { $ref: '#/$defs/held' } },
      required: ['tag', 'a'],
    },
  ];
  const names = Array.from({ length: types }, (_, index) => one(index));
  const product = { oneOf: names.map(([name]) => ({ $ref: `#/$defs/${name}` })) };
  const name = { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] };
  return { $ref: '#/$defs/product', $defs: { name, held, product, ...Object.fromEntries(names) } };
};

const FLAG = { type: 'object', properties: { a: { type: 'boolean' } }, additionalProperties: false };
/** The first objects that come up, each unlike those before it. */
const FOUR: Json = [{}, { a: 'a' }, { b: 'a', c: 'a' }, { d: 'a', e: 'a', f: 'a' }];

function verdictOf(writer: Json, reader: Json): string {
  return proveContainment(writer, reader).verdict;
}

describe('containment', () => {
  it.each<[string, Json, Json]>([
    ['ranges that cover together', { minimum: 0, maximum: 10 }, { anyOf: [{ maximum: 5 }, { minimum: 5 }] }],
    ['decimals that doubles get wrong', { enum: [0.3, 0.7] }, { multipleOf: 0.1 }],
    ['a grid in a grid', { type: 'integer', exclusiveMinimum: 0 }, { minimum: 1 }],
    ['code points, not code units', { enum: ['\u{1F600}'] }, { maxLength: 1 }],
    ['patterns that are not anchored', { pattern: '^ab+$' }, { pattern: 'b' }],
    ['a look ahead', { pattern: '^(?!foo)a' }, { pattern: '^a' }],
    ['recursion to the same', TREE({ type: 'integer' }), TREE({ type: 'number' })],
    [
      'a tree that has no end',
      {
        $ref: '#/$defs/a',
        $defs: { a: { required: ['a'], type: 'object', properties: { a: { $ref: '#/$defs/a' } } } },
      },
      false,
    ],
    [
      'a tag that tells branches apart',
      {
        oneOf: [
          { properties: { t: { const: 1 } }, required: ['t'] },
          { properties: { t: { const: 2 } }, required: ['t'] },
        ],
      },
      { anyOf: [{ type: 'object' }, { not: { type: 'object' } }] },
    ],
    [
      'items that cannot all differ',
      { items: { type: 'boolean' }, minItems: 3, uniqueItems: true },
      { not: { type: 'array' } },
    ],
    ['a name that objects have by nature', PROTO, PROTO],
    ['objects that differ, of which there are three', { items: FLAG, uniqueItems: true }, { maxItems: 3 }],
    ['annotations', { format: 'email', title: 'x', type: 'string' }, { type: 'string', format: 'uri' }],
  ])('is proved for %s', (_, writer, reader) => {
    expect(verdictOf(writer, reader)).toBe('compatible');
  });

  it.each<[string, Json, Json, Json]>([
    ['null, which is a value', { type: ['null', 'string'] }, { type: 'string' }, null],
    [
      'a name that objects have by nature',
      { type: 'object', required: ['__proto__'] },
      PROTO,
      JSON.parse('{"__proto__":0}') as Json,
    ],
    ['the least length', { type: 'string', minLength: 3 }, { minLength: 4 }, 'aaa'],
    ['a key of no name', { type: 'object', minProperties: 1 }, { maxProperties: 0 }, { a: 'a' }],
    ['a number far below a limit that no double is near', { type: 'integer' }, { minimum: 1e308 }, 0],
    [
      'four objects that differ',
      { type: 'array', items: { type: 'object' }, uniqueItems: true },
      { maxItems: 3 },
      FOUR,
    ],
    ['an object that is none of two', { type: 'object' }, { enum: [{}, { a: 'a' }] }, { b: 'a', c: 'a' }],
    [
      'a list that what depends on a member says nothing about',
      { type: 'array', minItems: 1 },
      { dependentSchemas: { a: { items: true } }, unevaluatedItems: { type: 'null' } },
      ['a'],
    ],
    ['an overlap of alternatives', { maximum: 5, minimum: 3 }, { oneOf: [{ maximum: 5 }, { minimum: 3 }] }, 3],
  ])('is refuted with %s', (name, writer, reader, witness) => {
    const answer = proveContainment(writer, reader);
    if (name === 'an overlap of alternatives') expect(answer.verdict).toBe('breaking');
    else expect(answer).toMatchObject({ verdict: 'breaking', witness });
  });

  it('does not take what leads back into one schema for what leads back into the other, where they share a part', () => {
    const part = { additionalProperties: { not: { items: { $ref: '#' } } } };
    const around = (inner: Json): JsonObject => ({
      type: 'object',
      properties: { deep: { type: 'object', properties: { inner }, required: ['inner'] }, list: { items: part } },
      required: ['deep'],
    });
    const answer = proveContainment(around({ ...part, type: 'object' }), around(part), { declaredOnly: true });
    expect(answer).toMatchObject({ verdict: 'breaking', witness: { deep: { inner: { a: [expect.anything()] } } } });
  });

  it.each<[string, Json, Json, string, string]>([
    [
      'a reference out of the document',
      { type: 'string' },
      { items: true, allOf: [{ $ref: 'https://example.com/a' }] },
      '$ref',
      '/allOf/0/$ref',
    ],
    ['a reference to itself', { $ref: '#' }, { type: 'string' }, '$ref', ''],
    ['a dialect that is not known', { type: 'string' }, { $schema: 'https://example.com/s' }, '$schema', '/$schema'],
    [
      'a keyword that validators read differently',
      { required: ['a'] },
      { dependencies: { a: ['b'] } },
      'dependencies',
      '/dependencies',
    ],
    ['a limit that is no number', { type: 'number' }, { minimum: '5' }, 'minimum', '/minimum'],
    [
      'a name that is no list',
      { type: 'object' },
      { properties: { a: { required: true } } },
      'required',
      '/properties/a/required',
    ],
    ['a pattern that is not regular', { type: 'string' }, { pattern: '^(?:(a+)b\\1|[^])*$|^$' }, 'pattern', ''],
    [
      'a reference to what a refusal held',
      { type: 'string', pattern: '^(?!(a))\\1b$' },
      { pattern: '^a' },
      'pattern',
      '',
    ],
  ])('is not known for %s, which is named', (_, writer, reader, keyword, pointer) => {
    expect(proveContainment(writer, reader)).toMatchObject({ verdict: 'unknown', keyword, pointer });
  });

  it('reads a schema in the dialect it says, else in the one given', () => {
    const siblings = { $ref: '#/definitions/a', maximum: 1, definitions: { a: { type: 'integer' } } };
    const small = { type: 'integer', maximum: 1 };
    expect(proveContainment(siblings, small, { dialect: 7 }).verdict).toBe('breaking');
    expect(proveContainment(siblings, small).verdict).toBe('compatible');
    const declared = { $schema: 'http://json-schema.org/draft-07/schema#', ...siblings };
    expect(proveContainment(declared, small).verdict).toBe('breaking');
  });

  it('is refuted for alternatives that hold each other, however often they would be asked the same', () => {
    const judges = [createAjvJudge];
    expect(proveContainment(CATALOGUE(9), CATALOGUE(8), { judges }).verdict).toBe('breaking');
    expect(proveContainment(CATALOGUE(9), CATALOGUE(9), { judges }).verdict).toBe('compatible');
    expect(proveContainment(CATALOGUE(9), CATALOGUE(8), { judges, declaredOnly: true }).verdict).toBe('breaking');
    expect(proveContainment(CATALOGUE(8), CATALOGUE(9), { judges, declaredOnly: true }).verdict).toBe('compatible');
  });

  it('asks every judge before it shows a witness', () => {
    const refusing = () => () => undefined;
    expect(proveContainment(true, { type: 'string' }, { judges: [refusing] })).toMatchObject({ verdict: 'unknown' });
  });

  it('keeps what it found out apart where a definition has changed under the same schema', () => {
    const prover = createProver();
    const shared = { properties: { a: { $ref: '#/$defs/a' } } };
    const with_ = (a: Json): Json => ({ ...shared, allOf: [shared], $defs: { a } });
    expect(proveContainment(with_({ type: 'string' }), with_({ type: 'string' }), { prover }).verdict).toBe(
      'compatible',
    );
    expect(proveContainment(with_({ type: 'string' }), with_({ type: 'number' }), { prover }).verdict).toBe('breaking');
    expect(proveContainment(with_({ type: 'number' }), with_({ type: 'string' }), { prover }).verdict).toBe('breaking');
  });
});

describe('schemas made to take forever', () => {
  const choices = Array.from({ length: 24 }, (_, index) => ({
    anyOf: [{ required: [`a${index}`] }, { required: [`b${index}`] }],
  }));
  const hard = { allOf: choices, maxProperties: 23 };

  it('end at a count of steps, with the same answer each time, and leave the prover sound', () => {
    const prover = createProver();
    const first = proveContainment(hard, { not: { type: 'object' } }, { prover, steps: 500 });
    expect(first).toMatchObject({ verdict: 'unknown', keyword: 'budget' });
    expect(proveContainment(hard, { not: { type: 'object' } }, { steps: 500 })).toEqual(first);
    expect(proveContainment({ minimum: 1 }, { minimum: 0 }, { prover }).verdict).toBe('compatible');
  });

  it('refuse one list after another, before it is decided how the value differs', () => {
    const writer = {
      if: {
        if: { type: 'boolean' },
        else: { uniqueItems: true, properties: { a: { type: 'number' } } },
        items: { prefixItems: [true, { type: 'boolean' }] },
        allOf: [{ type: 'array', contains: { type: 'object' }, minContains: 2, maxContains: 3 }],
      },
      else: false,
      type: 'array',
    };
    const listed = { type: 'object', properties: { a: { type: 'array', maxItems: 3 } }, required: ['ab', 'a', 'b'] };
    const reader = { contains: { maxProperties: 2 }, oneOf: [listed, true] };
    expect(verdictOf(writer, reader)).toBe('breaking');
  });

  it('lead from definition to definition for longer than the stack', () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `d${index}`);
    const $defs = Object.fromEntries(
      names.map((name, at) => [name, { items: { $ref: `#/$defs/d${(at + 1) % 20_000}` } }]),
    );
    expect(verdictOf({ $ref: '#/$defs/d0', $defs }, { type: 'string' })).toBe('unknown');
  });

  it('nest deeper than the stack', () => {
    const deep = Array.from({ length: 20_000 }).reduce<Json>((inner) => ({ items: inner }), true);
    expect(proveContainment(deep, { type: 'string' })).toMatchObject({ verdict: 'unknown', keyword: 'depth' });
  });

  it('have patterns on which matchers backtrack', () => {
    const writer = { type: 'string', pattern: '^(a+)+b$', minLength: 60 };
    expect(['unknown', 'breaking']).toContain(verdictOf(writer, { pattern: '^((a|aa)+)+$' }));
    expect(verdictOf({ enum: [`${'a'.repeat(60)}b`] }, { pattern: '^(a+)+b$' })).toBe('compatible');
  });

  it('list ten thousand values', () => {
    const list = (count: number) => ({ enum: Array.from({ length: count }, (_, id) => ({ id, name: `n${id}` })) });
    expect(verdictOf(list(10_000), list(10_001))).toBe('compatible');
    expect(proveContainment(list(10_001), list(10_000))).toMatchObject({ witness: { id: 10_000, name: 'n10000' } });
  });
});
