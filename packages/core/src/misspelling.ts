// Whether a word is another one with a slip of the finger. Stricter than a suggestion: what this finds is refused.
import { distance } from 'fastest-levenshtein';

/** Words up to this length may differ in one place only. */
const SHORT = 5;
/** Shorter words are near to too many others. */
const LENGTH_MIN = 4;

/** The known word that `word` misspells: other case, a missing `$`, or one slip (two in a long word); else undefined. */
export function findMisspelt(word: string, known: Iterable<string>): string | undefined {
  let best: { word: string; slips: number } | undefined;
  for (const candidate of known) {
    const slips = countSlips(word, candidate);
    if (slips !== undefined && (best === undefined || slips < best.slips)) best = { word: candidate, slips };
  }
  return best?.word;
}

function countSlips(word: string, candidate: string): number | undefined {
  const [given, meant] = [fold(word), fold(candidate)];
  if (given === meant) return word === candidate ? undefined : 0;
  if (Math.min(given.length, meant.length) < LENGTH_MIN - 1 || meant.length < LENGTH_MIN) return undefined;
  const slips = distance(given, meant);
  const isSwap = slips === 2 && given.length === meant.length && sorted(given) === sorted(meant);
  if (isSwap) return 1;
  // Another first letter is another word: `when` is no slip of `then`.
  if (given[0] !== meant[0]) return undefined;
  return slips <= (meant.length <= SHORT ? 1 : 2) ? slips : undefined;
}

function fold(word: string): string {
  return word.toLowerCase().replace(/^\$/, '');
}

function sorted(word: string): string {
  return [...word].sort().join('');
}
