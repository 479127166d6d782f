// Numbers for the strict reader: a number is accepted only if its canonical form spells the same decimal value and is
// accepted again. So 2^53 ≤ |x| < 1e21 is refused in every spelling: canonical form writes it as an integer that readers
// in other languages would keep exactly and JavaScript would not (RFC 7493 §2.2, RFC 8785 §3.2.2.3, P-4).
import { type JsonReader, refuseJson } from './strict-json-reader.js';

const DOT = 0x2e;
const MINUS = 0x2d;
const PLUS = 0x2b;
const ZERO = 0x30;

/** Canonical form has an exponent from here on (ECMA-262 Number::toString). */
const FIRST_WITH_EXPONENT = 1e21;

/** Every decimal of up to 15 digits survives a double; longer or scaled ones are compared digit by digit. */
const ALWAYS_EXACT_LENGTH = 15;

/** Reads the number at the reader's position; minus zero becomes zero, as in canonical form. */
export function readNumber(reader: JsonReader): number {
  const { text, position: start } = reader;
  const integerEnd = skipInteger(reader, start);
  const fractionEnd = skipFraction(reader, integerEnd);
  const end = skipExponent(reader, fractionEnd);
  reader.position = end;
  const token = text.slice(start, end);
  const value = Number(token) + 0;
  if (end === fractionEnd && token.length <= ALWAYS_EXACT_LENGTH) return value;
  if (!Number.isFinite(value)) refuseJson(reader, 'number_overflow', start);
  if (!isExact(token, value, end === integerEnd)) refuseJson(reader, 'lossy_number', start);
  return value;
}

function isExact(token: string, value: number, isPlainInteger: boolean): boolean {
  const magnitude = Math.abs(value);
  if (magnitude > Number.MAX_SAFE_INTEGER && (isPlainInteger || magnitude < FIRST_WITH_EXPONENT)) return false;
  return toScientific(token.startsWith('-') ? token.slice(1) : token) === toScientific(String(magnitude));
}

/** One spelling per decimal value: significant digits without outer zeros, and the power of ten of the last one. */
function toScientific(unsigned: string): string {
  const [mantissa = '', exponent = '0'] = unsigned.split(/[eE]/);
  const point = mantissa.indexOf('.');
  const digits = mantissa.replace('.', '');
  let first = 0;
  while (digits.charCodeAt(first) === ZERO) first++;
  let end = digits.length;
  while (end > first && digits.charCodeAt(end - 1) === ZERO) end--;
  if (first === end) return '0';
  const fractionDigits = point === -1 ? 0 : digits.length - point;
  return `${digits.slice(first, end)}e${Number(exponent) - fractionDigits + digits.length - end}`;
}

function skipInteger(reader: JsonReader, start: number): number {
  const { text } = reader;
  const from = text.charCodeAt(start) === MINUS ? start + 1 : start;
  const end = skipDigits(reader, from);
  return end > from + 1 && text.charCodeAt(from) === ZERO ? refuseJson(reader, 'syntax', from) : end;
}

function skipFraction(reader: JsonReader, at: number): number {
  return reader.text.charCodeAt(at) === DOT ? skipDigits(reader, at + 1) : at;
}

function skipExponent(reader: JsonReader, at: number): number {
  const letter = reader.text.charAt(at);
  if (letter !== 'e' && letter !== 'E') return at;
  const sign = reader.text.charCodeAt(at + 1);
  return skipDigits(reader, sign === PLUS || sign === MINUS ? at + 2 : at + 1);
}

/** The index after one or more digits. */
function skipDigits(reader: JsonReader, from: number): number {
  const { text } = reader;
  let at = from;
  for (let code = text.charCodeAt(at); code >= ZERO && code <= 0x39; code = text.charCodeAt(at)) at++;
  return at === from ? refuseJson(reader, 'syntax', at) : at;
}
