// The keys that no schema names, in classes: two keys that match the same patterns have the same rules for their values.
import type { Formula } from './formula.js';
import { and, not, ofTypes, oneOfValues } from './formula-arena.js';
import { TYPE } from './json-type.js';
import type { Members } from './members.js';
import { type Solver, spend } from './solver.js';

/** Keys that satisfy `keys`, and what their values satisfy. */
export type Region = { readonly keys: Formula; readonly rules: readonly Formula[] };

/** The classes that have keys, among the keys that satisfy `wanted`; a class that may have none is included. */
export function* findRegions(solver: Solver, members: Members, wanted: Formula): Generator<Region> {
  const { arena } = solver;
  const unnamed = not(arena, oneOfValues(arena, members.names));
  const keys = and(arena, [ofTypes(arena, TYPE.string), unnamed, wanted]);
  yield* split(solver, members, { region: { keys, rules: [] }, next: 0 });
}

function* split(
  solver: Solver,
  members: Members,
  { region, next }: { region: Region; next: number },
): Generator<Region> {
  spend(solver);
  if (solver.solve(solver, [region.keys]).kind === 'empty') return;
  const rule = members.general[next];
  if (rule === undefined) {
    yield region;
    return;
  }
  const { arena } = solver;
  const outside = and(arena, [region.keys, not(arena, rule.keys)]);
  yield* split(solver, members, { region: { ...region, keys: outside }, next: next + 1 });
  const inside = and(arena, [region.keys, rule.keys]);
  yield* split(solver, members, { region: { keys: inside, rules: [...region.rules, rule.schema] }, next: next + 1 });
}
