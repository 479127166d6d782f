// Values for an array without repeats: each place has its formula, and no two may get the same value.
import type { Json } from '@action-registry/schema';
import { anotherValue, distinctValues } from './distinct-values.js';
import type { Formula } from './formula.js';
import { valueKey } from './json-type.js';
import { EMPTY, type Outcome, type Solver } from './solver.js';

/** Up to this many places every combination is weighed. */
const MATCHED_MAX = 40;
const UNIQUE: Outcome = { kind: 'unknown', cause: { keyword: 'uniqueItems', pointer: '' } };

/** An array with a different value in each place. */
export function differentItems(solver: Solver, places: readonly Formula[]): Outcome {
  const values: Json[] = [];
  for (const formula of places) {
    const next = anotherValue(solver, [formula], values);
    if (next.kind === 'unknown') return UNIQUE;
    if (next.kind === 'empty') return isAlike(places) ? EMPTY : matchItems(solver, places);
    values.push(next.value);
  }
  return { kind: 'value', value: values };
}

function isAlike(places: readonly Formula[]): boolean {
  return places.every((formula) => formula === places[0]);
}

/**
 * A place with as many values as there are places always finds one that is left; for the others all values are known, and
 * whether each can have its own is a matching (augmenting paths).
 */
function matchItems(solver: Solver, places: readonly Formula[]): Outcome {
  if (places.length > MATCHED_MAX) return UNIQUE;
  const lists = places.map((formula) => distinctValues(solver, [formula], places.length));
  if (lists.some(({ ended }) => ended?.kind === 'unknown')) return UNIQUE;
  const holder = new Map<string, number>();
  const order = [...places.keys()].sort((a, b) => (lists[a]?.values.length ?? 0) - (lists[b]?.values.length ?? 0));
  const give = (place: number, tried: Set<string>): boolean => {
    for (const value of lists[place]?.values ?? []) {
      const key = valueKey(value);
      if (tried.has(key)) continue;
      tried.add(key);
      const other = holder.get(key);
      if (other !== undefined && !give(other, tried)) continue;
      holder.set(key, place);
      return true;
    }
    return false;
  };
  if (!order.every((place) => give(place, new Set()))) return EMPTY;
  const values = places.map((_, place) => lists[place]?.values.find((value) => holder.get(valueKey(value)) === place));
  return values.includes(undefined) ? UNIQUE : { kind: 'value', value: values as Json[] };
}
