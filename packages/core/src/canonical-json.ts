// RFC 8785 (JCS, P-7): one text per JSON value, the text that is hashed and signed. Handwritten over own enumerable
// keys only, so that neither `toJSON` nor a prototype can change what is signed.
import type { Json, JsonObject } from '@action-registry/schema';
import { type StrictJsonLimits, strictRead } from './strict-json.js';
import { StrictJsonError } from './strict-json-error.js';

/** Far beyond what the strict reader lets in; it turns a cycle into a refusal instead of a stack overflow. */
const DEEPEST_VALUE = 1_000;
const EXCERPT_LENGTH = 40;
const LONE_SURROGATE = /\p{Surrogate}/u;
/** Anything but the characters that stand for themselves in a JSON string; most texts have none and need no escaping. */
const SPECIAL = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

/**
 * The canonical text of a value (RFC 8785). Throws `TypeError` on whatever is not JSON: undefined, functions, bigints,
 * NaN, infinities, lone surrogates, holes, cycles, and objects with a prototype of their own (dates, maps, classes).
 */
export function canonicalize(value: Json): string {
  return write(value, 0);
}

/** A JSON text that is not the canonical text of its own value; `offset` (UTF-16 units) is the first difference. */
export class NotCanonicalError extends Error {
  override readonly name = 'NotCanonicalError';
  readonly offset: number;
  /** At most 40 characters of the canonical text from `offset` on. */
  readonly expected: string;
  /** At most 40 characters of the given text from `offset` on. */
  readonly actual: string;

  constructor(text: string, canonical: string) {
    let offset = 0;
    while (text.charCodeAt(offset) === canonical.charCodeAt(offset)) offset++;
    super(`not canonical at offset ${offset}`);
    this.offset = offset;
    this.expected = canonical.slice(offset, offset + EXCERPT_LENGTH);
    this.actual = text.slice(offset, offset + EXCERPT_LENGTH);
  }
}

/** The value of a canonical text; throws `StrictJsonError` if it cannot be read, `NotCanonicalError` if spelt otherwise. */
export function parseCanonical(text: string, limits?: StrictJsonLimits): Json {
  const value = strictRead(text, limits);
  const canonical = canonicalize(value);
  if (canonical !== text) throw new NotCanonicalError(text, canonical);
  return value;
}

/** True exactly for the texts that `parseCanonical` accepts. */
export function isCanonical(text: string, limits?: StrictJsonLimits): boolean {
  try {
    parseCanonical(text, limits);
    return true;
  } catch (error) {
    if (error instanceof StrictJsonError || error instanceof NotCanonicalError) return false;
    throw error;
  }
}

function write(value: unknown, depth: number): string {
  if (typeof value === 'string') return writeString(value);
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || depth >= DEEPEST_VALUE) throw new TypeError('not a JSON value');
  return Array.isArray(value) ? writeArray(value, depth + 1) : writeObject(value, depth + 1);
}

function writeString(text: string): string {
  if (!SPECIAL.test(text)) return `"${text}"`;
  if (LONE_SURROGATE.test(text)) throw new TypeError('a lone surrogate has no UTF-8 form');
  return JSON.stringify(text);
}

function writeArray(items: readonly unknown[], depth: number): string {
  let text = '[';
  for (let at = 0; at < items.length; at++) text += (at === 0 ? '' : ',') + write(items[at], depth);
  return `${text}]`;
}

function writeObject(object: object, depth: number): string {
  if (!isPlainObject(object)) throw new TypeError('not a plain object');
  let text = '{';
  let separator = '';
  // The default order of sort is by UTF-16 code units, which is RFC 8785 §3.2.3.
  for (const key of Object.keys(object).sort()) {
    text += `${separator}${writeString(key)}:${write(object[key], depth)}`;
    separator = ',';
  }
  return `${text}}`;
}

/** True without a prototype, or with one at the end of the chain: `Object.prototype` of this realm or another. */
function isPlainObject(object: object): object is JsonObject {
  const prototype: object | null = Object.getPrototypeOf(object);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
