// Gives each claim on an object a member, in every way that could differ, then fills up to the least number of members.
import type { Json } from '@action-registry/schema';
import { anotherValue } from './distinct-values.js';
import { evaluate } from './evaluate.js';
import type { Formula } from './formula.js';
import { and } from './formula-arena.js';
import { findRegions } from './key-regions.js';
import { type Claim, type Members, rulesFor } from './members.js';
import { type Cause, doubt, EMPTY, type Outcome, type Solver, spend } from './solver.js';

/** A member of the object to be: its key is a name, or any new key that satisfies a formula. */
type Slot = { readonly key: string | Formula; readonly formulas: readonly Formula[] };
/** Claims that have no member yet, and the members so far. */
export type Placing = { readonly open: readonly Claim[]; readonly slots: readonly Slot[] };

const MEMBERS_MAX = 2_000;

/** The objects that come of the ways to place the open claims. */
export function* placeMembers(solver: Solver, members: Members, { open, slots }: Placing): Generator<Outcome> {
  const [claim, ...others] = open;
  if (claim === undefined) {
    yield fill(solver, members, slots);
    return;
  }
  for (const next of placesFor(solver, members, { claim, slots })) {
    spend(solver, 1 + (slots.length >> 6));
    const changed = next.find((slot, index) => slot !== slots[index]);
    if (changed !== undefined && solver.solve(solver, changed.formulas).kind === 'empty') continue;
    yield* placeMembers(solver, members, { open: others, slots: next });
  }
}

/** A new member under a key that nothing names, under a name, or one with a member that is there already. */
function* placesFor(
  solver: Solver,
  members: Members,
  { claim, slots }: { claim: Claim; slots: readonly Slot[] },
): Generator<readonly Slot[]> {
  const { arena } = solver;
  if (slots.length < members.most) {
    for (const { keys, rules } of findRegions(solver, members, claim.keys)) {
      yield [...slots, { key: keys, formulas: [...rules, claim.schema] }];
    }
    const taken = new Set(slots.map(({ key }) => key));
    for (const name of members.names) {
      if (taken.has(name) || evaluate(claim.keys, name) === false) continue;
      yield [...slots, { key: name, formulas: [...rulesFor(members, name), claim.schema] }];
    }
  }
  for (const [index, slot] of slots.entries()) {
    const isNamed = typeof slot.key === 'string';
    const key = isNamed ? slot.key : and(arena, [slot.key as Formula, claim.keys]);
    const possible = isNamed
      ? evaluate(claim.keys, slot.key as string) !== false
      : solver.solve(solver, [key as Formula]).kind !== 'empty';
    if (possible) yield slots.with(index, { key, formulas: [...slot.formulas, claim.schema] });
  }
}

/** What is known of the object so far. */
type Draft = { readonly members: Map<string, Json>; cause: Cause | undefined };

function fill(solver: Solver, members: Members, slots: readonly Slot[]): Outcome {
  const draft: Draft = { members: new Map(), cause: undefined };
  for (const { key, formulas } of slots) {
    if (typeof key === 'string' && !add(solver, draft, { key, formulas })) return EMPTY;
  }
  const keyed = fillSlots(solver, draft, slots);
  if (keyed !== undefined) return keyed;
  if (members.least > MEMBERS_MAX) return { kind: 'unknown', cause: { keyword: 'minProperties', pointer: '' } };
  fillUp(solver, members, draft);
  if (draft.members.size >= members.least) return doubt(toObject(draft), draft.cause);
  return draft.cause === undefined ? EMPTY : { kind: 'unknown', cause: draft.cause };
}

/** Finds keys for the members that have none; an outcome when that fails. */
function fillSlots(solver: Solver, draft: Draft, slots: readonly Slot[]): Outcome | undefined {
  const given: { keys: Formula; key: string }[] = [];
  for (const { key: keys, formulas } of slots) {
    if (typeof keys === 'string') continue;
    const found = anotherValue(solver, [keys], [...draft.members.keys()]);
    if (found.kind === 'empty') {
      // Another choice of keys for the others might leave one for this, unless all chose from the same.
      const isExact = given.every((other) => other.keys === keys || evaluate(keys, other.key) === false);
      return isExact ? EMPTY : { kind: 'unknown', cause: { keyword: 'patternProperties', pointer: '' } };
    }
    const candidate = found.kind === 'value' ? found : found.candidate;
    if (found.kind === 'unknown') draft.cause ??= found.cause;
    if (typeof candidate?.value !== 'string') return found;
    given.push({ keys, key: candidate.value });
    if (!add(solver, draft, { key: candidate.value, formulas })) return EMPTY;
  }
  return undefined;
}

/** Adds members under keys that are allowed and not used yet, until there are enough or no more. */
function fillUp(solver: Solver, members: Members, draft: Draft): void {
  for (const name of members.names) {
    if (draft.members.size >= members.least) return;
    if (!draft.members.has(name)) add(solver, draft, { key: name, formulas: rulesFor(members, name) });
  }
  if (draft.members.size >= members.least) return;
  for (const { keys, rules } of findRegions(solver, members, solver.arena.accept)) {
    if (solver.solve(solver, rules).kind === 'empty') continue;
    while (draft.members.size < members.least) {
      const found = anotherValue(solver, [keys], [...draft.members.keys()]);
      if (found.kind === 'unknown') draft.cause ??= found.cause;
      if (found.kind !== 'value' || typeof found.value !== 'string') break;
      add(solver, draft, { key: found.value, formulas: rules });
    }
  }
}

/** Adds a member; false when its value cannot be. */
function add(solver: Solver, draft: Draft, { key, formulas }: { key: string; formulas: readonly Formula[] }): boolean {
  const outcome = solver.solve(solver, formulas);
  if (outcome.kind === 'empty') return false;
  if (outcome.kind === 'unknown') draft.cause ??= outcome.cause;
  draft.members.set(key, outcome.kind === 'value' ? outcome.value : (outcome.candidate?.value ?? null));
  return true;
}

/** A plain object also when a key is `__proto__`. */
function toObject({ members }: Draft): Outcome {
  return { kind: 'value', value: Object.fromEntries(members) };
}
