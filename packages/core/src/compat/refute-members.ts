// Of many ways to break a rule about one member each, most are ruled out by what is asked of that member alone. That is looked at
// before any branch is tried, so that an object with thousands of members takes thousands of looks and not their square.
import { evaluate } from './evaluate.js';
import type { Formula } from './formula.js';
import { not } from './formula-arena.js';
import { soleName } from './members.js';
import { type Solver, spend } from './solver.js';

/** Choices with fewer parts are left to the search. */
const WIDE = 8;
/** Rules about many keys that are weighed for each name. */
const GENERAL_MAX = 8;

/** The parts of a choice without those that claim a member which the assertions already rule out. */
export function withoutRefuted(
  solver: Solver,
  parts: readonly Formula[],
  literals: ReadonlyMap<number, Formula>,
): readonly Formula[] {
  if (parts.length < WIDE || !parts.some((part) => claimOf(part) !== undefined)) return parts;
  const { named, general } = rulesOf(literals.values());
  spend(solver, literals.size >> 3);
  return parts.filter((part) => {
    const claim = claimOf(part);
    if (claim === undefined) return true;
    const { name, schema } = claim;
    const rules = [
      ...(named.get(name) ?? []),
      ...general.filter(([keys]) => evaluate(keys, name)).map(([, rule]) => rule),
    ];
    return rules.length === 0 || solver.solve(solver, [...rules, not(solver.arena, schema)]).kind !== 'empty';
  });
}

/** Whether a part of a wide choice only claims one member, so that it was weighed already. */
export function isWeighed(part: Formula, parts: readonly Formula[]): boolean {
  return parts.length >= WIDE && claimOf(part) !== undefined;
}

/** The member whose value may not be as the schema says. */
function claimOf(part: Formula): { name: string; schema: Formula } | undefined {
  if (part.kind !== 'not' || part.part.kind !== 'member') return undefined;
  const name = soleName(part.part.keys);
  return name === undefined ? undefined : { name, schema: part.part.schema };
}

function rulesOf(literals: Iterable<Formula>) {
  const named = new Map<string, Formula[]>();
  const general: (readonly [keys: Formula, rule: Formula])[] = [];
  for (const literal of literals) {
    if (literal.kind !== 'member') continue;
    const name = soleName(literal.keys);
    if (name === undefined && general.length < GENERAL_MAX) general.push([literal.keys, literal.schema]);
    if (name === undefined) continue;
    const rules = named.get(name);
    if (rules === undefined) named.set(name, [literal.schema]);
    else rules.push(literal.schema);
  }
  return { named, general };
}
