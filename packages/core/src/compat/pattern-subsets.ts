// Runs the automaton of a pattern that does not look around, as most do not: a state is nothing but the set of places that the text
// so far can have led to (subset construction), computed as it is walked. State 0 is the start.
import type { Alphabet } from './pattern-alphabet.js';
import type { Nfa } from './pattern-nfa.js';

/** The states that were met; `live` are the places from which a match can still come once the text has begun. */
export type Subsets = {
  readonly nfa: Nfa;
  readonly alphabet: Alphabet;
  readonly live: ReadonlySet<number>;
  readonly inner: Map<number, readonly number[]>;
  readonly states: SubsetState[];
  readonly byKey: Map<string, number>;
  readonly count: (work: number) => void;
};

type SubsetState = {
  readonly places: readonly number[];
  readonly atStart: boolean;
  closed?: readonly number[];
  accepts?: boolean;
  fate?: number;
  next?: readonly number[];
};

/** The automaton, or undefined for a pattern that looks around. */
export function findSubsets(nfa: Nfa, alphabet: Alphabet, count: (work: number) => void): Subsets | undefined {
  const looks = nfa.behinds.length > 0 || nfa.goals.size > 0 || nfa.states.some(({ free }) => free.some(isLook));
  if (looks) return undefined;
  const states = [{ places: [nfa.start], atStart: true }];
  return { nfa, alphabet, count, live: liveIn(nfa), inner: new Map(), states, byKey: new Map() };
}

/** Whether a text that ends in this state has a match. */
export function subsetAccepts(subsets: Subsets, index: number): boolean {
  const state = subsets.states[index];
  if (state === undefined) return false;
  state.accepts ??= reach(subsets, state.places, { atStart: state.atStart, atEnd: true }).includes(subsets.nfa.accept);
  return state.accepts;
}

/** Whether every text that goes on from here has a match (1), none has (-1), or neither is plain to see (0). */
export function subsetFate(subsets: Subsets, index: number): number {
  const state = subsets.states[index];
  if (state === undefined) return -1;
  state.fate ??= closedOf(subsets, state).includes(subsets.nfa.accept) ? 1 : state.places.length === 0 ? -1 : 0;
  return state.fate;
}

/** The state after one more letter. */
export function subsetNext(subsets: Subsets, index: number, letter: number): number {
  const state = subsets.states[index];
  if (state === undefined) return index;
  state.next ??= subsetFate(subsets, index) === 1 ? [] : nextOf(subsets, state);
  // What was matched stays matched, whatever follows.
  return state.next[letter] ?? index;
}

function isLook({ condition }: Nfa['states'][number]['free'][number]): boolean {
  return condition !== undefined && condition.kind !== 'start' && condition.kind !== 'end';
}

/** All letters at once: of most letters, most edges say the same. */
function nextOf(subsets: Subsets, state: SubsetState): number[] {
  const { nfa, alphabet, live, count } = subsets;
  const after: Set<number>[] = alphabet.letters.map(() => new Set(live.has(nfa.start) ? [nfa.start] : []));
  for (const at of closedOf(subsets, state)) {
    for (const { to, characters } of nfa.states[at]?.by ?? []) {
      if (!live.has(to)) continue;
      const letters = alphabet.lettersOf.get(characters) ?? [];
      count(1 + letters.length);
      for (const letter of letters) after[letter]?.add(to);
    }
  }
  return after.map((places) => addState(subsets, places));
}

function addState({ states, byKey, count }: Subsets, places: ReadonlySet<number>): number {
  count(1 + places.size);
  const sorted = [...places].sort((left, right) => left - right);
  const key = sorted.join();
  const known = byKey.get(key);
  if (known !== undefined) return known;
  const index = states.push({ places: sorted, atStart: false }) - 1;
  byKey.set(key, index);
  return index;
}

function closedOf(subsets: Subsets, state: SubsetState): readonly number[] {
  state.closed ??= state.atStart
    ? reach(subsets, state.places, { atStart: true, atEnd: false })
    : [...new Set(state.places.flatMap((at) => innerFrom(subsets, at)))];
  return state.closed;
}

/** Where one place leads in the middle of a text without a character. */
function innerFrom(subsets: Subsets, at: number): readonly number[] {
  const known = subsets.inner.get(at) ?? reach(subsets, [at], { atStart: false, atEnd: false });
  subsets.inner.set(at, known);
  return known;
}

type Spot = { readonly atStart: boolean; readonly atEnd: boolean };

function reach({ nfa, count }: Subsets, places: readonly number[], { atStart, atEnd }: Spot): number[] {
  const seen = new Set<number>();
  const open = [...places];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    count(1);
    for (const { to, condition } of nfa.states[at]?.free ?? []) {
      if (condition === undefined || (condition.kind === 'start' ? atStart : atEnd)) open.push(to);
    }
  }
  return [...seen];
}

/** Against the edges from the accepting place; a start is behind every text that has begun. */
function liveIn(nfa: Nfa): Set<number> {
  const before = nfa.states.map((): number[] => []);
  for (const [from, { free, by }] of nfa.states.entries()) {
    for (const { to, condition } of free) if (condition?.kind !== 'start') before[to]?.push(from);
    for (const { to } of by) before[to]?.push(from);
  }
  const live = new Set<number>();
  const open = [nfa.accept];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (live.has(at)) continue;
    live.add(at);
    open.push(...(before[at] ?? []));
  }
  return live;
}
