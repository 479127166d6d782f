// Arrays: what is asked of every item at a place, what at least one item must satisfy, how many may, and whether items differ.

import type { Formula } from './formula.js';
import { not } from './formula-arena.js';
import { type Items, placeItems } from './place-items.js';
import { EMPTY, firstValue, type Outcome, type Solver } from './solver.js';

const PLACES_MAX = 500;

/** An array that satisfies all assertions. */
export function solveArray(solver: Solver, literals: readonly Formula[]): Outcome {
  const items = itemsOf(solver, literals);
  const { least, most, width, claims } = items;
  if (least > most || (items.unique && items.repeats)) return EMPTY;
  if (width > PLACES_MAX || claims.length > PLACES_MAX) {
    return { kind: 'unknown', cause: { keyword: width > PLACES_MAX ? 'prefixItems' : 'minContains', pointer: '' } };
  }
  return firstValue(placeItems(solver, items));
}

function itemsOf({ arena }: Solver, literals: readonly Formula[]): Items {
  let [least, most, width] = [0, Number.POSITIVE_INFINITY, 0];
  const items: Pick<Items, 'at' | 'rests' | 'claims' | 'limits'> = { at: [], rests: [], claims: [], limits: [] };
  let [unique, repeats] = [false, false];
  for (const literal of literals) {
    if (literal.kind === 'minItems') least = Math.max(least, literal.count);
    if (literal.kind === 'maxItems') most = Math.min(most, literal.count);
    if (literal.kind === 'unique') unique = true;
    if (literal.kind === 'item') items.at.push(literal);
    if (literal.kind === 'rest') items.rests.push(literal);
    if (literal.kind === 'containsAtMost') items.limits.push(literal);
    if (literal.kind === 'contains') {
      for (let count = 0; count < Math.min(literal.count, PLACES_MAX + 1); count++) {
        items.claims.push({ from: 0, to: Number.POSITIVE_INFINITY, schema: literal.schema, group: literal.id });
      }
    }
    const refused = literal.kind === 'not' ? literal.part : undefined;
    if (refused?.kind === 'unique') repeats = true;
    if (refused?.kind === 'item') {
      least = Math.max(least, refused.index + 1);
      items.claims.push({
        from: refused.index,
        to: refused.index,
        schema: not(arena, refused.schema),
        group: undefined,
      });
    }
    if (refused?.kind === 'rest') {
      const schema = not(arena, refused.schema);
      items.claims.push({ from: refused.from, to: Number.POSITIVE_INFINITY, schema, group: undefined });
    }
  }
  for (const { index } of items.at) width = Math.max(width, index + 1);
  for (const { from } of items.rests) width = Math.max(width, from);
  for (const { from, to } of items.claims) width = Math.max(width, to === from ? to + 1 : from);
  // What can be in one place only is placed first.
  items.claims.sort((a, b) => Number(a.to !== a.from) - Number(b.to !== b.from));
  return { ...items, least, most, width, unique, repeats };
}
