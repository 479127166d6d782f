// A `oneOf` of very many branches: what it means, and that saying so and comparing it takes work in proportion to them.
import type { Json, JsonObject } from '@action-registry/schema';
import { describe, expect, it } from 'vitest';
import { compileSchema } from './compile-schema.js';
import { createArena } from './formula-arena.js';
import { judgeChange } from './judge-change.js';
import { proveContainment } from './prove-containment.js';
import { createProver } from './prover.js';
import { findSchemaChanges } from './schema-changes.js';
import { PAIRED_MAX } from './schema-facts.js';

const oneOf = (count: number, branch: (index: number) => Json): JsonObject => ({
  oneOf: Array.from({ length: count }, (_, index) => branch(index)),
});
const product = (most: number) => (index: number) => ({
  type: 'object',
  properties: { tag: { const: `t${index}` }, name: { type: 'string', maxLength: most } },
  required: ['tag'],
});
const COUNT = 2 * PAIRED_MAX + 5;
const single = (index: number) => ({ const: index });
const double = (index: number) => ({ enum: [index, index + 1] });

describe('very many alternatives', () => {
  it('of which one and no other holds', () => {
    const whole = { type: 'integer', minimum: 0, maximum: COUNT - 1 };
    expect(proveContainment(whole, oneOf(COUNT, single)).verdict).toBe('compatible');
    expect(proveContainment(oneOf(COUNT, single), whole).verdict).toBe('compatible');
    // Only the first and the last number are in one of these and no other.
    expect(proveContainment(oneOf(COUNT, double), { enum: [0, COUNT] }).verdict).toBe('compatible');
    expect(proveContainment({ enum: [0, COUNT] }, oneOf(COUNT, double)).verdict).toBe('compatible');
    const across = COUNT >> 1;
    expect(proveContainment({ const: across }, oneOf(COUNT, double))).toMatchObject({ witness: across });
  });

  it('are said without the square of their number', () => {
    const size = (count: number): number => {
      const arena = createArena();
      compileSchema(arena, oneOf(count, product(5)), { dialect: 2020, closes: false });
      return arena.byKey.size;
    };
    expect(size(1_200) / size(300)).toBeLessThan(5);
  });

  it('count as work each time that a part with them is read anew', () => {
    const [old, next] = [5, 6].map((most) => ({ properties: { product: oneOf(PAIRED_MAX, product(most)) } }));
    const [change] = [...findSchemaChanges({ old: old ?? {}, new: next ?? {}, path: [], newPath: [] })];
    if (change === undefined) throw new Error('nothing changed');
    const prover = createProver(100);
    const question = { change, older: old ?? {}, newer: next ?? {}, writer: 'older' } as const;
    expect(judgeChange(question, { prover })).toMatchObject({ verdict: 'unknown', keyword: 'budget' });
    expect(prover.ranOut).toBe(true);
    expect(prover.formulas.size + prover.arena.compiled.size).toBe(0);
  });
});
