// "Did you mean": which known values are near the one that was given. Deterministic, so that every door gives the same
// answer to the same mistake.
import type { Suggestion } from '@action-registry/schema';
import { distance } from 'fastest-levenshtein';

const SUGGESTIONS_MAX = 3;
/** Longer texts are no misspelt word, and edit distance takes the product of both lengths. */
const LENGTH_MAX = 200;

/** How near a value is, nearest first: differs in case only, shares whole leading words, shares words, few edits. */
const RANK = { spelling: 0, prefix: 1, subset: 2, edits: 3 } as const;

/**
 * The known values nearest to `value`, best first, at most `max` (default 3): case, then whole-word prefix, then
 * whole-word subset, then Levenshtein distance of at most max(2, length / 3). `distance` is in edits.
 */
export function suggest(value: string, known: Iterable<string>, { max = SUGGESTIONS_MAX } = {}): Suggestion[] {
  if (value.length > LENGTH_MAX) return [];
  const words = toWords(value);
  const found: (Suggestion & { rank: number })[] = [];
  for (const candidate of new Set(known)) {
    const rank = candidate.length > LENGTH_MAX ? undefined : findRank({ value, words }, candidate);
    if (rank !== undefined) found.push({ value: candidate, distance: distance(value, candidate), rank });
  }
  found.sort((a, b) => a.rank - b.rank || a.distance - b.distance || (a.value < b.value ? -1 : 1));
  return found.slice(0, max).map((suggestion) => ({ value: suggestion.value, distance: suggestion.distance }));
}

function findRank({ value, words }: { value: string; words: string[] }, candidate: string): number | undefined {
  if (candidate === value) return undefined;
  if (candidate.toLowerCase() === value.toLowerCase()) return RANK.spelling;
  const [fewer, more] = toShorterFirst(words, toWords(candidate));
  if (fewer.length > 0) {
    if (fewer.every((word, at) => word === more[at])) return RANK.prefix;
    if (fewer.every((word) => more.includes(word))) return RANK.subset;
  }
  return isFewEdits(value.toLowerCase(), candidate.toLowerCase()) ? RANK.edits : undefined;
}

function isFewEdits(value: string, candidate: string): boolean {
  const limit = Math.max(2, Math.floor(value.length / 3));
  if (Math.abs(value.length - candidate.length) > limit) return false;
  const edits = distance(value, candidate);
  // As many edits as characters means that nothing is shared.
  return edits <= limit && edits < Math.max(value.length, candidate.length);
}

/** The lower-case words of a name, however it joins them: `moveFile`, `move_file`, `files.move`, `move-file`. */
function toWords(text: string): string[] {
  const separated = text.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return separated.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

function toShorterFirst(left: string[], right: string[]): [string[], string[]] {
  return left.length <= right.length ? [left, right] : [right, left];
}
