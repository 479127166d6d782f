// A difference judged by its part means what it means in the whole.
import type { Json, JsonObject } from '@action-registry/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJudge } from './judge.js';
import { judgeChange } from './judge-change.js';
import { proveContainment } from './prove-containment.js';
import { createProver } from './prover.js';
import type { SchemaChange } from './schema-change.js';
import { findSchemaChanges } from './schema-changes.js';
import { namesIn, schemaForNames } from './schema-for-value.js';
import { patched } from './schema-patch.js';
import { shareParts } from './share-parts.js';
import { arbitraryPair, arbitraryValue } from './testing/arbitrary-schema.js';

const around = (inner: Json): JsonObject => ({
  type: 'object',
  properties: { deep: { type: 'object', properties: { inner }, required: ['inner'] }, list: { items: inner } },
  required: ['deep'],
});

function make(change: SchemaChange, old: Json): Json {
  return change.edits.reduce<Json>((schema, edit) => patched(schema, edit.path, edit.after), old);
}

describe('a change', () => {
  it.each([false, true])('has no other verdict in its part than in the whole (declared only: %s)', (declaredOnly) => {
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
          const changed = make(change, old);
          const part = judgeChange(
            { change, older: old, writer: old, reader: changed },
            { ...options, prover },
          ).verdict;
          const back = judgeChange(
            { change, older: old, writer: changed, reader: old },
            { ...options, prover },
          ).verdict;
          const opposites = [part, proveContainment(old, changed, options).verdict].sort().join();
          expect(opposites).not.toBe('breaking,compatible');
          expect([back, proveContainment(changed, old, options).verdict].sort().join()).not.toBe('breaking,compatible');
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is not judged by its part where a reference leads there, or the part has a name of its own', () => {
    const looped = (most: number): JsonObject => ({
      properties: { a: { maximum: most } },
      not: { required: ['b'], properties: { b: { $ref: '#/properties/a' } } },
    });
    const [old, next] = [looped(5), looped(6)];
    const [change] = [...findSchemaChanges({ old, new: next, path: [], newPath: [] })];
    if (change === undefined) throw new Error('there is no change');
    expect(judgeChange({ change, older: old, writer: old, reader: next }, {})).toMatchObject({
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

describe('a schema for the names of a value', () => {
  it('means the same for it', () => {
    fc.assert(
      fc.property(arbitraryPair, arbitraryValue, ({ writer }, value) => {
        const facts = createProver().arena.facts;
        const less = schemaForNames(writer, namesIn(value), facts);
        expect(createJudge(less, 2020)(value)).toBe(createJudge(writer, 2020)(value));
      }),
      { numRuns: 1_000 },
    );
  });

  it('keeps everything where a reference may lead into what would be left out', () => {
    const facts = createProver().arena.facts;
    const loose = { properties: { a: { type: 'string' } } };
    expect(schemaForNames(loose, new Set(), facts)).toEqual({ properties: {} });
    const led = { ...loose, items: { $ref: '#/properties/a' } };
    expect(schemaForNames(led, new Set(), facts)).toBe(led);
    const named = { properties: { a: { $id: 'a' } } };
    expect(schemaForNames(named, new Set(), facts)).toBe(named);
  });
});
