// Looks for a value that satisfies formulas, or proves that there is none. A schema may refer to itself: a question that comes
// up inside itself counts as empty, which is right for finite values (a least witness does not hold a witness of the same
// question), and answers found under that assumption are kept only when the outer question turns out empty.
import { type Formula, GUARD } from './formula.js';
import { type Arena, and } from './formula-arena.js';
import { ALL_TYPES, TYPE_ORDER, typeOf } from './json-type.js';
import { solveType } from './solve-type.js';
import { EMPTY, firstValue, type Outcome, type Solver, spend } from './solver.js';

/** Deeper questions would need more of the stack than every engine has. */
const DEPTH_MAX = 120;

/** A search that has found out nothing yet; it may take no step until its limit is raised. */
export function createSolver(arena: Arena): Solver {
  return {
    arena,
    limit: 0,
    steps: 0,
    known: new Map(),
    active: new Map(),
    provisional: new Map(),
    lowest: Number.POSITIVE_INFINITY,
    solve,
  };
}

/** After a search that was cut short: what was being answered, and answers that rested on it, are no more. */
export function forgetOpen(solver: Solver): void {
  for (const key of solver.provisional.keys()) solver.known.delete(key);
  solver.provisional.clear();
  solver.active.clear();
  solver.lowest = Number.POSITIVE_INFINITY;
}

/** A value that satisfies all formulas, if there is one. */
export function solve(solver: Solver, formulas: readonly Formula[]): Outcome {
  for (const formula of formulas) if (formula.kind === 'and') spend(solver, formula.parts.length >> 9);
  const whole = and(solver.arena, formulas);
  if (whole.kind === 'false') return EMPTY;
  const key = String(whole.id);
  const depth = solver.active.get(key);
  if (depth !== undefined) {
    solver.lowest = Math.min(solver.lowest, depth);
    return EMPTY;
  }
  const known = solver.known.get(key);
  if (known !== undefined) {
    solver.lowest = Math.min(solver.lowest, solver.provisional.get(key) ?? Number.POSITIVE_INFINITY);
    return known;
  }
  spend(solver);
  if (solver.active.size >= DEPTH_MAX) return { kind: 'unknown', cause: { keyword: 'depth', pointer: '' } };
  return solveNew(solver, whole);
}

function solveNew(solver: Solver, whole: Formula): Outcome {
  const key = String(whole.id);
  const depth = solver.active.size;
  const outer = solver.lowest;
  solver.lowest = Number.POSITIVE_INFINITY;
  const before = solver.provisional.size;
  solver.active.set(key, depth);
  const outcome = solveTypes(solver, whole);
  solver.active.delete(key);
  const lowest = solver.lowest;
  settle(solver, { key, outcome, depth, before, lowest });
  solver.lowest = Math.min(outer, lowest >= depth ? Number.POSITIVE_INFINITY : lowest);
  return outcome;
}

type Settled = { key: string; outcome: Outcome; depth: number; before: number; lowest: number };

/** Keeps an answer, and decides on the answers that rested on it. */
function settle(solver: Solver, { key, outcome, depth, before, lowest }: Settled): void {
  const { known, provisional } = solver;
  const since = provisional.size === before ? [] : [...provisional.keys()].slice(before);
  if (outcome.kind !== 'empty') {
    // They took this question to be empty, and it is not.
    for (const other of since) {
      known.delete(other);
      provisional.delete(other);
    }
  } else if (lowest >= depth) for (const other of since) provisional.delete(other);
  if (outcome.kind === 'value' || lowest >= depth) known.set(key, outcome);
  else if (outcome.kind === 'empty') {
    known.set(key, outcome);
    provisional.set(key, lowest);
  }
}

function solveTypes(solver: Solver, whole: Formula): Outcome {
  return firstValue(outcomesByType(solver, whole));
}

function* outcomesByType(solver: Solver, whole: Formula): Generator<Outcome> {
  const mask = typesOf(whole);
  for (const type of TYPE_ORDER) if ((mask & type) !== 0) yield solveType(solver, { type, formula: whole });
}

/** The types that a formula says its values have, as far as one look tells. */
function typesOf(formula: Formula): number {
  if (formula.kind === 'and') return formula.parts.reduce((mask, part) => mask & typesOf(part), ALL_TYPES);
  if (formula.kind === 'or') return formula.parts.reduce((mask, part) => mask | typesOf(part), 0);
  if (formula.kind === 'not') return GUARD[formula.part.kind] ?? ALL_TYPES;
  if (formula.kind === 'enum')
    return [...formula.values.values()].reduce<number>((mask, value) => mask | typeOf(value), 0);
  return formula.kind === 'types' ? formula.mask : ALL_TYPES;
}
