// Whether a text can make a backtracking engine take exponential time, or a high power of its length, to say no (Weber and
// Seidl, On the degree of ambiguity of finite automata, 1991): exponential when a loop can read the same text in two ways,
// and as a power when several loops in a row can.
import type { PatternAutomaton } from './pattern-automaton.js';
import type { Overlap } from './pattern-characters.js';
import { PatternLimitError } from './pattern-parser.js';

/** What reading costs at worst; `power` is how many loops in a row can take the same text. */
export type PatternCost = { exponential: boolean; power: number };

/** Pairs and triples of positions looked at; what needs more is refused rather than waited for. */
const STEPS_MAX = 100_000;

/** The cost of a pattern's graph, without its look-arounds. Throws `PatternLimitError` when it takes too long to tell. */
export function measureCost({ chars, follow }: PatternAutomaton, overlap: Overlap): PatternCost {
  const search: Search = {
    next: follow.map((each) => [...each.keys()]),
    meets: (left, right) => overlap(chars[left] ?? '', chars[right] ?? ''),
    steps: 0,
  };
  const loops = findLoops(search.next);
  if (loops.some((loop) => readsTwice(loop, follow, search))) return { exponential: true, power: Infinity };
  return { exponential: false, power: longestChain(loops, search) };
}

type Search = { next: number[][]; meets: (left: number, right: number) => boolean; steps: number };

function step(search: Search): void {
  search.steps += 1;
  if (search.steps > STEPS_MAX) throw new PatternLimitError('is too involved to be checked');
}

/** The sets of positions that lead to one another (Tarjan 1972), each with more than one or with a way to itself. */
function findLoops(next: readonly (readonly number[])[]): Set<number>[] {
  const walk: Walk = { next, order: new Map(), low: new Map(), open: [], isOpen: new Set(), loops: [] };
  for (const position of next.keys()) if (!walk.order.has(position)) visit(position, walk);
  return walk.loops;
}

type Walk = {
  next: readonly (readonly number[])[];
  order: Map<number, number>;
  low: Map<number, number>;
  open: number[];
  isOpen: Set<number>;
  loops: Set<number>[];
};

function visit(position: number, walk: Walk): void {
  const order = walk.order.size;
  walk.order.set(position, order);
  walk.open.push(position);
  walk.isOpen.add(position);
  let low = order;
  for (const to of walk.next[position] ?? []) {
    if (!walk.order.has(to)) visit(to, walk);
    if (walk.isOpen.has(to)) low = Math.min(low, walk.low.get(to) ?? walk.order.get(to) ?? low);
  }
  walk.low.set(position, low);
  if (low === order) close(position, walk);
}

function close(position: number, { next, open, isOpen, loops }: Walk): void {
  const members = open.splice(open.lastIndexOf(position));
  for (const member of members) isOpen.delete(member);
  if (members.length > 1 || next[position]?.includes(position) === true) loops.push(new Set(members));
}

function reachable(from: number, search: Search): Set<number> {
  const reached = new Set<number>();
  const open = [...(search.next[from] ?? [])];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    step(search);
    if (reached.has(at)) continue;
    reached.add(at);
    open.push(...(search.next[at] ?? []));
  }
  return reached;
}

/** True when a text leads from a position of the loop back to it in two ways. */
function readsTwice(loop: Set<number>, follow: readonly Map<number, number>[], search: Search): boolean {
  for (const position of loop) {
    for (const [to, ways] of follow[position] ?? []) if (ways > 1 && loop.has(to)) return true;
  }
  const size = search.next.length;
  const apart = new Set<number>();
  const open = [...loop].map((position) => position * size + position);
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const [left, right] = [Math.floor(pair / size), pair % size];
    for (const [one, other] of pairsAfter([left, right], loop, search)) {
      if (one === other) {
        if (left !== right) return true;
        continue;
      }
      const found = one * size + other;
      if (apart.has(found)) continue;
      apart.add(found);
      open.push(found);
    }
  }
  return false;
}

function* pairsAfter([left, right]: [number, number], loop: Set<number>, search: Search): Generator<[number, number]> {
  for (const one of search.next[left] ?? []) {
    if (!loop.has(one)) continue;
    for (const other of search.next[right] ?? []) {
      step(search);
      if (loop.has(other) && (one === other || search.meets(one, other))) yield [one, other];
    }
  }
}

/** How many loops in a row can hand the same text from one to the next. */
function longestChain(loops: readonly Set<number>[], search: Search): number {
  const lengths = new Map<number, number>();
  const lengthFrom = (index: number): number => {
    const known = lengths.get(index);
    if (known !== undefined) return known;
    const rests = loops.map((_, other) =>
      other !== index && handsOn(loops, [index, other], search) ? lengthFrom(other) : 0,
    );
    const length = 1 + Math.max(0, ...rests);
    lengths.set(index, length);
    return length;
  };
  return Math.max(0, ...loops.map((_, index) => lengthFrom(index)));
}

/** True when one text can stay in the first loop, go over to the second, and stay in the second. */
function handsOn(loops: readonly Set<number>[], [from, to]: [number, number], search: Search): boolean {
  const first = loops[from] ?? new Set<number>();
  const second = loops[to] ?? new Set<number>();
  for (const p of first) {
    const reached = reachable(p, search);
    for (const q of second) if (reached.has(q) && readsThrice(p, q, { first, second, search })) return true;
  }
  return false;
}

type Handing = { first: Set<number>; second: Set<number>; search: Search };

/** Looks for a text with p → p, p → q and q → q at once. */
function readsThrice(p: number, q: number, { first, second, search }: Handing): boolean {
  const size = search.next.length;
  const seen = new Set<number>();
  const open: [number, number, number][] = [[p, p, q]];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const [left, middle, right] = at;
    for (const a of search.next[left] ?? []) {
      if (!first.has(a)) continue;
      for (const c of search.next[right] ?? []) {
        if (!second.has(c) || !search.meets(a, c)) continue;
        for (const b of search.next[middle] ?? []) {
          step(search);
          if (!search.meets(a, b) || !search.meets(b, c)) continue;
          if (a === p && b === q && c === q) return true;
          const key = (a * size + b) * size + c;
          if (!seen.has(key)) open.push([a, b, c]);
          seen.add(key);
        }
      }
    }
  }
  return false;
}
