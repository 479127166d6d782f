import type { JsonObject } from '@action-registry/schema';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSchemaIssues } from './json-schema-rules.js';

const DRAFT_07 = 'http://json-schema.org/draft-07/schema#';

function issuesOf(schema: JsonObject) {
  return findSchemaIssues({ type: 'object', ...schema }, 'inputSchema').map(({ path, rule, suggestion }) => ({
    at: path.replace('/inputSchema', ''),
    rule,
    suggestion,
  }));
}

describe('the rules for keywords', () => {
  it.each<[JsonObject, string, string, string | undefined]>([
    [{ type: 'objct' }, '/type', 'type', 'object'],
    [{ properties: { a: { type: 'strng' } } }, '/properties/a/type', 'type', 'string'],
    [{ properties: { a: { type: ['string', 'nul'] } } }, '/properties/a/type/1', 'type', 'null'],
    [{ properties: { a: { type: [] } } }, '/properties/a/type', 'type', undefined],
    [{ requierd: ['a'] }, '/requierd', 'keyword', 'required'],
    [{ propertes: {} }, '/propertes', 'keyword', 'properties'],
    [{ additionalproperties: false }, '/additionalproperties', 'keyword', 'additionalProperties'],
    [{ properties: { a: { maxLenght: 1 } } }, '/properties/a/maxLenght', 'keyword', 'maxLength'],
    [{ properties: { a: { ref: '#' } } }, '/properties/a/ref', 'keyword', '$ref'],
    [{ properties: { path: {} }, required: ['pth'] }, '/required/0', 'required', 'path'],
    [
      { properties: { path: {} }, required: ['other'], additionalProperties: false },
      '/required/0',
      'required',
      undefined,
    ],
    [{ required: 'a' }, '/required', 'required', undefined],
    [{ required: ['a', 'a'] }, '/required', 'required', undefined],
    [{ minProperties: -1 }, '/minProperties', 'minProperties', undefined],
    [{ properties: { a: { multipleOf: 0 } } }, '/properties/a/multipleOf', 'multipleOf', undefined],
    [{ properties: { a: { enum: 'x' } } }, '/properties/a/enum', 'enum', undefined],
    [{ properties: { a: { pattern: '[' } } }, '/properties/a/pattern', 'pattern', undefined],
    [{ properties: { a: { pattern: '(a+)+$' } } }, '/properties/a/pattern', 'pattern', undefined],
    [{ patternProperties: { '(a|a)*b': {} } }, '/patternProperties/(a|a)*b', 'pattern', undefined],
    [{ allOf: [] }, '/allOf', 'allOf', undefined],
    [{ properties: [] }, '/properties', 'properties', undefined],
    [{ properties: { a: { items: [{}] } } }, '/properties/a/items', 'items', undefined],
    [{ properties: { a: { $ref: '#/$defs/pth' } }, $defs: { path: {} } }, '/properties/a/$ref', '$ref', '#/$defs/path'],
    [{ properties: { a: { $ref: '#/properties' } } }, '/properties/a/$ref', '$ref', '#/properties/a'],
    [{ properties: { a: { $id: 'https://a.example/b' } } }, '/properties/a/$id', 'unsupported', undefined],
    [{ $defs: { a: { $dynamicRef: '#x' } } }, '/$defs/a/$dynamicRef', 'unsupported', undefined],
    [{ $defs: { a: { $recursiveAnchor: true } } }, '/$defs/a/$recursiveAnchor', 'unsupported', undefined],
    [{ dependencies: {} }, '/dependencies', 'unsupported', undefined],
    [
      { $schema: DRAFT_07, properties: { a: { prefixItems: [{}] } } },
      '/properties/a/prefixItems',
      'unsupported',
      undefined,
    ],
    [{ __absolute_ref__: 'x' }, '/__absolute_ref__', 'unsupported', undefined],
  ])('refuse %j at its place', (schema, at, rule, suggestion) => {
    expect(issuesOf(schema)).toEqual([{ at, rule, suggestion }]);
  });

  it.each<JsonObject>([
    { 'x-order': 1, example: {}, nullable: true, kind: 'a', markdownDescription: 'm', when: 1, note: 'n' },
    {
      $schema: DRAFT_07,
      definitions: { a: { $id: '#a' } },
      properties: { b: { $ref: '#a' } },
      dependencies: { b: ['c'] },
    },
    { $id: 'https://a.example/s', $defs: { a: { $anchor: 'a' } }, properties: { b: { $ref: '#a' } } },
    { properties: { a: true }, anyOf: [{ required: ['b'] }] },
    { properties: { id: {}, ids: {} }, required: ['id', 'ids'] },
  ])('let %j pass', (schema) => {
    expect(issuesOf(schema)).toEqual([]);
  });

  it('refuse references that come back without a step into the value, and allow those that take one', () => {
    const loop = { $defs: { a: { allOf: [{ $ref: '#/$defs/b' }] }, b: { anyOf: [{ $ref: '#/$defs/a' }] } } };
    expect(issuesOf(loop).map(({ rule, at }) => `${rule} ${at}`)).toEqual(['$ref /$defs/b/anyOf/0/$ref']);
    expect(issuesOf({ $defs: { a: { $ref: '#/$defs/a' } } })[0]?.at).toBe('/$defs/a/$ref');
    expect(issuesOf({ not: { $ref: '#' } })[0]?.rule).toBe('$ref');
    expect(issuesOf({ properties: { next: { $ref: '#' }, all: { items: { $ref: '#' } } } })).toEqual([]);
  });

  it('refuse schemas that double with each reference', () => {
    const $defs = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => {
        const next = { $ref: `#/$defs/d${at + 1}` };
        return [`d${at}`, at === 39 ? {} : { allOf: [next, next] }];
      }),
    );
    expect(issuesOf({ $defs }).map(({ rule }) => rule)).toEqual(['size']);
  });

  it('refuse more than 10,000 characters of different patterns, and count a repeated one once', () => {
    const withPatterns = (make: (index: number) => string) => ({
      properties: Object.fromEntries(
        Array.from({ length: 101 }, (_, index) => [`p${index}`, { pattern: make(index) }]),
      ),
    });
    expect(issuesOf(withPatterns(() => `^${'a'.repeat(99)}`))).toEqual([]);
    expect(issuesOf(withPatterns((index) => `^${String(index).padStart(99, 'a')}`))).toEqual([
      { at: '/properties/p100/pattern', rule: 'pattern', suggestion: undefined },
    ]);
  });

  it('refuse 10,000 properties', () => {
    const properties = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`p${index}`, {}]));
    expect(issuesOf({ properties }).map(({ rule }) => rule)).toEqual(['size']);
  });

  it('hold the examples of schemas against them', () => {
    const schema = { $defs: { n: { type: 'number' } }, properties: { a: { $ref: '#/$defs/n', examples: [1, 'x'] } } };
    expect(issuesOf(schema)).toEqual([{ at: '/properties/a/examples/1', rule: 'type', suggestion: undefined }]);
  });
});

describe('the table of keywords', () => {
  const value = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<unknown>(0, 1, -1, 1.5, true, '', 'string', 'x', null) },
    fc.constantFrom<unknown>([], {}, ['a'], ['a', 'a'], [{}], { a: {} }, { a: ['b'] }, ['string', 'null'], [1], {
      a: 1,
    }),
  );
  const names = [
    ...['type', 'enum', 'required', 'properties', 'items', 'allOf', 'not', 'if', 'minLength', 'maxItems', 'multipleOf'],
    ...[
      'minimum',
      'uniqueItems',
      'format',
      'title',
      'readOnly',
      'additionalProperties',
      'examples',
      'const',
      'contains',
    ],
  ];
  const schemas = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 3 });

  it.each([
    ['2020-12', new Ajv2020({ strict: false, logger: false }), {}],
    ['draft-07', new Ajv({ strict: false, logger: false }), { $schema: DRAFT_07 }],
  ] as const)('of %s agrees with the meta-schema', (_dialect, ajv, head) => {
    fc.assert(
      fc.property(schemas, (schema) => {
        // What nothing can fit is lawful in one of the two dialects; here it is refused in both.
        if (JSON.stringify(schema.enum) === '[]') return;
        const whole = { ...head, ...schema } as JsonObject;
        const ours = findSchemaIssues(whole, 'outputSchema').filter(({ rule }) => rule !== 'unsupported');
        // Examples and names are rules of ours; the meta-schema says nothing of them.
        const isOurs = ours.every(
          ({ path, rule }) => path.includes('/examples/') || (rule === 'required' && /\/\d+$/.test(path)),
        );
        expect(isOurs).toBe(ajv.validateSchema(whole) === true);
      }),
      { numRuns: 2_000 },
    );
  });
});
