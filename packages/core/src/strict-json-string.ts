// Strings for the strict reader. Every string it returns is well-formed Unicode, so its UTF-8 form loses nothing
// (RFC 8785 §3.2.2.2, P-3); nothing is normalised (P-6).
import { type JsonReader, refuseJson } from './strict-json-reader.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SHORT_ESCAPES = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** Reads the string whose opening quote is at the reader's position. */
export function readString(reader: JsonReader): string {
  const start = reader.position + 1;
  const end = findPlainEnd(reader.text, start);
  if (reader.text.charCodeAt(end) !== QUOTE) return readRest(reader, start, end);
  reader.position = end + 1;
  return reader.text.slice(start, end);
}

/** The first index that is not a plain character: a quote, backslash, control character, surrogate or the end. */
function findPlainEnd(text: string, from: number): number {
  for (let at = from; ; at++) {
    const code = text.charCodeAt(at);
    if (code > BACKSLASH ? code >= 0xd800 && code <= 0xdfff : !(code >= 0x20 && code !== QUOTE && code !== BACKSLASH)) {
      return at;
    }
  }
}

function readRest(reader: JsonReader, start: number, plainEnd: number): string {
  const { text } = reader;
  let value = '';
  let copied = start;
  let at = plainEnd;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) break;
    if (code === BACKSLASH) {
      value += text.slice(copied, at) + readEscape(reader, at);
      at = reader.position;
      copied = at;
    } else if (isHighSurrogate(code) && isLowSurrogate(text.charCodeAt(at + 1))) {
      at += 2;
    } else {
      refuseJson(reader, code >= 0xd800 ? 'lone_surrogate' : 'syntax', at);
    }
    at = findPlainEnd(text, at);
  }
  reader.position = at + 1;
  return value + text.slice(copied, at);
}

function readEscape(reader: JsonReader, at: number): string {
  const letter = reader.text.charAt(at + 1);
  if (letter === 'u') return readUnicodeEscape(reader, at);
  reader.position = at + 2;
  return SHORT_ESCAPES.get(letter) ?? refuseJson(reader, 'syntax', at);
}

function readUnicodeEscape(reader: JsonReader, at: number): string {
  const unit = readHexUnit(reader, at);
  reader.position = at + 6;
  if (unit < 0xd800 || unit > 0xdfff) return String.fromCharCode(unit);
  // An escaped half pairs only with an escaped half: beside a raw one the text itself would not be valid Unicode.
  if (!isHighSurrogate(unit) || !reader.text.startsWith('\\u', at + 6)) refuseJson(reader, 'lone_surrogate', at);
  const low = readHexUnit(reader, at + 6);
  if (!isLowSurrogate(low)) refuseJson(reader, 'lone_surrogate', at);
  reader.position = at + 12;
  return String.fromCharCode(unit, low);
}

function readHexUnit(reader: JsonReader, escapeAt: number): number {
  const digits = reader.text.slice(escapeAt + 2, escapeAt + 6);
  return /^[0-9A-Fa-f]{4}$/.test(digits) ? Number.parseInt(digits, 16) : refuseJson(reader, 'syntax', escapeAt);
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
