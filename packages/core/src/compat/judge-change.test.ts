// A difference judged by its part means what it means in the whole.
import type { Json, JsonObject } from '@action-registry/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJudge } from './judge.js';
import { judgeChange } from './judge-change.js';
import { proveContainment } from './prove-containment.js';
import { createProver } from './prover.js';
import { findSchemaChanges } from './schema-changes.js';
import { schemaForShape, shapeOf } from './schema-for-value.js';
import { shareParts } from './share-parts.js';
import { arbitraryPair, arbitraryValue } from './testing/arbitrary-schema.js';
import { withChange } from './with-change.js';

const RUNS = process.env.NIGHTLY === undefined ? 40 : 5_000;

const around = (inner: Json): JsonObject => ({
  type: 'object',
  properties: { deep: { type: 'object', properties: { inner }, required: ['inner'] }, list: { items: inner } },
  required: ['deep'],
});

describe('a change', () => {
  it.each([false, true])(
    'has no other verdict in its part than in the whole (declared only: %s)',
    { timeout: 3_600_000 },
    (declaredOnly) => {
      fc.assert(
        fc.property(arbitraryPair, ({ writer: one, reader: other }) => {
          const { $defs = {}, ...inner } = one;
          const [old, next] = [
            { ...around(inner), $defs },
            { ...around(other), $defs: { ...(other.$defs as JsonObject) } },
          ];
          const options = { declaredOnly, steps: 2_000 };
          const prover = createProver();
          for (const change of [...findSchemaChanges({ old, new: next, path: [], newPath: [] })].slice(0, 4)) {
            const changed = withChange(old, next, change);
            const question = { change, older: old, newer: next };
            for (const writer of ['older', 'newer'] as const) {
              const pair: [Json, Json] = writer === 'older' ? [old, changed] : [changed, old];
              const alone = judgeChange({ ...question, writer }, { ...options, prover });
              const opposites = [alone.verdict, proveContainment(...pair, options).verdict].sort().join();
              expect(opposites).not.toBe('breaking,compatible');
              if (alone.verdict !== 'breaking') continue;
              const [sends, takes] = pair.map((schema) => createJudge(schema, 2020)(alone.witness));
              expect([sends, takes], JSON.stringify(alone.witness)).toEqual([true, false]);
            }
          }
        }),
        { numRuns: RUNS },
      );
    },
  );

  it.each<[string, JsonObject, string]>([
    [
      'beside a reference, where draft-07 reads nothing',
      {
        $schema: 'http://json-schema.org/draft-07/schema#',
        definitions: { any: {} },
        properties: { a: { $ref: '#/definitions/any', properties: { b: { maximum: 5 } } } },
      },
      'compatible',
    ],
    ['for items that follow a tuple', { properties: { a: { prefixItems: [{}], items: { maximum: 5 } } } }, 'breaking'],
  ])('is judged by the whole %s', (_, old, verdict) => {
    const next = JSON.parse(JSON.stringify(old).replace('"maximum":5', '"maximum":4')) as JsonObject;
    const [change] = [...findSchemaChanges({ old, new: next, path: [], newPath: [] })];
    if (change === undefined) throw new Error('there is no change');
    expect(judgeChange({ change, older: old, newer: next, writer: 'older' }, {}).verdict).toBe(verdict);
    expect(proveContainment(old, next).verdict).toBe(verdict);
  });

  it('is not judged by its part where a reference leads there, or the part has a name of its own', () => {
    const looped = (most: number): JsonObject => ({
      properties: { a: { maximum: most } },
      not: { required: ['b'], properties: { b: { $ref: '#/properties/a' } } },
    });
    const [old, next] = [looped(5), looped(6)];
    const [change] = [...findSchemaChanges({ old, new: next, path: [], newPath: [] })];
    if (change === undefined) throw new Error('there is no change');
    expect(judgeChange({ change, older: old, newer: next, writer: 'older' }, {})).toMatchObject({
      verdict: 'breaking',
      witness: { b: expect.any(Number) },
    });
  });
});

describe('shared parts', () => {
  it('leave a schema equal to what it was, and are the same objects where nothing changed', () => {
    fc.assert(
      fc.property(arbitraryPair, ({ writer, reader }) => {
        expect(shareParts(writer, reader)).toEqual(reader);
        expect(shareParts(writer, structuredClone(writer))).toBe(writer);
      }),
    );
    const [old, next] = [
      { a: { b: [1] }, c: [2] },
      { c: [2], a: { b: [1, 1] }, d: null },
    ];
    const shared = shareParts(old, next) as typeof next;
    expect([shared, shared.c === old.c, shared.a === next.a]).toEqual([next, true, false]);
  });
});

describe('a schema for the shape of a value', () => {
  it('means the same for it', () => {
    fc.assert(
      fc.property(arbitraryPair, arbitraryValue, ({ writer }, value) => {
        const facts = createProver().arena.facts;
        const less = schemaForShape(writer, shapeOf(value), facts);
        expect(createJudge(less, 2020)(value)).toBe(createJudge(writer, 2020)(value));
      }),
      { numRuns: 1_000 },
    );
  });

  it('keeps everything where a reference may lead into what would be left out', () => {
    const facts = createProver().arena.facts;
    const loose = { properties: { a: { type: 'string' } } };
    expect(schemaForShape(loose, shapeOf({}), facts)).toEqual({ properties: {} });
    const led = { ...loose, items: { $ref: '#/properties/a' } };
    expect(schemaForShape(led, shapeOf({}), facts)).toBe(led);
    const named = { properties: { a: { $id: 'a' } } };
    expect(schemaForShape(named, shapeOf({}), facts)).toBe(named);
  });

  it('has the definitions that are led to, by way of others too, and items where there are any', () => {
    const { facts } = createProver().arena;
    const $defs = { one: { $ref: '#/$defs/two' }, two: {}, three: {} };
    const schema = { properties: { a: { $ref: '#/$defs/one' } }, items: { $ref: '#/$defs/three' }, $defs };
    const { one, two, three } = $defs;
    expect(schemaForShape(schema, shapeOf({ a: [] }), facts)).toEqual({
      properties: schema.properties,
      $defs: { one, two },
    });
    expect(schemaForShape(schema, shapeOf([1]), facts)).toEqual({
      properties: {},
      items: schema.items,
      $defs: { three },
    });
    const escaped = { $ref: '#/$defs/a~1b', $defs: { 'a/b': {}, c: {} } };
    expect(schemaForShape(escaped, shapeOf(1), facts)).toEqual(escaped);
  });
});
