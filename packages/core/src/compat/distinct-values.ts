// Values that satisfy formulas and differ from each other: for keys of an object and items of an array without repeats.
import type { Json } from '@action-registry/schema';
import type { Formula } from './formula.js';
import { not, oneOfValues } from './formula-arena.js';
import type { Outcome, Solver } from './solver.js';

/** Up to `count` different values; `ended` tells why there are no more: there is none, or it is not known. */
export function distinctValues(
  solver: Solver,
  formulas: readonly Formula[],
  count: number,
): { values: Json[]; ended: Outcome | undefined } {
  const values: Json[] = [];
  while (values.length < count) {
    const next = anotherValue(solver, formulas, values);
    if (next.kind !== 'value') return { values, ended: next };
    values.push(next.value);
  }
  return { values, ended: undefined };
}

/** A value that satisfies the formulas and is none of those taken. */
export function anotherValue(solver: Solver, formulas: readonly Formula[], taken: readonly Json[]): Outcome {
  if (taken.length === 0) return solver.solve(solver, formulas);
  return solver.solve(solver, [...formulas, not(solver.arena, oneOfValues(solver.arena, taken))]);
}
