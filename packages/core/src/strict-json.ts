// The only way in for JSON that is signed or hashed. `JSON.parse` drops duplicate keys, rounds numbers and keeps lone
// surrogates without a word; this reader refuses them, so that what was signed is what everyone reads (RFC 7493).
import { type Json, type JsonObject, LIMITS } from '@action-registry/schema';
import { StrictJsonError } from './strict-json-error.js';
import { readNumber } from './strict-json-number.js';
import { type JsonReader, refuseJson, skipSpace } from './strict-json-reader.js';
import { readString } from './strict-json-string.js';
import { toUtf8 } from './utf8.js';

/** Bounds on what is read: nesting, keys over the whole text, and its length in UTF-8 bytes (P-5). */
export type StrictJsonLimits = { maxDepth?: number; maxKeys?: number; maxBytes?: number };

/** Reading recurses once per level; this many levels fit every engine's stack. */
const DEEPEST_LIMIT = 1_000;

const CLOSE = { array: 0x5d, object: 0x7d } as const;
const COMMA = 0x2c;
const COLON = 0x3a;
const QUOTE = 0x22;

const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenientDecoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Reads one JSON text (RFC 8259) or throws `StrictJsonError` (P-1). Objects have no prototype, so `__proto__` and
 * `toJSON` are ordinary keys (P-6). Whatever it accepts survives: `strictRead(canonicalize(value))` equals `value`.
 */
export function strictRead(input: string | Uint8Array, limits: StrictJsonLimits = {}): Json {
  const { maxDepth = LIMITS.jsonDepth, maxKeys = LIMITS.jsonKeys, maxBytes = LIMITS.documentBytes } = limits;
  if (maxDepth > DEEPEST_LIMIT) throw new RangeError(`maxDepth must be at most ${DEEPEST_LIMIT}`);
  const text = toBoundedText(input, maxBytes);
  if (text.startsWith('\ufeff')) throw new StrictJsonError('bom', { pointer: '', offset: 0 });
  const reader: JsonReader = { text, maxDepth, maxKeys, path: [], position: 0, depth: 0, keys: 0 };
  const value = readValue(reader);
  skipSpace(reader);
  if (reader.position < text.length) refuseJson(reader, 'trailing', reader.position);
  return value;
}

function toBoundedText(input: string | Uint8Array, maxBytes: number): string {
  // A UTF-16 unit takes one to three bytes of UTF-8, so most texts need no count.
  const isTooLarge =
    input.length > maxBytes ||
    (typeof input === 'string' && input.length * 3 > maxBytes && toUtf8(input).length > maxBytes);
  if (isTooLarge) throw new StrictJsonError('too_large', { pointer: '', offset: 0, limit: maxBytes });
  if (typeof input === 'string') return input;
  try {
    return strictDecoder.decode(input);
  } catch {
    throw new StrictJsonError('invalid_utf8', { pointer: '', offset: findInvalidUtf8(input) });
  }
}

/** The UTF-16 offset of the first replacement character that a lenient decoder puts in and the bytes do not contain. */
function findInvalidUtf8(bytes: Uint8Array): number {
  const text = lenientDecoder.decode(bytes);
  let byteAt = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0xfffd && !(bytes[byteAt] === 0xef && bytes[byteAt + 1] === 0xbf && bytes[byteAt + 2] === 0xbd))
      return at;
    // Half of a surrogate pair stands for two of the pair's four bytes.
    byteAt += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 2 : 3;
  }
  return text.length;
}

function readValue(reader: JsonReader): Json {
  const code = skipSpace(reader);
  if (code === QUOTE) return readString(reader);
  if (code === 0x7b) return readObject(reader);
  if (code === 0x5b) return readArray(reader);
  if (code === 0x2d || (code >= 0x30 && code <= 0x39)) return readNumber(reader);
  return readWord(reader);
}

function readWord(reader: JsonReader): Json {
  if (takeWord(reader, 'true')) return true;
  if (takeWord(reader, 'false')) return false;
  if (takeWord(reader, 'null')) return null;
  return refuseJson(reader, 'syntax', reader.position);
}

function takeWord(reader: JsonReader, word: string): boolean {
  if (!reader.text.startsWith(word, reader.position)) return false;
  reader.position += word.length;
  return true;
}

function readArray(reader: JsonReader): Json[] {
  const items: Json[] = [];
  const level = enter(reader);
  if (skipSpace(reader) === CLOSE.array) return leave(reader, items);
  do {
    reader.path[level] = items.length;
    items.push(readValue(reader));
  } while (isContinued(reader, CLOSE.array));
  return leave(reader, items);
}

function readObject(reader: JsonReader): JsonObject {
  // Measured: a literal that loses its prototype keeps V8's fast properties, `Object.create(null)` does not.
  const object: JsonObject = Object.setPrototypeOf({}, null);
  const level = enter(reader);
  if (skipSpace(reader) === CLOSE.object) return leave(reader, object);
  do {
    const key = readKey(reader, object);
    reader.path[level] = key;
    object[key] = readValue(reader);
    reader.path[level] = undefined;
  } while (isContinued(reader, CLOSE.object));
  return leave(reader, object);
}

function readKey(reader: JsonReader, object: JsonObject): string {
  if (skipSpace(reader) !== QUOTE) refuseJson(reader, 'syntax', reader.position);
  const start = reader.position;
  if (++reader.keys > reader.maxKeys) refuseJson(reader, 'too_many_keys', start);
  const key = readString(reader);
  // Without a prototype, and with no `undefined` among JSON values, this reads own keys only (P-2).
  if (object[key] !== undefined) {
    reader.path[reader.depth - 1] = key;
    refuseJson(reader, 'duplicate_key', start);
  }
  if (skipSpace(reader) !== COLON) refuseJson(reader, 'syntax', reader.position);
  reader.position++;
  return key;
}

/** Steps over the opening bracket and returns the index of this level in the path. */
function enter(reader: JsonReader): number {
  if (reader.depth >= reader.maxDepth) refuseJson(reader, 'too_deep', reader.position);
  reader.path[reader.depth] = undefined;
  reader.position++;
  return reader.depth++;
}

/** Steps over the closing bracket. */
function leave<Container>(reader: JsonReader, container: Container): Container {
  reader.depth--;
  reader.position++;
  return container;
}

/** True after a comma, which it takes; false at the closing bracket, which it leaves. */
function isContinued(reader: JsonReader, close: number): boolean {
  const code = skipSpace(reader);
  if (code === close) return false;
  if (code !== COMMA) refuseJson(reader, 'syntax', reader.position);
  reader.position++;
  return true;
}
