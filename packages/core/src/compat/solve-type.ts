// Splits a question about values of one type into conjunctions of assertions: `and` is taken apart, references are followed,
// `or` is tried branch by branch after what is already decided has been struck out.
import type { Json } from '@action-registry/schema';
import { equalTo } from './equal-to.js';
import { evaluate } from './evaluate.js';
import { type Formula, GUARD } from './formula.js';
import { and, not } from './formula-arena.js';
import { TYPE, typeOf } from './json-type.js';
import { isWeighed, weighing, withoutRefuted } from './refute-members.js';
import { solveArray } from './solve-array.js';
import { solveNumber } from './solve-number.js';
import { solveObject } from './solve-object.js';
import { solveString } from './solve-string.js';
import { type Cause, doubt, EMPTY, firstValue, type Outcome, type Solver, spend } from './solver.js';

/** Which values of a type satisfy a formula? */
export type TypeQuestion = { readonly type: number; readonly formula: Formula };

/** What is decided so far: assertions by id, references already followed, and the choices still open. */
type Branch = {
  readonly literals: Map<number, Formula>;
  readonly followed: Set<number>;
  /** Choices that were made to hold, also those that are no longer open. */
  readonly held: Set<number>;
  readonly choices: Formula[];
};

/** A value of the type that satisfies the formula, if there is one. */
export function solveType(solver: Solver, { type, formula }: TypeQuestion): Outcome {
  const branch: Branch = { literals: new Map(), followed: new Set(), held: new Set(), choices: [] };
  return assume(solver, { type, branch, formulas: [formula] }) ? solveBranch(solver, { type, formula }, branch) : EMPTY;
}

function solveBranch(solver: Solver, question: TypeQuestion, branch: Branch): Outcome {
  spend(solver);
  const { type, formula } = question;
  if (!propagate(solver, type, branch)) return EMPTY;
  const listed = [...branch.literals.values()].find((literal) => literal.kind === 'enum');
  if (listed?.kind === 'enum') return solveListed(solver, question, { branch, values: listed.values.values() });
  const literals = [...branch.literals.values()];
  const outcome = solveCell(solver, type, literals);
  if (outcome.kind === 'value' && literals.some((literal) => refuses(literal, outcome.value))) {
    const differs = not(solver.arena, equalTo(solver.arena, outcome.value));
    if (!holds(branch, differs)) {
      return assume(solver, { type, branch, formulas: [differs] }) ? solveBranch(solver, question, branch) : EMPTY;
    }
    // To differ is itself a choice, and this one is open: the value comes up again until it is made.
    if (branch.choices.length === 0) return { kind: 'unknown', cause: { keyword: 'enum', pointer: '' } };
  }
  if (outcome.kind === 'empty' || branch.choices.length === 0) return outcome;
  if (outcome.kind === 'value' && evaluate(formula, outcome.value) === true) return outcome;
  const next = branch.choices.length === 1 ? branch : lookAhead(solver, type, branch);
  if (next === undefined) return EMPTY;
  if (next.choices.length < branch.choices.length) return solveBranch(solver, question, next);
  const choice = next.choices.reduce((best, other) => (breadth(other) < breadth(best) ? other : best));
  return firstValue(branchesOf(solver, question, { branch: next, choice }));
}

/**
 * Strikes out what what is decided already excludes: parts of choices that are impossible beside it, and choices that hold
 * because of it. Undefined when a choice has no part left. Only the value's own assertions are looked at, without branching.
 */
function lookAhead(solver: Solver, type: number, branch: Branch): Branch | undefined {
  const { arena } = solver;
  const isEmpty = (formula: Formula, held: ReadonlySet<number>) => {
    spend(solver);
    const other = copyOf({ ...branch, held, choices: [] });
    if (!assume(solver, { type, branch: other, formulas: [formula] })) return true;
    if (!propagate(solver, type, other)) return true;
    return solveCell(solver, type, [...other.literals.values()]).kind === 'empty';
  };
  const next = copyOf({ ...branch, choices: [] });
  for (const choice of branch.choices) {
    const parts = choice.kind === 'or' ? choice.parts : [choice];
    const refused = and(
      arena,
      parts.map((part) => not(arena, part)),
    );
    // Nothing may be struck out on the word of another choice that is struck out itself.
    if (isEmpty(refused, new Set())) continue;
    const left = parts.filter((part) => isWeighed(part, parts) || !isEmpty(part, branch.held));
    const [only] = left;
    if (only === undefined) return undefined;
    if (left.length > 1) next.choices.push(orOf(choice, left));
    else if (!assume(solver, { type, branch: next, formulas: [only] })) return undefined;
  }
  return next;
}

type BranchView = Pick<Branch, 'literals' | 'followed' | 'choices'> & { readonly held: ReadonlySet<number> };

function copyOf({ literals, followed, held, choices }: BranchView): Branch {
  return { literals: new Map(literals), followed: new Set(followed), held: new Set(held), choices: [...choices] };
}

/** Lists of arrays and objects that are refused are looked at only when one of them comes up. */
function refuses(literal: Formula, value: Json): boolean {
  return (
    typeof value === 'object' && literal.kind === 'not' && literal.part.kind === 'enum' && !evaluate(literal, value)
  );
}

function* branchesOf(
  solver: Solver,
  question: TypeQuestion,
  { branch, choice }: { branch: Branch; choice: Formula },
): Generator<Outcome> {
  const others = branch.choices.filter((other) => other !== choice);
  const parts = choice.kind === 'or' ? choice.parts : [];
  const isRefuted = parts.some((part) => isWeighed(part, parts)) ? weighing(solver, branch.literals) : undefined;
  for (const part of parts) {
    if (isRefuted?.(part) === true) continue;
    const next = copyOf({ ...branch, choices: others });
    const possible = assume(solver, { type: question.type, branch: next, formulas: [part] });
    if (possible) yield solveBranch(solver, question, next);
  }
}

/** The values are listed: each is tried. What remains open in the branch is judged with it. */
function solveListed(
  solver: Solver,
  { type }: TypeQuestion,
  { branch, values }: { branch: Branch; values: Iterable<Json> },
): Outcome {
  const whole = and(solver.arena, [...branch.literals.values(), ...branch.choices]);
  let open: Outcome = EMPTY;
  for (const value of values) {
    spend(solver);
    if (typeOf(value) !== type) continue;
    const truth = evaluate(whole, value);
    if (truth === true) return { kind: 'value', value };
    if (truth === undefined) open = { kind: 'unknown', cause: findOpaque(whole), candidate: { value } };
  }
  return open;
}

/** Follows the choices that have one part left, until none has; false when one has none. */
function propagate(solver: Solver, type: number, branch: Branch): boolean {
  for (let changed = true; changed; ) {
    changed = false;
    for (const choice of branch.choices.splice(0)) {
      const open = remaining(solver, type, { branch, choice });
      if (open === undefined) continue;
      const left = type === TYPE.object ? withoutRefuted(solver, open, branch.literals) : open;
      const [first] = left;
      if (first === undefined) return false;
      if (left.length > 1) {
        branch.choices.push(changed || left.length < size(choice) ? orOf(choice, left) : choice);
        continue;
      }
      changed = true;
      if (!assume(solver, { type, branch, formulas: [first] })) return false;
    }
  }
  return true;
}

function orOf(choice: Formula, parts: readonly Formula[]): Formula {
  return choice.kind === 'or' ? { kind: 'or', parts, id: choice.id } : choice;
}

/** The parts of a choice that are still possible; undefined when one of them holds already. */
function remaining(
  solver: Solver,
  type: number,
  { branch, choice }: { branch: Branch; choice: Formula },
): Formula[] | undefined {
  const { arena } = solver;
  const left: Formula[] = [];
  for (const part of choice.kind === 'or' ? choice.parts : [choice]) {
    if (holds(branch, part)) return undefined;
    const truth = constantFor(type, part);
    if (truth === true) return undefined;
    if (truth === false || holds(branch, not(arena, part)) || isDisjoint(solver, part)) continue;
    const parts = part.kind === 'and' ? part.parts : [part];
    const impossible = parts.some((one) => constantFor(type, one) === false || holds(branch, not(arena, one)));
    if (!impossible) left.push(part);
  }
  return left;
}

/** Whether a formula is among what was made to hold. */
function holds({ literals, held, followed }: Branch, { id }: Formula): boolean {
  return literals.has(id) || held.has(id) || followed.has(id);
}

/** Whether all or none of the values of the type satisfy the formula, as far as one look tells. */
function constantFor(type: number, formula: Formula): boolean | undefined {
  if (formula.kind === 'true' || formula.kind === 'false') return formula.kind === 'true';
  if (formula.kind === 'types') return (formula.mask & type) !== 0;
  if (formula.kind === 'enum') {
    for (const value of formula.values.values()) if (typeOf(value) === type) return undefined;
    return false;
  }
  const literal = formula.kind === 'not' ? formula.part : formula;
  const guard = GUARD[literal.kind];
  return guard === undefined || guard === type ? undefined : formula.kind !== 'not';
}

/** Adds formulas to what is decided; false when that leaves nothing. */
function assume(
  solver: Solver,
  { type, branch, formulas }: { type: number; branch: Branch; formulas: readonly Formula[] },
): boolean {
  const open = [...formulas];
  for (let formula = open.pop(); formula !== undefined; formula = open.pop()) {
    const truth = constantFor(type, formula);
    if (truth === false) return false;
    if (truth === true) continue;
    if (formula.kind === 'and') open.push(...formula.parts);
    else if (formula.kind === 'or') {
      if (branch.held.has(formula.id) || isDisjoint(solver, not(solver.arena, formula))) continue;
      branch.held.add(formula.id);
      branch.choices.push(formula);
    } else if (formula.kind === 'ref' || (formula.kind === 'not' && formula.part.kind === 'ref')) {
      if (branch.followed.has(formula.id)) continue;
      if (branch.followed.has(not(solver.arena, formula).id)) return false;
      branch.followed.add(formula.id);
      spend(solver);
      open.push(follow(solver, formula));
    } else {
      if (branch.literals.has(not(solver.arena, formula).id)) return false;
      branch.literals.set(formula.id, formula);
    }
  }
  return true;
}

/** Two branches of one `oneOf` that no value satisfies together. */
function isDisjoint(solver: Solver, formula: Formula): boolean {
  return solver.arena.overlaps.has(formula.id) && solver.solve(solver, [formula]).kind === 'empty';
}

function follow({ arena }: Solver, formula: Formula): Formula {
  if (formula.kind === 'ref') return formula.target();
  return formula.kind === 'not' && formula.part.kind === 'ref' ? not(arena, formula.part.target()) : formula;
}

/** A value that satisfies all of these assertions about one type. */
function solveCell(solver: Solver, type: number, literals: readonly Formula[]): Outcome {
  spend(solver, literals.length >> 3);
  const opaque = literals.find((literal) => (literal.kind === 'not' ? literal.part : literal).kind === 'opaque');
  const cause = opaque === undefined ? undefined : findOpaque(opaque);
  const clear = literals.filter((literal) => (literal.kind === 'not' ? literal.part : literal).kind !== 'opaque');
  return doubt(solveClear(solver, type, clear), cause);
}

function solveClear(solver: Solver, type: number, literals: readonly Formula[]): Outcome {
  switch (type) {
    case TYPE.null:
      return tryEach([null], literals);
    case TYPE.boolean:
      return tryEach([true, false], literals);
    case TYPE.number:
      return solveNumber(literals);
    case TYPE.string:
      return solveString(solver, literals);
    case TYPE.array:
      return solveArray(solver, literals);
    default:
      return solveObject(solver, literals);
  }
}

function tryEach(values: readonly Json[], literals: readonly Formula[]): Outcome {
  const value = values.find((one) => literals.every((literal) => evaluate(literal, one) === true));
  return value === undefined ? EMPTY : { kind: 'value', value };
}

function findOpaque(formula: Formula): Cause {
  if (formula.kind === 'opaque') return { keyword: formula.keyword, pointer: formula.pointer };
  const parts = formula.kind === 'and' || formula.kind === 'or' ? formula.parts : [];
  const within = formula.kind === 'not' ? [formula.part] : parts;
  for (const part of within) {
    const cause = findOpaque(part);
    if (cause.keyword !== '') return cause;
  }
  return formula.kind === 'pattern' ? { keyword: 'pattern', pointer: '' } : { keyword: '', pointer: '' };
}

/** How wide a choice is for what it decides: few parts that each say much come first. */
function breadth(choice: Formula): number {
  const parts = choice.kind === 'or' ? choice.parts : [choice];
  const said = parts.reduce((sum, part) => sum + (part.kind === 'and' ? part.parts.length : 1), 0);
  return (parts.length * parts.length) / said;
}

function size(choice: Formula): number {
  return choice.kind === 'or' ? choice.parts.length : 1;
}
