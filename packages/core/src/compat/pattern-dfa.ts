// Runs a pattern's automaton one letter at a time. A state is the set of ways the text so far can be read; each way carries
// what it still has to see (`due`) and must not see (`barred`), so that looking ahead needs no second pass.
import type { Alphabet } from './pattern-alphabet.js';
import type { Condition, Nfa } from './pattern-nfa.js';
import { findSubsets, type Subsets, subsetAccepts, subsetFate, subsetNext } from './pattern-subsets.js';

/** One way to read the text so far. */
type Way = { readonly at: number; readonly due: readonly number[]; readonly barred: readonly number[] };

/** A deterministic automaton that is computed as it is walked. State 0 is the start. */
export type Dfa = {
  readonly nfa: Nfa;
  readonly alphabet: Alphabet;
  readonly states: DfaState[];
  readonly byKey: Map<string, number>;
  readonly count: (work: number) => void;
  /** The same automaton for a pattern that does not look around; then it alone is walked. */
  readonly subsets: Subsets | undefined;
};

type DfaState = {
  readonly ways: readonly Way[];
  readonly behind: readonly (readonly number[])[];
  readonly atStart: boolean;
  readonly next: Map<number, number>;
  accepts?: boolean;
  closed?: readonly Way[];
};

/** The automaton of a pattern over an alphabet that tells its characters apart; `count` is told of the work. */
export function createDfa(nfa: Nfa, alphabet: Alphabet, count: (work: number) => void): Dfa {
  const subsets = findSubsets(nfa, alphabet, count);
  const dfa: Dfa = { nfa, alphabet, states: [], byKey: new Map(), count, subsets };
  if (subsets !== undefined) return dfa;
  addState(dfa, {
    ways: [{ at: nfa.start, due: [], barred: [] }],
    behind: nfa.behinds.map(({ start }) => [start]),
    atStart: true,
  });
  return dfa;
}

/** Whether a text that ends in this state has a match. */
export function dfaAccepts(dfa: Dfa, index: number): boolean {
  if (dfa.subsets !== undefined) return subsetAccepts(dfa.subsets, index);
  const state = dfa.states[index];
  if (state === undefined) return false;
  state.accepts ??= closure(dfa, state, true).some(({ at, due }) => at === dfa.nfa.accept && due.length === 0);
  return state.accepts;
}

/** Whether every text that goes on from here has a match (1), none has (-1), or neither is plain to see (0). */
export function dfaFate(dfa: Dfa, index: number): number {
  if (dfa.subsets !== undefined) return subsetFate(dfa.subsets, index);
  const state = dfa.states[index];
  if (state === undefined) return -1;
  state.closed ??= closure(dfa, state, false);
  if (state.closed.length === 0 && !dfaAccepts(dfa, index)) return -1;
  return state.closed.some(({ at, due, barred }) => at === dfa.nfa.accept && due.length + barred.length === 0) ? 1 : 0;
}

/** The state after one more letter. */
export function dfaNext(dfa: Dfa, index: number, letter: number): number {
  if (dfa.subsets !== undefined) return subsetNext(dfa.subsets, index, letter);
  const state = dfa.states[index];
  if (state === undefined) return index;
  const known = state.next.get(letter);
  if (known !== undefined) return known;
  if (dfaFate(dfa, index) === 1) return index;
  state.closed ??= closure(dfa, state, false);
  const ways = state.closed.flatMap((way) => stepWay(dfa, way, letter));
  // A match may begin anywhere.
  ways.push({ at: dfa.nfa.start, due: [], barred: [] });
  const behind = dfa.nfa.behinds.map(({ start }, looking) => {
    const closed = closeStates(dfa, state.behind[looking] ?? [], { ...state, atEnd: false, truths: [] });
    return [...new Set([...stepStates(dfa, closed, letter), start])].sort(byNumber);
  });
  const next = addState(dfa, { ways, behind, atStart: false });
  state.next.set(letter, next);
  return next;
}

function addState(dfa: Dfa, { ways, behind, atStart }: Pick<DfaState, 'ways' | 'behind' | 'atStart'>): number {
  const least = withoutWeaker(dfa, ways);
  const key = `${least.map(wayKey).sort().join(' ')}|${behind.map((states) => states.join()).join('|')}|${atStart}`;
  const known = dfa.byKey.get(key);
  if (known !== undefined) return known;
  const index = dfa.states.push({ ways: least, behind, atStart, next: new Map() }) - 1;
  dfa.byKey.set(key, index);
  return index;
}

/** A way that has to see more than another way at the same place adds nothing. */
function withoutWeaker(dfa: Dfa, ways: readonly Way[]): Way[] {
  const free = new Set(ways.filter(({ due, barred }) => due.length + barred.length === 0).map(({ at }) => at));
  const kept = new Map<string, Way>();
  for (const way of ways) {
    dfa.count(1 + 2 * (way.due.length + way.barred.length));
    const isFree = way.due.length + way.barred.length === 0;
    if (isFree || !free.has(way.at)) kept.set(wayKey(way), way);
  }
  return [...kept.values()];
}

function wayKey({ at, due, barred }: Way): string {
  return due.length + barred.length === 0 ? String(at) : `${at}+${due.join()}-${barred.join()}`;
}

type Spot = { readonly atStart: boolean; readonly atEnd: boolean; readonly truths: readonly boolean[] };

/** All ways that are open without reading a character; ways that saw what they must not are gone. */
function closure(dfa: Dfa, state: DfaState, atEnd: boolean): Way[] {
  const plain: Spot = { atStart: state.atStart, atEnd, truths: [] };
  const truths = dfa.nfa.behinds.map(({ accept }, index) =>
    closeStates(dfa, state.behind[index] ?? [], plain).includes(accept),
  );
  const spot: Spot = { ...plain, truths };
  const seen = new Map<string, Way>();
  const open = [...state.ways];
  const done: Way[] = [];
  for (let way = open.pop(); way !== undefined; way = open.pop()) {
    dfa.count(1 + 2 * (way.due.length + way.barred.length));
    const key = wayKey(way);
    if (seen.has(key)) continue;
    seen.set(key, way);
    const barred = closeStates(dfa, way.barred, spot);
    if (barred.some((at) => dfa.nfa.goals.has(at))) continue;
    const met = way.due.find((at) => dfa.nfa.goals.has(at));
    if (met !== undefined) {
      open.push({ ...way, due: way.due.filter((at) => at !== met) });
      continue;
    }
    done.push({ ...way, barred });
    open.push(...freeSteps(dfa, way, spot));
  }
  return done;
}

/** The ways one free edge further, of the way itself or of something it is due to see. */
function freeSteps({ nfa }: Dfa, way: Way, spot: Spot): Way[] {
  const steps: Way[] = [];
  for (const { to, condition } of nfa.states[way.at]?.free ?? []) {
    const asked = meet(way, condition, spot);
    if (asked !== undefined) steps.push({ ...asked, at: to });
  }
  for (const at of way.due) {
    for (const { to, condition } of nfa.states[at]?.free ?? []) {
      const asked = meet(way, condition, spot);
      if (asked !== undefined) steps.push({ ...asked, due: sorted([...asked.due.filter((one) => one !== at), to]) });
    }
  }
  return steps;
}

/** The way with what a condition adds to it, or undefined where the condition does not hold. */
function meet(way: Way, condition: Condition | undefined, spot: Spot): Way | undefined {
  switch (condition?.kind) {
    case undefined:
      return way;
    case 'start':
      return spot.atStart ? way : undefined;
    case 'end':
      return spot.atEnd ? way : undefined;
    case 'behind':
      return spot.truths[condition.index] === !condition.negate ? way : undefined;
    case 'ahead':
      return condition.negate
        ? { ...way, barred: sorted([...way.barred, condition.from]) }
        : { ...way, due: sorted([...way.due, condition.from]) };
  }
}

/** States reached from these without a character; of conditions only edges and what is behind can be met here. */
function closeStates({ nfa, count }: Dfa, states: readonly number[], spot: Spot): number[] {
  if (states.length === 0) return [];
  const seen = new Set<number>();
  const open = [...states];
  const way: Way = { at: 0, due: [], barred: [] };
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    count(1);
    for (const { to, condition } of nfa.states[at]?.free ?? []) {
      if (meet(way, condition, spot) !== undefined) open.push(to);
    }
  }
  return [...seen].sort(byNumber);
}

function stepWay(dfa: Dfa, way: Way, letter: number): Way[] {
  const barred = stepStates(dfa, way.barred, letter);
  let ways: Way[] = stepStates(dfa, [way.at], letter).map((at) => ({ at, due: [], barred }));
  // What was matched stays matched, whatever follows.
  if (way.at === dfa.nfa.accept) ways.push({ at: way.at, due: [], barred });
  for (const due of way.due) {
    const steps = stepStates(dfa, [due], letter);
    ways = ways.flatMap((one) => steps.map((to) => ({ ...one, due: sorted([...one.due, to]) })));
  }
  return ways;
}

function stepStates({ nfa, alphabet, count }: Dfa, states: readonly number[], letter: number): number[] {
  const next = new Set<number>();
  for (const at of states) {
    for (const { to, characters } of nfa.states[at]?.by ?? []) {
      count(1);
      if (hasLetter(alphabet.lettersOf.get(characters) ?? [], letter)) next.add(to);
    }
  }
  return [...next].sort(byNumber);
}

/** Letters of a set are ascending. */
function hasLetter(letters: readonly number[], letter: number): boolean {
  let [low, high] = [0, letters.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((letters[middle] ?? 0) < letter) low = middle + 1;
    else high = middle;
  }
  return letters[low] === letter;
}

function sorted(states: readonly number[]): number[] {
  return [...new Set(states)].sort(byNumber);
}

function byNumber(left: number, right: number): number {
  return left - right;
}
