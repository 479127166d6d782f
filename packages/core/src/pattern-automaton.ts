// A pattern as a graph of its positions (Glushkov's construction): which position can follow which, and in how many ways a
// backtracking engine would get there. Two ways to read the same text are what it tries one after the other.
import { PatternLimitError, type PatternNode } from './pattern-parser.js';

/** `follow[p]` are the positions after p with the number of ways there, 1 or 2 for more; `chars[p]` is what p takes; `links` counts. */
export type PatternAutomaton = { chars: string[]; follow: Map<number, number>[]; looks: PatternNode[]; links: number };

/** Where a part begins and ends, with ways; `empties` is in how many ways it takes nothing. */
type Part = { first: Map<number, number>; last: Map<number, number>; empties: number };

const POSITIONS_MAX = 2_000;
const LINKS_MAX = 200_000;
/** Copies that counted repetitions may make in all when they are nested; more copies count as repetition without end. */
const COPIES_MAX = 16;
const SINGLES_MAX = 256;
const WAYS_MAX = 2;
const EMPTY: Part = { first: new Map(), last: new Map(), empties: 1 };

/** The graph of a pattern. Throws `PatternLimitError` where it would be too large. */
export function toAutomaton(pattern: PatternNode): PatternAutomaton {
  const automaton: PatternAutomaton = { chars: [], follow: [], looks: [], links: 0 };
  build(pattern, { automaton, copies: 1 });
  return automaton;
}

type Building = { automaton: PatternAutomaton; copies: number };

function build(node: PatternNode, building: Building): Part {
  switch (node.type) {
    case 'char':
      return addPosition(node.raw, building.automaton);
    case 'empty':
      return EMPTY;
    case 'look':
      building.automaton.looks.push(node.item);
      return EMPTY;
    case 'sequence':
      return node.items.reduce<Part>((left, item) => join(left, build(item, building), building.automaton), EMPTY);
    case 'choice':
      return node.items.map((item) => build(item, building)).reduce(either);
    case 'repeat':
      return repeat(node, building);
  }
}

function addPosition(raw: string, { chars, follow }: PatternAutomaton): Part {
  const position = chars.push(raw) - 1;
  if (position >= POSITIONS_MAX) throw new PatternLimitError('is too long to be checked');
  follow.push(new Map());
  return { first: new Map([[position, 1]]), last: new Map([[position, 1]]), empties: 0 };
}

function repeat({ item, min, max }: Extract<PatternNode, { type: 'repeat' }>, building: Building): Part {
  const { automaton, copies } = building;
  if (max === 0) return EMPTY;
  const isExactly = item.type === 'char' && min === max && max <= SINGLES_MAX;
  if (!isExactly && (max === Infinity || copies * max > COPIES_MAX)) {
    const part = build(item, building);
    // A part that may take nothing and must come several times can be empty in any of them.
    link(part.last, part.first, { ways: part.empties > 0 && min > 1 ? WAYS_MAX : 1, automaton });
    return min === 0 || part.empties > 0 ? { ...part, empties: 1 } : part;
  }
  const inner = isExactly ? building : { automaton, copies: copies * max };
  let whole = EMPTY;
  for (let count = max; count > min; count -= 1) whole = optional(join(build(item, inner), whole, automaton));
  for (let count = min; count > 0; count -= 1) whole = join(build(item, inner), whole, automaton);
  return whole;
}

/** An engine does not take a repetition that takes nothing, so `(a?)?` is empty in one way. */
function optional(part: Part): Part {
  return { ...part, empties: 1 };
}

function join(left: Part, right: Part, automaton: PatternAutomaton): Part {
  link(left.last, right.first, { ways: 1, automaton });
  return {
    first: union(left.first, right.first, left.empties),
    last: union(right.last, left.last, right.empties),
    empties: Math.min(WAYS_MAX, left.empties * right.empties),
  };
}

function either(left: Part, right: Part): Part {
  return {
    first: union(left.first, right.first, 1),
    last: union(left.last, right.last, 1),
    empties: Math.min(WAYS_MAX, left.empties + right.empties),
  };
}

/** Both maps; the second counts only in as many ways as the first part can be empty. */
function union(near: Map<number, number>, far: Map<number, number>, ways: number): Map<number, number> {
  if (ways === 0 || far.size === 0) return near;
  const all = new Map(near);
  for (const [position, count] of far) all.set(position, Math.min(WAYS_MAX, (all.get(position) ?? 0) + count * ways));
  return all;
}

type Link = { ways: number; automaton: PatternAutomaton };

function link(from: Map<number, number>, to: Map<number, number>, { ways, automaton }: Link): void {
  automaton.links += from.size * to.size;
  if (automaton.links > LINKS_MAX) throw new PatternLimitError('branches too often to be checked');
  for (const [position, endings] of from) {
    const follow = automaton.follow[position];
    for (const [next, beginnings] of to) {
      const more = endings * beginnings * ways;
      follow?.set(next, Math.min(WAYS_MAX, (follow.get(next) ?? 0) + more));
    }
  }
}
