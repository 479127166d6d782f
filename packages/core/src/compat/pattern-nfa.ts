// A pattern as a nondeterministic automaton over code points. Anchors and look-around become edges that cost no character
// and hold only where their condition does; what is not regular (backreferences) has no automaton.
import { type CharSet, type Concatenation, type Element, JS } from 'refa';

/** Where an edge without a character may be taken. `ahead` and `behind` name other start and end states. */
export type Condition =
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'ahead'; readonly from: number; readonly negate: boolean }
  | { readonly kind: 'behind'; readonly index: number; readonly negate: boolean };

/** Edges of one state. */
type NfaState = {
  readonly free: { readonly to: number; readonly condition: Condition | undefined }[];
  readonly by: { readonly to: number; readonly characters: CharSet }[];
};

/** A text matches when the automaton can go from `start` to `accept`; `goals` end what looks ahead. */
export type Nfa = {
  readonly states: readonly NfaState[];
  readonly start: number;
  readonly accept: number;
  readonly goals: ReadonlySet<number>;
  readonly behinds: readonly { readonly start: number; readonly accept: number }[];
};

type Builder = {
  readonly states: NfaState[];
  readonly goals: Set<number>;
  readonly behinds: { start: number; accept: number }[];
  readonly depth: 'main' | 'ahead' | 'closed';
};

const STATES_MAX = 3_000;
/** A backreference; with the `u` flag no other escape is written so, and none of these stands in a class. */
const BACKREFERENCE = /(?<!\\)(?:\\\\)*\\[1-9k]/;

class NotRegular extends Error {
  override readonly name = 'NotRegular';
}

/** The automaton of all texts that have a match, or undefined where the pattern is not regular, not valid or too large. */
export function findNfa(source: string): Nfa | undefined {
  // The parser would resolve some, and what a group holds that stands in a refusal it takes for what it matches.
  if (BACKREFERENCE.test(source)) return undefined;
  try {
    const { expression } = JS.Parser.fromLiteral({ source, flags: 'u' }).parse({
      assertions: 'parse',
      backreferences: 'throw',
      maxNodes: 10_000,
    });
    const builder: Builder = { states: [], goals: new Set(), behinds: [], depth: 'main' };
    const [start, accept] = [addState(builder), addState(builder)];
    addAlternatives(builder, expression.alternatives, [start, accept]);
    return { states: builder.states, start, accept, goals: builder.goals, behinds: builder.behinds };
  } catch {
    // The parser's errors and ours mean the same here: nothing can be proved about this pattern.
    return undefined;
  }
}

function addState({ states }: Builder): number {
  if (states.length >= STATES_MAX) throw new NotRegular('The pattern needs too many states.');
  return states.push({ free: [], by: [] }) - 1;
}

function addFree(builder: Builder, [from, to]: readonly [number, number], condition?: Condition): void {
  builder.states[from]?.free.push({ to, condition });
}

type Ends = readonly [from: number, to: number];

function addAlternatives(builder: Builder, alternatives: readonly Concatenation[], [from, to]: Ends): void {
  for (const { elements } of alternatives) {
    let at = from;
    for (const element of elements) {
      const next = addState(builder);
      addElement(builder, element, [at, next]);
      at = next;
    }
    addFree(builder, [at, to]);
  }
}

function addElement(builder: Builder, element: Element, ends: Ends): void {
  switch (element.type) {
    case 'CharacterClass':
      builder.states[ends[0]]?.by.push({ to: ends[1], characters: element.characters });
      return;
    case 'Alternation':
      addAlternatives(builder, element.alternatives, ends);
      return;
    case 'Quantifier':
      addQuantifier(builder, element, ends);
      return;
    case 'Assertion':
      addFree(builder, ends, toCondition(builder, element));
      return;
    default:
      throw new NotRegular('The pattern has a part that is not known.');
  }
}

function addQuantifier(
  builder: Builder,
  { min, max, alternatives }: { min: number; max: number; alternatives: readonly Concatenation[] },
  [from, to]: Ends,
): void {
  let at = from;
  for (let count = 0; count < min; count++) {
    const next = addState(builder);
    addAlternatives(builder, alternatives, [at, next]);
    at = next;
  }
  if (max === Number.POSITIVE_INFINITY) {
    const loop = addState(builder);
    addFree(builder, [at, loop]);
    const back = addState(builder);
    addAlternatives(builder, alternatives, [loop, back]);
    addFree(builder, [back, loop]);
    at = loop;
  }
  for (let count = min; count < max && max !== Number.POSITIVE_INFINITY; count++) {
    const next = addState(builder);
    addAlternatives(builder, alternatives, [at, next]);
    addFree(builder, [at, to]);
    at = next;
  }
  addFree(builder, [at, to]);
}

type Looking = { kind: 'ahead' | 'behind'; negate: boolean; alternatives: readonly Concatenation[] };

function toCondition(builder: Builder, assertion: Looking): Condition {
  // The parser writes `^` as "no character before" and `$` as "no character after".
  const isEdge = assertion.negate && isAnyCharacter(assertion.alternatives);
  if (isEdge) return { kind: assertion.kind === 'behind' ? 'start' : 'end' };
  if (assertion.kind === 'behind') {
    if (builder.depth === 'closed') throw new NotRegular('Looking behind inside of looking is not followed.');
    const inner: Builder = { ...builder, depth: 'closed' };
    const [start, accept] = [addState(builder), addState(builder)];
    addAlternatives(inner, assertion.alternatives, [start, accept]);
    if (hasEnd(builder, start)) throw new NotRegular('An end is not looked for behind.');
    return { kind: 'behind', index: builder.behinds.push({ start, accept }) - 1, negate: assertion.negate };
  }
  if (builder.depth === 'closed') throw new NotRegular('Looking ahead inside of a refusal is not followed.');
  const inner: Builder = { ...builder, depth: assertion.negate ? 'closed' : 'ahead' };
  const [from, goal] = [addState(builder), addState(builder)];
  addAlternatives(inner, assertion.alternatives, [from, goal]);
  builder.goals.add(goal);
  return { kind: 'ahead', from, negate: assertion.negate };
}

function isAnyCharacter(alternatives: readonly Concatenation[]): boolean {
  const [only, ...others] = alternatives;
  const [element, ...more] = only?.elements ?? [];
  return others.length === 0 && more.length === 0 && element?.type === 'CharacterClass' && element.characters.isAll;
}

function hasEnd({ states }: Builder, start: number): boolean {
  return states.slice(start).some(({ free }) => free.some(({ condition }) => condition?.kind === 'end'));
}
