// What a search for a value carries along. All work is counted, never timed, so that the same question has the same answer
// everywhere; what would go over the limit ends the search and proves nothing.
import type { Json } from '@action-registry/schema';
import type { Formula } from './formula.js';
import type { Arena } from './formula-arena.js';

/** The keyword that a search could not see through, and where it stands; `budget` when the work was too much. */
export type Cause = { readonly keyword: string; readonly pointer: string };

/** Whether a value satisfies some formulas: none does, this one does, or not known (perhaps the candidate does). */
export type Outcome =
  | { readonly kind: 'empty' }
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'unknown'; readonly cause: Cause; readonly candidate?: { readonly value: Json } | undefined };

/** A search in one arena. */
export type Solver = {
  readonly arena: Arena;
  limit: number;
  steps: number;
  readonly known: Map<string, Outcome>;
  /** Questions being answered, with their depth; asked again inside themselves they count as empty for the time being. */
  readonly active: Map<string, number>;
  /** Answers that rest on such an assumption, in the order they were found, with the least depth they rest on. */
  readonly provisional: Map<string, number>;
  /** The least depth that the current answer rests on. */
  lowest: number;
  readonly solve: (solver: Solver, formulas: readonly Formula[]) => Outcome;
};

export const EMPTY: Outcome = { kind: 'empty' };
export const BUDGET: Cause = { keyword: 'budget', pointer: '' };

/** Ends a search that would take more steps than it may. */
export class BudgetError extends Error {
  override readonly name = 'BudgetError';
}

/** Counts work; throws BudgetError at the limit. */
export function spend(solver: Solver, steps = 1): void {
  solver.steps += steps;
  if (solver.steps > solver.limit) throw new BudgetError('The search took more steps than it may.');
}

/** The first outcome with a value; else what is not known, if anything; else empty. Outcomes are asked for one by one. */
export function firstValue(outcomes: Iterable<Outcome>): Outcome {
  let open: Outcome = EMPTY;
  for (const outcome of outcomes) {
    if (outcome.kind === 'value') return outcome;
    if (outcome.kind === 'unknown' && (open.kind === 'empty' || !('candidate' in open))) open = outcome;
  }
  return open;
}

/** An outcome that a value was found for, but under an assertion that cannot be seen through. */
export function doubt(outcome: Outcome, cause: Cause | undefined): Outcome {
  if (cause === undefined || outcome.kind === 'empty') return outcome;
  if (outcome.kind === 'unknown') return outcome;
  return { kind: 'unknown', cause, candidate: { value: outcome.value } };
}
