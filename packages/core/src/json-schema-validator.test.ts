import type { Json, JsonObject } from '@action-registry/schema';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SchemaBudgetError } from './json-schema-budget.js';
import { compileSchema } from './json-schema-validator.js';

const DRAFT_07 = 'http://json-schema.org/draft-07/schema#';

describe('the validator', () => {
  it('says which value, and what it must be', () => {
    const check = compileSchema({
      type: 'object',
      properties: {
        key: { enum: ['HOME', 'BACK'] },
        n: { type: 'integer', maximum: 5 },
        list: { items: { $ref: '#/$defs/word' } },
      },
      $defs: { word: { type: 'string', minLength: 2 } },
      required: ['key', 'n'],
      additionalProperties: false,
    });
    const found = check({ key: 'HOM', list: ['ab', 'c', 1], extra: 1, lst: [] });
    expect(found.map(({ path, keyword, suggestion }) => [path.join('/'), keyword, suggestion])).toEqual([
      ['n', 'required', undefined],
      ['key', 'enum', 'HOME'],
      ['list/1', 'minLength', undefined],
      ['list/2', 'type', undefined],
      ['extra', 'additionalProperties', undefined],
      ['lst', 'additionalProperties', 'list'],
    ]);
  });

  it('names the alternatives where one of several fields is needed', () => {
    const check = compileSchema({ anyOf: [{ required: ['text'] }, { required: ['x', 'y'] }] });
    expect(check({ x: 1 })).toEqual([{ path: [], keyword: 'anyOf', message: 'must have text or x and y' }]);
  });

  it('takes names of Object.prototype and of its own notes for names', () => {
    const check = compileSchema(
      JSON.parse('{"properties":{"__proto__":{"type":"string"},"toString":{"type":"string"}}}'),
    );
    expect(check({})).toEqual([]);
    expect(check(JSON.parse('{"__proto__":1,"toString":2}'))).toHaveLength(2);
    expect(
      compileSchema({ $ref: '#/$defs/a', $defs: { a: { type: 'string' } }, __absolute_ref__: 'x' })(1),
    ).toHaveLength(1);
  });

  it('changes neither schema nor value', () => {
    const schema = Object.freeze({ $defs: Object.freeze({ a: Object.freeze({ type: 'string' }) }), $ref: '#/$defs/a' });
    expect(compileSchema(schema)(Object.freeze({ a: 1 }) as Json)).toHaveLength(1);
  });

  it('stops on schemas and values that would keep it busy for ever', () => {
    const doubling = {
      $defs: {
        a: { allOf: [{ properties: { x: { $ref: '#/$defs/a' } } }, { properties: { x: { $ref: '#/$defs/a' } } }] },
      },
    };
    let deep: Json = {};
    for (let level = 0; level < 60; level++) deep = { x: deep };
    expect(() => compileSchema({ ...doubling, $ref: '#/$defs/a' })(deep)).toThrow(SchemaBudgetError);
    const wide = { items: { allOf: Array.from({ length: 1_900 }, () => ({ minimum: 0 })) } };
    expect(() => compileSchema(wide)(Array.from({ length: 10_000 }, () => 1))).toThrow(SchemaBudgetError);
  });

  it.each<[string, JsonObject, Json]>([
    ['a pattern of a high power', { pattern: '^a*a*a*a*b$' }, 'a'.repeat(10_000)],
    ['a pattern that may begin anywhere', { pattern: 'a+b' }, 'a'.repeat(100_000)],
    ['a name that a pattern looks at', { patternProperties: { 'a+$': {} } }, { [`${'a'.repeat(100_000)}b`]: 1 }],
    ['a long list without equals', { uniqueItems: true }, Array.from({ length: 9_000 }, (_, index) => ({ index }))],
    [
      'a long enum',
      { items: { enum: Array.from({ length: 9_000 }, (_, index) => ({ index })) } },
      Array(9_000).fill(1),
    ],
  ])('refuses before it begins what would take long: %s', (_what, schema, value) => {
    const check = compileSchema(schema);
    expect(() => check(value)).toThrow(SchemaBudgetError);
  });

  it('lets texts and lists of a usual length pass', () => {
    const email = '^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$';
    expect(compileSchema({ items: { pattern: email }, uniqueItems: true })(['x'.repeat(10_000), 'a@b.c'])).toHaveLength(
      1,
    );
    expect(compileSchema({ pattern: '^[a-z]+$' })('a'.repeat(1_000_000))).toEqual([]);
  });

  it.each([
    ['2020-12', new Ajv2020({ strict: false, validateFormats: false, logger: false }), {}],
    ['draft-07', new Ajv({ strict: false, validateFormats: false, logger: false }), { $schema: DRAFT_07 }],
  ] as const)('gives the verdicts of another one in %s', (dialect, ajv, head) => {
    const { schema } = schemaArbitrary(dialect);
    const value = fc
      .jsonValue({ maxDepth: 2, stringUnit: fc.constantFrom('a', 'b', 'é', '😀') })
      .map((each) => each as Json);
    const near = fc.oneof(
      value,
      fc.dictionary(fc.constantFrom('a', 'b', 'c'), value),
      fc.array(fc.integer({ min: -3, max: 3 })),
    );
    fc.assert(
      fc.property(schema, fc.array(near, { minLength: 1, maxLength: 5 }), (body, values) => {
        const whole = { ...head, ...body } as JsonObject;
        const check = compileSchema(whole);
        const judge = ajv.compile(whole);
        for (const each of values) expect(check(each as Json).length === 0).toBe(judge(each) === true);
      }),
      { numRuns: 200 },
    );
  });
});

/** Schemas of the keywords that both dialects have, and of each dialect's own. */
function schemaArbitrary(dialect: string) {
  return fc.letrec<{ schema: object; any: object | boolean }>((tie) => {
    const sub = tie('any');
    const list = fc.array(sub, { minLength: 1, maxLength: 2 });
    const size = fc.integer({ min: 0, max: 3 });
    const own: Record<string, fc.Arbitrary<unknown>> = dialect === '2020-12'
      ? { prefixItems: list, items: sub, minContains: size }
      : { items: fc.oneof(sub, list), additionalItems: sub };
    const schema = fc.record(
      {
        type: fc.constantFrom('object', 'array', 'string', 'number', 'integer', 'boolean', 'null'),
        properties: fc.dictionary(fc.constantFrom('a', 'b'), sub),
        patternProperties: fc.dictionary(fc.constantFrom('^a', 'b$'), sub),
        additionalProperties: sub,
        required: fc.uniqueArray(fc.constantFrom('a', 'b'), { maxLength: 2 }),
        ...{
          minProperties: size,
          maxProperties: size,
          minItems: size,
          maxItems: size,
          minLength: size,
          maxLength: size,
        },
        ...{ minimum: size, exclusiveMaximum: size, multipleOf: fc.constantFrom(1, 2, 0.5), uniqueItems: fc.boolean() },
        ...{ contains: sub, propertyNames: sub, not: sub, allOf: list, anyOf: list, oneOf: list },
        ...{
          ...Object.fromEntries(['if', 'then', 'else'].map((keyword) => [keyword, sub])),
          const: fc.constantFrom('a', 1, null),
          pattern: fc.constantFrom('^a', 'b+$'),
        },
        ...own,
      },
      { requiredKeys: [] },
    );
    const few = schema.map((whole) => Object.fromEntries(Object.entries(whole).slice(0, 3)));
    return { schema: few, any: fc.oneof({ maxDepth: 2 }, fc.boolean(), few) };
  });
}
