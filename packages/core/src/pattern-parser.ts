// The shape of a regular expression, as far as backtracking depends on it: what follows what, what repeats, what branches. The
// engine has compiled the text with the `u` flag before, so that this reader need not judge syntax.

/** A part of a pattern; `char` is whatever takes one character, `look` a look-ahead or look-behind. */
export type PatternNode =
  | { type: 'char'; raw: string }
  | { type: 'empty' }
  | { type: 'sequence'; items: PatternNode[] }
  | { type: 'choice'; items: PatternNode[] }
  | { type: 'repeat'; item: PatternNode; min: number; max: number }
  | { type: 'look'; item: PatternNode };

/** The pattern uses something whose backtracking cannot be told. */
export class PatternLimitError extends Error {
  override readonly name = 'PatternLimitError';
}

const ATOM =
  /\\(?:[pP]\{[^}]*\}|u\{[0-9A-Fa-f]+\}|u[Dd][89ABab][0-9A-Fa-f]{2}\\u[Dd][C-Fc-f][0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|c[A-Za-z]|[\s\S])|\[\^?(?:\\[\s\S]|[^\]\\])*\]|[\s\S]/uy;
const QUANTIFIER = /(?:([*+?])|\{(\d+)(,(\d*))?\})\??/y;
const GROUP = /\((?:\?(?:(:)|(<?[=!])|<[^=!>][^>]*>))?/y;
/** Groups in groups; the reader calls itself for each. */
const DEPTH_MAX = 100;

/** Reads a pattern that compiles. Throws `PatternLimitError` on back-references, inline flags and very deep groups. */
export function parsePattern(source: string): PatternNode {
  return readChoice({ source, at: 0 }, 0);
}

type Reader = { source: string; at: number };

function readChoice(reader: Reader, depth: number): PatternNode {
  if (depth > DEPTH_MAX) throw new PatternLimitError('nests its groups too deeply to be checked');
  const items = [readSequence(reader, depth)];
  while (reader.source[reader.at] === '|') {
    reader.at += 1;
    items.push(readSequence(reader, depth));
  }
  return items.length === 1 && items[0] !== undefined ? items[0] : { type: 'choice', items };
}

function readSequence(reader: Reader, depth: number): PatternNode {
  const items: PatternNode[] = [];
  while (reader.at < reader.source.length && !'|)'.includes(reader.source[reader.at] ?? '')) {
    items.push(readQuantified(reader, readTerm(reader, depth)));
  }
  return items.length === 1 && items[0] !== undefined ? items[0] : { type: 'sequence', items };
}

function readTerm(reader: Reader, depth: number): PatternNode {
  if (reader.source[reader.at] === '(') return readGroup(reader, depth);
  const raw = take(reader, ATOM)?.[0] ?? '';
  if (raw === '^' || raw === '$' || raw === '\\b' || raw === '\\B') return { type: 'empty' };
  if (/^\\[1-9k]/.test(raw)) throw new PatternLimitError('has a back-reference, whose cost cannot be told');
  return { type: 'char', raw };
}

function readGroup(reader: Reader, depth: number): PatternNode {
  const isPlain = !reader.source.startsWith('(?', reader.at);
  const opened = take(reader, GROUP);
  if (!isPlain && opened?.[0] === '(') throw new PatternLimitError('has inline flags, which are not supported');
  const item = readChoice(reader, depth + 1);
  reader.at += 1;
  return opened?.[2] === undefined ? item : { type: 'look', item };
}

function readQuantified(reader: Reader, item: PatternNode): PatternNode {
  const found = take(reader, QUANTIFIER);
  if (found === undefined) return item;
  const [, sign, least, range, most] = found;
  if (sign !== undefined) return { type: 'repeat', item, min: sign === '+' ? 1 : 0, max: sign === '?' ? 1 : Infinity };
  const min = Number(least);
  const max = range === undefined ? min : most === '' ? Infinity : Number(most);
  return { type: 'repeat', item, min, max };
}

function take(reader: Reader, expression: RegExp): RegExpExecArray | undefined {
  expression.lastIndex = reader.at;
  const found = expression.exec(reader.source);
  if (found === null) return undefined;
  reader.at = expression.lastIndex;
  return found;
}
