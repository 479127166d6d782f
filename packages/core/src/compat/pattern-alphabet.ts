// Code points fall into few classes that some patterns cannot tell apart: the letters over which automata run.
import type { CharSet } from 'refa';

/** Each letter is a set of code points, as inclusive ranges; together they are all code points. */
export type Alphabet = {
  readonly letters: readonly (readonly (readonly [number, number])[])[];
  readonly lettersOf: ReadonlyMap<CharSet, readonly number[]>;
};

const MAX = 0x10ffff;
/** What a person reads most easily comes first. */
const READABLE: readonly (readonly [number, number])[] = [
  [0x61, 0x7a],
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x20, 0x7e],
  [0xa1, 0xd7ff],
  [0x10000, MAX],
  [0x00, 0xa0],
  [0xe000, 0xffff],
  [0xd800, 0xdfff],
];

/** The letters that these sets of characters tell apart. */
export function createAlphabet(sets: readonly CharSet[]): Alphabet {
  const distinct = [...new Set(sets)];
  const events = new Map<number, number[]>([[0, []]]);
  const toggle = (at: number, index: number) => {
    const list = events.get(at) ?? [];
    list.push(index);
    events.set(at, list);
  };
  for (const [index, { ranges }] of distinct.entries()) {
    for (const { min, max } of ranges) {
      toggle(min, index);
      toggle(max + 1, index);
    }
  }
  return sweep(
    distinct,
    [...events].sort(([a], [b]) => a - b),
  );
}

function sweep(sets: readonly CharSet[], events: readonly (readonly [number, readonly number[]])[]): Alphabet {
  const letters: [number, number][][] = [];
  const bySignature = new Map<string, number>();
  const lettersOf = new Map<CharSet, number[]>(sets.map((set) => [set, []]));
  const inside = new Set<number>();
  for (const [position, [from, toggled]] of events.entries()) {
    for (const index of toggled) if (!inside.delete(index)) inside.add(index);
    if (from > MAX) break;
    const to = (events[position + 1]?.[0] ?? MAX + 1) - 1;
    const signature = [...inside].sort((a, b) => a - b).join();
    const known = bySignature.get(signature);
    if (known !== undefined) letters[known]?.push([from, to]);
    else {
      const letter = letters.push([[from, to]]) - 1;
      bySignature.set(signature, letter);
      for (const [index, set] of sets.entries()) if (inside.has(index)) lettersOf.get(set)?.push(letter);
    }
  }
  return { letters, lettersOf };
}

/** The code points of a letter, those that are easy to read first. */
export function* charactersOf(ranges: readonly (readonly [number, number])[]): Generator<string> {
  for (const [low, high] of READABLE) {
    for (const [from, to] of ranges) {
      const last = Math.min(to, high);
      for (let point = Math.max(from, low); point <= last; point++) yield String.fromCodePoint(point);
    }
  }
}
