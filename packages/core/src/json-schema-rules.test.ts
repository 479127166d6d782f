import type { Json, JsonObject } from '@action-registry/schema';
import { describe, expect, it } from 'vitest';
import { assertSchemaRules, findSchemaIssues, findUnusualPropertyNames } from './json-schema-rules.js';
import { walkSchema } from './json-schema-walk.js';
import { codeOf, refusalOf } from './testing/refusals.js';

const DRAFT_07 = 'http://json-schema.org/draft-07/schema#';
const open = { type: 'object' };

function rulesOf(schema: JsonObject): string[] {
  return findSchemaIssues({ ...open, ...schema }, 'inputSchema').map(({ rule, path }) => `${rule} ${path}`);
}

function nest(schemas: number): JsonObject {
  let schema: JsonObject = { type: 'object' };
  for (let depth = 1; depth < schemas; depth++) schema = { type: 'object', properties: { a: schema } };
  return schema;
}

describe('the rules for schemas', () => {
  it('want an object at the root of inputSchema only', () => {
    for (const root of [{}, { type: 'string' }, { type: ['object'] }] as JsonObject[]) {
      const { details } = refusalOf(() => assertSchemaRules({ inputSchema: root }), 'INVALID_SCHEMA');
      expect(details.issues[0]).toMatchObject({ path: '/inputSchema/type', rule: 'type' });
      expect(codeOf(() => assertSchemaRules({ outputSchema: root }))).toBe('accepted');
    }
  });

  it('let absent schemas pass', () => {
    expect(codeOf(() => assertSchemaRules({}))).toBe('accepted');
  });

  it.each([
    'https://json-schema.org/draft/2020-12/schema',
    'http://json-schema.org/draft-07/schema#',
    'http://json-schema.org/draft-07/schema',
  ])('know the dialect %s', ($schema) => {
    expect(rulesOf({ $schema })).toEqual([]);
  });

  it.each(['https://json-schema.org/draft/2019-09/schema', 'http://evil.example/schema', '', 7])(
    'refuse the dialect %j',
    ($schema) => {
      expect(rulesOf({ $schema })).toEqual(['$schema /inputSchema/$schema']);
    },
  );

  it.each(['#', '#/$defs/a', '#anchor'])('let the local reference %s pass', ($ref) => {
    expect(rulesOf({ $defs: { a: { $anchor: 'anchor' } }, properties: { a: { $ref } } })).toEqual([]);
  });

  it.each(['https://evil.example/s.json', 'other.json', '/etc/passwd', 'file:///x', '', 1])(
    'refuse the reference %j wherever it stands',
    (target) => {
      expect(rulesOf({ properties: { a: { anyOf: [{ $ref: target }] } } })).toEqual([
        '$ref /inputSchema/properties/a/anyOf/0/$ref',
      ]);
      expect(rulesOf({ $defs: { a: { $dynamicRef: target } } })).toEqual([
        '$dynamicRef /inputSchema/$defs/a/$dynamicRef',
      ]);
    },
  );

  it('do not take data or property names for schemas', () => {
    const data = { $ref: 'https://evil.example' };
    expect(rulesOf({ const: data, enum: [data], default: data, examples: [data] })).toEqual([]);
    expect(rulesOf({ properties: { $ref: { type: 'string' }, properties: { properties: {} } } })).toEqual([]);
    expect(rulesOf({ $schema: DRAFT_07, dependencies: { a: ['b'] } })).toEqual([]);
  });

  it('want schemas where schemas stand', () => {
    expect(rulesOf({ $schema: DRAFT_07, properties: { a: 1 }, allOf: ['x'], not: null, items: [true, []] })).toEqual([
      'schema /inputSchema/not',
      'schema /inputSchema/allOf/0',
      'schema /inputSchema/items/1',
      'schema /inputSchema/properties/a',
    ]);
  });

  it('allow 32 nested schemas and refuse the 33rd', () => {
    expect(findSchemaIssues(nest(32), 'inputSchema')).toEqual([]);
    expect(findSchemaIssues(nest(33), 'inputSchema').map(({ rule }) => rule)).toEqual(['depth']);
    expect(findSchemaIssues(nest(60), 'inputSchema').map(({ rule }) => rule)).toEqual(['depth']);
  });

  it('allow 2,000 subschemas and refuse one more', () => {
    const withProperties = (count: number) => ({
      type: 'object',
      properties: Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, true])),
    });
    expect(findSchemaIssues(withProperties(1_999), 'inputSchema')).toEqual([]);
    expect(findSchemaIssues(withProperties(2_000), 'inputSchema').map(({ rule }) => rule)).toEqual(['size']);
  });

  it('tell the problems of both schemas at once, at most 20 a side', () => {
    const bad = { type: 'object', allOf: Array.from({ length: 50 }, () => ({ $ref: 'x' })) };
    const { details } = refusalOf(() => assertSchemaRules({ inputSchema: bad, outputSchema: bad }), 'INVALID_SCHEMA');
    expect(details.issues).toHaveLength(40);
    expect(details.issues[20]?.path).toBe('/outputSchema/allOf/0/$ref');
  });
});

describe('walking a schema', () => {
  it('visits every keyword that holds schemas, parents first', () => {
    const schema: Json = {
      properties: { a: { items: { type: 'string' } } },
      patternProperties: { '^x': true },
      if: {},
      dependentSchemas: { a: {} },
      prefixItems: [{}, { contains: {} }],
    };
    expect([...walkSchema(schema)].map(({ path }) => path.join('/'))).toEqual([
      '',
      'if',
      'prefixItems/0',
      'prefixItems/1',
      'prefixItems/1/contains',
      'dependentSchemas/a',
      'patternProperties/^x',
      'properties/a',
      'properties/a/items',
    ]);
  });
});

describe('property names', () => {
  it('that some vendors refuse are warned of, at any depth, at most 20', () => {
    const properties = { 'a-b': { type: 'object', properties: { '1x': {} } }, good_1: {}, [`x${'y'.repeat(64)}`]: {} };
    const paths = findUnusualPropertyNames({ inputSchema: { properties } }).map(({ path }) => path);
    expect(paths[0]).toBe('/inputSchema/properties/a-b');
    expect(paths).toContain('/inputSchema/properties/a-b/properties/1x');
    expect(paths).toHaveLength(3);
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`-${index}`, {}]));
    expect(findUnusualPropertyNames({ outputSchema: { properties: many } })).toHaveLength(20);
  });
});
