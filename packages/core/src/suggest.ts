// "Did you mean": which known values are near the one that was given. Deterministic, so that every door gives the same
// answer to the same mistake.
import type { Suggestion } from '@action-registry/schema';
import { distance } from 'fastest-levenshtein';

const SUGGESTIONS_MAX = 3;
/** Longer texts are no misspelt word, and edit distance takes the product of both lengths. */
const LENGTH_MAX = 200;

/** How near a value is, nearest first: differs in case only, shares whole leading words, shares words, few edits. */
const RANK = { spelling: 0, prefix: 1, subset: 2, edits: 3 } as const;

/** A known value with what each look at it needs. */
type Known = { value: string; lower: string; words: string[]; letters: number };

/**
 * The known values nearest to `value`, best first, at most `max` (default 3): case, then whole-word prefix, then
 * whole-word subset, then Levenshtein distance of at most max(2, length / 3). `distance` is in edits.
 */
export function suggest(value: string, known: Iterable<string>, { max = SUGGESTIONS_MAX } = {}): Suggestion[] {
  return createSuggest(known)(value, { max });
}

/** `suggest` for many questions about the same known values: what it takes from each of them is taken once. */
export function createSuggest(known: Iterable<string>): (value: string, options?: { max?: number }) => Suggestion[] {
  const candidates = [...new Set(known)].filter((candidate) => candidate.length <= LENGTH_MAX).map(toKnown);
  return (value, { max = SUGGESTIONS_MAX } = {}) => {
    if (value.length > LENGTH_MAX) return [];
    const asked = toKnown(value);
    const found: (Suggestion & { rank: number })[] = [];
    for (const candidate of candidates) {
      const rank = findRank(asked, candidate);
      if (rank !== undefined) found.push({ value: candidate.value, distance: distance(value, candidate.value), rank });
    }
    found.sort((a, b) => a.rank - b.rank || a.distance - b.distance || (a.value < b.value ? -1 : 1));
    return found.slice(0, max).map((suggestion) => ({ value: suggestion.value, distance: suggestion.distance }));
  };
}

function toKnown(value: string): Known {
  const lower = value.toLowerCase();
  let letters = 0;
  for (let at = 0; at < lower.length; at++) letters |= 1 << (lower.charCodeAt(at) & 31);
  return { value, lower, words: toWords(value), letters };
}

function findRank(asked: Known, candidate: Known): number | undefined {
  if (candidate.value === asked.value) return undefined;
  if (candidate.lower === asked.lower) return RANK.spelling;
  const [fewer, more] = toShorterFirst(asked.words, candidate.words);
  if (fewer.length > 0) {
    if (fewer.every((word, at) => word === more[at])) return RANK.prefix;
    if (fewer.every((word) => more.includes(word))) return RANK.subset;
  }
  return isFewEdits(asked, candidate) ? RANK.edits : undefined;
}

function isFewEdits(asked: Known, candidate: Known): boolean {
  const limit = Math.max(2, Math.floor(asked.lower.length / 3));
  if (Math.abs(asked.lower.length - candidate.lower.length) > limit) return false;
  // Each edit brings or takes one letter at most, so more letters than edits that only one of them has are too many.
  if (countBits(asked.letters & ~candidate.letters) > limit) return false;
  const edits = distance(asked.lower, candidate.lower);
  // As many edits as characters means that nothing is shared.
  return edits <= limit && edits < Math.max(asked.lower.length, candidate.lower.length);
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** The lower-case words of a name, however it joins them: `moveFile`, `move_file`, `files.move`, `move-file`. */
function toWords(text: string): string[] {
  const separated = text.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return separated.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

function toShorterFirst(left: string[], right: string[]): [string[], string[]] {
  return left.length <= right.length ? [left, right] : [right, left];
}
