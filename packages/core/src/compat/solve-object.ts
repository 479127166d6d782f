// Objects: every member that is asked for becomes a slot with a key and what its value must satisfy. Keys that schemas name are
// looked at one by one; all other keys fall into few classes by the patterns they match, and a class needs one look.
import type { AtomOf, Formula } from './formula.js';
import { not, oneOfValues } from './formula-arena.js';
import { type Claim, type Members, rulesFor, soleName } from './members.js';
import { placeMembers } from './place-members.js';
import { type Cause, doubt, EMPTY, firstValue, type Outcome, type Solver, spend } from './solver.js';

/** An object that satisfies all assertions. */
export function solveObject(solver: Solver, literals: readonly Formula[]): Outcome {
  const members = membersOf(solver, literals);
  if (members.least > members.most) return EMPTY;
  const slots = new Map<string, Formula[]>();
  const open: Claim[] = [];
  for (const claim of members.claims) {
    const name = soleName(claim.keys);
    if (name === undefined) open.push(claim);
    else slots.set(name, [...(slots.get(name) ?? rulesFor(members, name)), claim.schema]);
  }
  spend(solver, slots.size >> 3);
  if (slots.size > members.most) return EMPTY;
  let cause: Cause | undefined;
  for (const formulas of slots.values()) {
    const outcome = solver.solve(solver, formulas);
    if (outcome.kind === 'empty') return EMPTY;
    if (outcome.kind === 'unknown') cause ??= outcome.cause;
  }
  const fixed = [...slots].map(([key, formulas]) => ({ key, formulas }));
  return doubt(firstValue(placeMembers(solver, members, { open, slots: fixed })), cause);
}

function membersOf({ arena }: Solver, literals: readonly Formula[]): Members {
  let [least, most] = [0, Number.POSITIVE_INFINITY];
  const rules: AtomOf<'member'>[] = [];
  const claims: Claim[] = [];
  for (const literal of literals) {
    if (literal.kind === 'minMembers') least = Math.max(least, literal.count);
    if (literal.kind === 'maxMembers') most = Math.min(most, literal.count);
    if (literal.kind === 'required') claims.push({ keys: oneOfValues(arena, [literal.name]), schema: arena.accept });
    if (literal.kind === 'member') rules.push(literal);
    if (literal.kind === 'not' && literal.part.kind === 'member') {
      claims.push({ keys: literal.part.keys, schema: not(arena, literal.part.schema) });
    }
  }
  const named = new Map<string, Formula[]>();
  const general: AtomOf<'member'>[] = [];
  const names = new Set<string>();
  for (const rule of rules) {
    const name = soleName(rule.keys);
    if (name === undefined) general.push(rule);
    else named.set(name, [...(named.get(name) ?? []), rule.schema]);
  }
  for (const { keys } of [...rules, ...claims]) for (const name of namesIn(keys)) names.add(name);
  return { named, general, claims, names: [...names], least, most };
}

function* namesIn(keys: Formula): Generator<string> {
  if (keys.kind === 'enum') {
    for (const value of keys.values.values()) if (typeof value === 'string') yield value;
  } else if (keys.kind === 'not') yield* namesIn(keys.part);
  else if (keys.kind === 'and' || keys.kind === 'or') for (const part of keys.parts) yield* namesIn(part);
}
