// How lists of values are written in messages: a few in full, the rest counted.

const LISTED_MAX = 5;

/** `a, b and 3 others`. */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, LISTED_MAX).map((name) => (name.length > 60 ? `${name.slice(0, 57)}...` : name));
  const more = names.length - shown.length;
  return more === 0 ? shown.join(', ') : `${shown.join(', ')} and ${more} others`;
}
