// Of many ways to break a rule about one member each, most are ruled out by what is asked of that member alone. That is looked at
// before any branch is tried, so that an object with thousands of members takes thousands of looks and not their square.
import { evaluate } from './evaluate.js';
import type { AtomOf, Formula } from './formula.js';
import { not } from './formula-arena.js';
import { soleName } from './members.js';
import { type Solver, spend } from './solver.js';

/** Choices with fewer parts are left to the search. */
const WIDE = 8;
/** Rules about many keys that are weighed for each name. */
const GENERAL_MAX = 8;

/** Two are enough to know that a choice is open; the others are weighed when it comes to them. */
const OPEN_ENOUGH = 2;

/** The parts of a choice without those that claim a member which the assertions already rule out; all where more than one is left. */
export function withoutRefuted(
  solver: Solver,
  parts: readonly Formula[],
  literals: ReadonlyMap<number, Formula>,
): readonly Formula[] {
  if (parts.length < WIDE || !parts.some((part) => claimOf(part) !== undefined)) return parts;
  const isRefuted = weighing(solver, literals);
  let open = 0;
  return parts.filter((part) => {
    if (open >= OPEN_ENOUGH) return true;
    if (isRefuted(part)) return false;
    open += claimOf(part) === undefined ? 0 : 1;
    return true;
  });
}

/** Says of parts of a wide choice whether they claim a member which the assertions already rule out. */
export function weighing(solver: Solver, literals: ReadonlyMap<number, Formula>): (part: Formula) => boolean {
  spend(solver, literals.size >> 3);
  const { byKeys, general } = rulesOf(literals.values());
  return (part) => {
    const claim = claimOf(part);
    if (claim === undefined) return false;
    const name = soleName(claim.keys);
    const others = name === undefined ? [] : general.filter(({ keys }) => evaluate(keys, name) === true);
    const rules = [...(byKeys.get(claim.keys.id) ?? []), ...others.map(({ schema }) => schema)];
    return rules.length > 0 && solver.solve(solver, [...rules, not(solver.arena, claim.schema)]).kind === 'empty';
  };
}

/** Whether a part of a wide choice only claims one member, so that it is weighed when it comes to it. */
export function isWeighed(part: Formula, parts: readonly Formula[]): boolean {
  return parts.length >= WIDE && claimOf(part) !== undefined;
}

/** The rule that a part says is broken by some member. */
function claimOf(part: Formula): AtomOf<'member'> | undefined {
  return part.kind === 'not' && part.part.kind === 'member' ? part.part : undefined;
}

/** Rules by the keys that they are about, and those about more than one name. */
function rulesOf(literals: Iterable<Formula>) {
  const byKeys = new Map<number, Formula[]>();
  const general: AtomOf<'member'>[] = [];
  for (const literal of literals) {
    if (literal.kind !== 'member') continue;
    if (general.length < GENERAL_MAX && soleName(literal.keys) === undefined) general.push(literal);
    const rules = byKeys.get(literal.keys.id);
    if (rules === undefined) byKeys.set(literal.keys.id, [literal.schema]);
    else rules.push(literal.schema);
  }
  return { byKeys, general };
}
