// Texts by length and pattern, and not in a list. Patterns run side by side as automata; the least text on which all agree is
// the witness, and that none is reached is the proof.

import { evaluate } from './evaluate.js';
import type { Formula } from './formula.js';
import { charactersOf, createAlphabet } from './pattern-alphabet.js';
import { createDfa, type Dfa, dfaAccepts, dfaFate, dfaNext } from './pattern-dfa.js';
import { findNfa, type Nfa } from './pattern-nfa.js';
import { BudgetError, EMPTY, type Outcome, type Solver, spend } from './solver.js';

/** What is asked of the text. */
type Texts = { readonly least: number; readonly most: number; readonly refused: ReadonlySet<string> };
/** A graph of what the patterns can be in at once; node 0 is the start. */
type Graph = { readonly edges: Map<number, number[]>[]; readonly accepts: boolean[] };

const NODES_MAX = 2_000;
/** What the automata of one question may do, and how much of it is one step. */
const WORK_MAX = 1_000_000;
const WORK_PER_STEP = 50;
const LENGTH_MAX = 100_000;
/** Cells of the table of nodes by length. */
const TABLE_MAX = 1_000_000;
const PATTERN = { keyword: 'pattern', pointer: '' };

/** A text that satisfies all assertions. */
export function solveString(solver: Solver, literals: readonly Formula[]): Outcome {
  const texts = textsOf(literals);
  if (texts.least > texts.most) return EMPTY;
  const sources = literals.flatMap((literal) => {
    const [kept, negate] = literal.kind === 'not' ? [literal.part, true] : [literal, false];
    return kept.kind === 'pattern' ? [{ nfa: nfaOf(solver, kept.source), negate }] : [];
  });
  const regular = sources.flatMap(({ nfa, negate }) => (nfa === undefined ? [] : [{ nfa, negate }]));
  const outcome = regular.length === 0 ? plainText(texts) : matchingText(solver, regular, texts);
  if (regular.length === sources.length || outcome.kind === 'empty') return outcome;
  return guess(literals, outcome);
}

function textsOf(literals: readonly Formula[]): Texts {
  let [least, most] = [0, Number.POSITIVE_INFINITY];
  const refused = new Set<string>();
  for (const literal of literals) {
    if (literal.kind === 'minLength') least = Math.max(least, literal.count);
    if (literal.kind === 'maxLength') most = Math.min(most, literal.count);
    if (literal.kind === 'not' && literal.part.kind === 'enum') {
      for (const value of literal.part.values.values()) if (typeof value === 'string') refused.add(value);
    }
  }
  return { least, most, refused };
}

const nfas = new WeakMap<Solver, Map<string, Nfa | undefined>>();

function nfaOf(solver: Solver, source: string): Nfa | undefined {
  const known = nfas.get(solver) ?? new Map<string, Nfa | undefined>();
  nfas.set(solver, known);
  if (!known.has(source)) {
    spend(solver, 50);
    known.set(source, findNfa(source));
  }
  return known.get(source);
}

/** A pattern that is not regular: texts that satisfy the rest are tried, and nothing is proved. */
function guess(literals: readonly Formula[], outcome: Outcome): Outcome {
  const first = outcome.kind === 'value' ? [outcome.value] : [];
  for (const text of [...first, '', 'a', 'aa', 'ab', '0', '00', 'A', ' ', '-', 'aaa', 'abab', '\u{1F600}']) {
    if (literals.every((literal) => evaluate(literal, text) === true)) return { kind: 'value', value: text };
  }
  return { kind: 'unknown', cause: PATTERN };
}

/** Without patterns there are more texts of each length than any list refuses. */
function plainText({ least, most, refused }: Texts): Outcome {
  if (least > LENGTH_MAX) return { kind: 'unknown', cause: { keyword: 'minLength', pointer: '' } };
  if (most === 0) return refused.has('') ? EMPTY : { kind: 'value', value: '' };
  const length = Math.max(least, 1);
  const end = 'a'.repeat(length - 1);
  for (const character of charactersOf([[0, 0x10ffff]])) {
    const text = character + end;
    if (!refused.has(text)) return { kind: 'value', value: text };
  }
  return { kind: 'unknown', cause: { keyword: 'enum', pointer: '' } };
}

type Run = { readonly dfa: Dfa; readonly negate: boolean };

function matchingText(solver: Solver, patterns: readonly { nfa: Nfa; negate: boolean }[], texts: Texts): Outcome {
  const sets = patterns.flatMap(({ nfa }) => nfa.states.flatMap(({ by }) => by.map(({ characters }) => characters)));
  const alphabet = createAlphabet(sets);
  spend(solver, 1 + Math.ceil(sets.length / 20));
  let [work, charged] = [0, 0];
  const count = (amount: number) => {
    work += amount;
    if (work < charged + 20 * WORK_PER_STEP) return;
    spend(solver, Math.floor((work - charged) / WORK_PER_STEP));
    charged = work;
    if (work > WORK_MAX) throw new BudgetError('The patterns take more work than they may.');
  };
  const runs = patterns.map(({ nfa, negate }) => ({ dfa: createDfa(nfa, alphabet, count), negate }));
  const graph = buildGraph(runs, alphabet.letters.length, count);
  if (graph === undefined) return { kind: 'unknown', cause: PATTERN };
  return leastText(graph, alphabet.letters, { texts, count });
}

/** Everything the patterns can be in together, without what can no longer end well. */
function buildGraph(runs: readonly Run[], letters: number, count: (work: number) => void): Graph | undefined {
  const graph: Graph = { edges: [], accepts: [] };
  const byKey = new Map<string, number>();
  const tuples: number[][] = [];
  const add = (tuple: number[]): number | undefined => {
    const lost = runs.some(({ dfa, negate }, index) => dfaFate(dfa, tuple[index] ?? 0) === (negate ? 1 : -1));
    if (lost) return undefined;
    const key = tuple.join();
    const known = byKey.get(key);
    if (known !== undefined) return known;
    const node = tuples.push(tuple) - 1;
    byKey.set(key, node);
    graph.edges.push(new Map());
    graph.accepts.push(runs.every(({ dfa, negate }, index) => dfaAccepts(dfa, tuple[index] ?? 0) !== negate));
    return node;
  };
  add(runs.map(() => 0));
  for (let node = 0; node < tuples.length; node++) {
    if (tuples.length > NODES_MAX) return undefined;
    const tuple = tuples[node] ?? [];
    for (let letter = 0; letter < letters; letter++) {
      count(1);
      const to = add(runs.map(({ dfa }, index) => dfaNext(dfa, tuple[index] ?? 0, letter)));
      if (to === undefined) continue;
      const by = graph.edges[node]?.get(to);
      if (by === undefined) graph.edges[node]?.set(to, [letter]);
      else by.push(letter);
    }
  }
  return graph;
}

type Wanted = { readonly texts: Texts; readonly count: (work: number) => void };

/** The least text in length; `layers[n]` has the nodes from which n more characters can end well. */
function leastText(
  graph: Graph,
  letters: readonly (readonly (readonly [number, number])[])[],
  wanted: Wanted,
): Outcome {
  const { least, most, refused } = wanted.texts;
  const nodes = graph.accepts.length;
  // A longer text than this goes round in circles that a shorter one can leave out, once for each refused text.
  const enough = least + nodes * (refused.size + 2);
  const last = Math.min(most, enough);
  const ends = endsOf(graph, wanted.count);
  const shortest = ends[0] ?? Number.POSITIVE_INFINITY;
  if (shortest === Number.POSITIVE_INFINITY || shortest > most) return EMPTY;
  if (least <= shortest && refused.size === 0) return { kind: 'value', value: shortestText(graph, letters, ends) };
  const layers: Set<number>[] = [new Set(graph.accepts.flatMap((accepts, node) => (accepts ? [node] : [])))];
  for (let length = 0; length <= last; length++) {
    const layer = layers[length] ?? new Set();
    if (layer.size === 0) return EMPTY;
    if (length >= least && layer.has(0)) {
      for (const text of textsOfLength({ graph, letters, layers }, length)) {
        wanted.count(1);
        if (!refused.has(text)) return { kind: 'value', value: text };
      }
    }
    if (length >= LENGTH_MAX || length * nodes > TABLE_MAX) return { kind: 'unknown', cause: PATTERN };
    layers.push(previousLayer(graph, layer, wanted.count));
  }
  return EMPTY;
}

/** How many characters, from each node, the shortest text still has; Infinity where none ends well. */
function endsOf({ edges, accepts }: Graph, count: (work: number) => void): number[] {
  const before = accepts.map((): number[] => []);
  for (const [node, ways] of edges.entries()) {
    count(ways.size);
    for (const to of ways.keys()) before[to]?.push(node);
  }
  const ends = accepts.map((isEnd) => (isEnd ? 0 : Number.POSITIVE_INFINITY));
  const open = [...accepts.keys()].filter((node) => accepts[node]);
  for (const node of open) {
    for (const from of before[node] ?? []) {
      if (ends[from] !== Number.POSITIVE_INFINITY) continue;
      ends[from] = (ends[node] ?? 0) + 1;
      open.push(from);
    }
  }
  return ends;
}

/** Of the shortest texts the one that is easiest to read. */
function shortestText({ edges }: Graph, letters: Table['letters'], ends: readonly number[]): string {
  let [text, node] = ['', 0];
  for (let left = ends[0] ?? 0; left > 0; left--) {
    for (const [to, [letter = 0]] of edges[node] ?? []) {
      if (ends[to] !== left - 1) continue;
      const [character = ''] = charactersOf(letters[letter] ?? []);
      text += character;
      node = to;
      break;
    }
  }
  return text;
}

function previousLayer(graph: Graph, layer: ReadonlySet<number>, count: (work: number) => void): Set<number> {
  const previous = new Set<number>();
  for (const [node, edges] of graph.edges.entries()) {
    count(edges.size);
    for (const to of edges.keys()) {
      if (layer.has(to)) {
        previous.add(node);
        break;
      }
    }
  }
  return previous;
}

type Table = {
  readonly graph: Graph;
  readonly letters: readonly (readonly (readonly [number, number])[])[];
  readonly layers: readonly ReadonlySet<number>[];
};

/** Every text of the length that ends well. The first is found without turning back. */
function* textsOfLength(table: Table, length: number): Generator<string> {
  const stack: Iterator<{ text: string; node: number }>[] = [];
  const texts: string[] = [''];
  if (length === 0) {
    yield '';
    return;
  }
  stack.push(stepsFrom(table, 0, length - 1));
  while (stack.length > 0) {
    const next = stack[stack.length - 1]?.next();
    if (next === undefined || next.done === true) {
      stack.pop();
      texts.pop();
      continue;
    }
    const text = next.value.text;
    if (stack.length === length) yield texts.slice(1).join('') + text;
    else {
      texts.push(text);
      stack.push(stepsFrom(table, next.value.node, length - stack.length - 1));
    }
  }
}

function* stepsFrom(
  { graph, letters, layers }: Table,
  node: number,
  left: number,
): Generator<{ text: string; node: number }> {
  for (const [to, by] of graph.edges[node] ?? []) {
    if (layers[left]?.has(to) !== true) continue;
    for (const letter of by) {
      for (const text of charactersOf(letters[letter] ?? [])) yield { text, node: to };
    }
  }
}
