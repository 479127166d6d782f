// Runs a pattern on a text in time that is in proportion to the text. The engine's own matcher is used where it cannot
// backtrack for long; elsewhere the pattern's automaton is walked.
import { createAlphabet } from './pattern-alphabet.js';
import { createDfa, dfaAccepts, dfaNext } from './pattern-dfa.js';
import { findNfa } from './pattern-nfa.js';

/** A repeated group that itself repeats or chooses: the usual way to make a matcher try everything. */
const NESTED = /\((?:[^()\\]|\\.|\([^()]*\))*(?:[+*|]|\{\d+,?)(?:[^()\\]|\\.|\([^()]*\))*\)(?:[+*]|\{\d+,)/;
const REPEATS = /[+*]|\{\d+,\d*\}/g;
const SHORT = 14;
const LONG = 300;

const compiled = new Map<string, RegExp | undefined>();
const COMPILED_MAX = 1_000;

/** Whether the engine's matcher may take very long on a text of this many code units. */
export function isSlow(source: string, length: number): boolean {
  if (length <= SHORT) return false;
  return NESTED.test(source) || (length > LONG && (source.match(REPEATS)?.length ?? 0) > 2);
}

/** Whether a text has a match, as JSON Schema asks (unanchored, Unicode); undefined when that cannot be told. */
export function matchesPattern(source: string, text: string): boolean | undefined {
  if (isSlow(source, text.length)) return walk(source, text);
  if (compiled.size > COMPILED_MAX) compiled.clear();
  if (!compiled.has(source)) compiled.set(source, toRegExp(source));
  return compiled.get(source)?.test(text);
}

function walk(source: string, text: string): boolean | undefined {
  const nfa = findNfa(source);
  if (nfa === undefined) return undefined;
  const sets = nfa.states.flatMap(({ by }) => by.map(({ characters }) => characters));
  const alphabet = createAlphabet(sets);
  const dfa = createDfa(nfa, alphabet, () => undefined);
  let state = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    const letter = alphabet.letters.findIndex((ranges) => ranges.some(([from, to]) => point >= from && point <= to));
    state = dfaNext(dfa, state, letter);
  }
  return dfaAccepts(dfa, state);
}

function toRegExp(source: string): RegExp | undefined {
  try {
    return new RegExp(source, 'u');
  } catch {
    return undefined;
  }
}
