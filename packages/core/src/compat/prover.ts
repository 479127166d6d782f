// What related proofs share: the formulas of schemas, answers, and validators. Schemas are known by identity, so none may change
// while a prover is in use.
import { isJsonObject, type Json } from '@action-registry/schema';
import { compileSchema, type ReadOptions } from './compile-schema.js';
import type { KnownJudges } from './confirm-witness.js';
import type { Formula } from './formula.js';
import { type Arena, createArena } from './formula-arena.js';
import { createSolver, forgetOpen, solve } from './solve.js';
import { BUDGET, BudgetError, type Outcome, type Solver } from './solver.js';

/** The most steps of one proof. */
export const STEPS_MAX = 25_000;

/** The formulas, answers and validators of related proofs. */
export type Prover = {
  readonly arena: Arena;
  readonly solver: Solver;
  readonly formulas: Map<object, Map<string, Formula | undefined>>;
  readonly judges: KnownJudges;
  /** The most steps of all searches together. */
  readonly stepsMax: number;
  /** Whether something was left open because it would have taken too many steps. */
  ranOut: boolean;
};

/** Nothing found out yet; all proofs together take at most `stepsMax` steps. */
export function createProver(stepsMax = Number.POSITIVE_INFINITY): Prover {
  const arena = createArena();
  const kept = { formulas: new Map(), judges: new Map() };
  return { arena, solver: createSolver(arena), ...kept, stepsMax, ranOut: false };
}

/** The formula of a schema, found once; undefined as compileSchema says. */
export function formulaOf({ arena, formulas }: Prover, schema: Json, options: ReadOptions): Formula | undefined {
  if (!isJsonObject(schema) || options.at !== undefined) return compileSchema(arena, schema, options);
  const way = `${options.dialect} ${options.closes}`;
  const known = formulas.get(schema) ?? new Map<string, Formula | undefined>();
  if (!known.has(way)) known.set(way, compileSchema(arena, schema, options));
  formulas.set(schema, known);
  return known.get(way);
}

/** Looks for a value within a number of steps, and the stack that there is. */
export function search(prover: Prover, formula: Formula, steps: number): Outcome {
  const { solver, stepsMax } = prover;
  solver.limit = Math.min(solver.steps + steps, stepsMax);
  try {
    return solve(solver, [formula]);
  } catch (error) {
    // Choices beside each other take the stack as references do; what they need of it is no reason to fail.
    if (!(error instanceof BudgetError || error instanceof RangeError)) throw error;
    forgetOpen(solver);
    prover.ranOut ||= error instanceof BudgetError;
    return { kind: 'unknown', cause: error instanceof BudgetError ? BUDGET : { keyword: 'depth', pointer: '' } };
  }
}
