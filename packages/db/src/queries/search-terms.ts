// The words that search knows. Texts are cut the same way when stored and when asked for, in one place, so that neither
// PostgreSQL's parser (to which `files.move` is a host name) nor its query syntax ever meets what people type.

const TERMS_MAX = 16;
const STORED_CHARACTERS_MAX = 4_000;

/** Runs of letters, marks and digits in lower case; everything else only separates them. */
function terms(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}

/** A text as search stores it: its words with single spaces, cut after 4,000 characters. */
export function toSearchText(...texts: readonly (string | null | undefined)[]): string {
  return texts
    .flatMap((text) => terms(text ?? ''))
    .join(' ')
    .slice(0, STORED_CHARACTERS_MAX);
}

/** A tsquery in which each of the first 16 words must begin a stored word; undefined when there is no word at all. */
export function toPrefixQuery(words: readonly string[]): string | undefined {
  const asked = [...new Set(words.flatMap(terms))].slice(0, TERMS_MAX);
  return asked.length === 0 ? undefined : asked.map((term) => `'${term}':*`).join(' & ');
}
