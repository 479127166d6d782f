// Numbers between limits, on a grid (`multipleOf`), off other grids, and not in a list. All arithmetic is exact.
import {
  compareDecimals,
  type Decimal,
  findDouble,
  floorQuotient,
  half,
  isMultiple,
  leastCommonMultiple,
  plus,
  times,
  toDecimal,
  ZERO,
} from './decimal.js';
import { evaluate } from './evaluate.js';
import type { Formula } from './formula.js';
import { EMPTY, type Outcome } from './solver.js';

type Limit = { readonly limit: Decimal; readonly exclusive: boolean };
type Range = { readonly low?: Limit | undefined; readonly high?: Limit | undefined };

/** More candidates than this are not tried; then nothing is claimed. */
const TRIES_MAX = 20_000;

/** A number that satisfies all assertions. */
export function solveNumber(literals: readonly Formula[]): Outcome {
  const range = rangeOf(literals);
  if (range.low !== undefined && range.high !== undefined) {
    const order = compareDecimals(range.low.limit, range.high.limit);
    if (order > 0 || (order === 0 && (range.low.exclusive || range.high.exclusive))) return EMPTY;
  }
  const units = literals.flatMap((literal) => (literal.kind === 'multiple' ? [literal.of] : []));
  const [first, ...others] = units;
  if (first !== undefined) return solveOnGrid(literals, range, others.reduce(leastCommonMultiple, first));
  return solveDense(literals, range);
}

function rangeOf(literals: readonly Formula[]): Range {
  let low: Limit | undefined;
  let high: Limit | undefined;
  for (const literal of literals) {
    if (literal.kind === 'minimum' && (low === undefined || isTighter(literal, low, 1))) low = literal;
    if (literal.kind === 'maximum' && (high === undefined || isTighter(literal, high, -1))) high = literal;
  }
  return { low, high };
}

function isTighter(one: Limit, other: Limit, direction: number): boolean {
  const order = compareDecimals(one.limit, other.limit) * direction;
  return order > 0 || (order === 0 && one.exclusive);
}

/** Multiples of `unit`: numbered, so that limits are whole and finitely many numbers can be tried one by one. */
function solveOnGrid(literals: readonly Formula[], { low, high }: Range, unit: Decimal): Outcome {
  const from = low === undefined ? undefined : lowestMultiple(low, unit);
  const to = high === undefined ? undefined : highestMultiple(high, unit);
  if (from !== undefined && to !== undefined && from > to) return EMPTY;
  const refused = literals.flatMap((literal) =>
    literal.kind === 'not' && literal.part.kind === 'multiple' ? [literal.part.of] : [],
  );
  if (refused.some((of) => isMultiple(unit, of))) return EMPTY;
  const start = from ?? (to !== undefined && to < 0n ? to : 0n);
  const step = from === undefined && to !== undefined ? -1n : 1n;
  // Near a limit that is too large to be counted to, hardly any number is written as a double; downwards all come round again.
  const isNear = to !== undefined && to >= 0n && to <= BigInt(Number.MAX_SAFE_INTEGER);
  const origin = from === undefined && isNear ? to : start;
  // Every residue comes round again after `period`: what was not found by then, but for the listed values, is not there.
  const period = refused.reduce((all, of) => leastCommonMultiple(all, of), unit);
  const round = floorQuotient(period, unit);
  const excluded = BigInt(excludedCount(literals));
  const bound = round * (excluded + 1n) + 1n;
  const width = from !== undefined && to !== undefined ? to - from + 1n : bound;
  const tries = Number([bound, width, BigInt(TRIES_MAX)].reduce((least, one) => (one < least ? one : least)));
  const skipped = tryCandidates(literals, gridCandidates({ unit, origin, step, tries }));
  if (skipped.kind === 'value') return skipped;
  const complete = BigInt(tries) >= (width < bound ? width : bound);
  return complete ? skipped : { kind: 'unknown', cause: { keyword: 'multipleOf', pointer: '' } };
}

function* gridCandidates(grid: { unit: Decimal; origin: bigint; step: bigint; tries: number }): Generator<Decimal> {
  for (let index = 0; index < grid.tries; index++) yield times(grid.unit, grid.origin + grid.step * BigInt(index));
}

function lowestMultiple({ limit, exclusive }: Limit, unit: Decimal): bigint {
  const floor = floorQuotient(limit, unit);
  return isMultiple(limit, unit) && !exclusive ? floor : floor + 1n;
}

function highestMultiple({ limit, exclusive }: Limit, unit: Decimal): bigint {
  const floor = floorQuotient(limit, unit);
  return isMultiple(limit, unit) && exclusive ? floor - 1n : floor;
}

/** Between two different limits there is always another number, so only a single point can be proved empty. */
function solveDense(literals: readonly Formula[], { low, high }: Range): Outcome {
  const isPoint = low !== undefined && high !== undefined && compareDecimals(low.limit, high.limit) === 0;
  if (isPoint) return tryCandidates(literals, [low.limit]);
  const found = tryCandidates(literals, denseCandidates({ low, high }, excludedCount(literals)));
  return found.kind === 'value' ? found : { kind: 'unknown', cause: { keyword: 'multipleOf', pointer: '' } };
}

function* denseCandidates({ low, high }: Range, excluded: number): Generator<Decimal> {
  yield* [ZERO, toDecimal(1), toDecimal(0.5)];
  const base = low?.limit ?? (high === undefined ? ZERO : plus(high.limit, toDecimal(-1)));
  const end = high?.limit ?? plus(base, toDecimal(1));
  yield base;
  yield end;
  const width = plus(end, times(base, -1n));
  const outward = high === undefined ? 1n : low === undefined ? -1n : 0n;
  for (let index = 1; index <= excluded + 40; index++) {
    if (outward !== 0n) yield plus(outward === 1n ? base : end, toDecimal(Number(outward) * index));
  }
  let part = width;
  for (let level = 1; level <= 45; level++) {
    part = half(part);
    yield plus(base, part);
    for (
      let index = 3n;
      index <= 2n * BigInt(Math.min(excluded, 500)) + 5n && index < 2n ** BigInt(level);
      index += 2n
    ) {
      yield plus(base, times(part, index));
    }
  }
}

function excludedCount(literals: readonly Formula[]): number {
  return literals.reduce(
    (count, literal) => count + (literal.kind === 'not' && literal.part.kind === 'enum' ? literal.part.values.size : 0),
    0,
  );
}

/** Unknown where a candidate would do but no double is written like it. */
function tryCandidates(literals: readonly Formula[], candidates: Iterable<Decimal>): Outcome {
  let open: Outcome = EMPTY;
  for (const candidate of candidates) {
    const value = findDouble(candidate);
    if (value === undefined) open = { kind: 'unknown', cause: { keyword: 'multipleOf', pointer: '' } };
    else if (literals.every((literal) => evaluate(literal, value) === true)) return { kind: 'value', value };
  }
  return open;
}
