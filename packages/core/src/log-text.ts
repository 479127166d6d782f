// What notes, checkpoints, proofs and paths spell alike: text, counts and base64, each in one spelling only, so that two
// texts that are read as the same are the same.
import { parseBase64 } from './base64.js';
import { LogFormatError, type LogFormatProblem } from './log-format-error.js';
import { LOG_HASH_BYTES } from './log-hash.js';
import { toUtf8 } from './utf8.js';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const DECIMAL = /^(?:0|[1-9]\d{0,15})$/;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** The text of UTF-8 bytes, or the text itself; throws `too_large` beyond `maxBytes` and `not_text` for what is no Unicode. */
export function readLogText(input: string | Uint8Array, maxBytes: number): string {
  if (input.length > maxBytes) throw tooLarge(maxBytes);
  if (typeof input !== 'string') return decode(input);
  if (input.length * 3 > maxBytes && toUtf8(input).length > maxBytes) throw tooLarge(maxBytes);
  if (LONE_SURROGATE.test(input)) throw new LogFormatError('not_text', 'a lone surrogate has no UTF-8 form');
  return input;
}

/** The offset of the first ASCII control character (below U+0020), where `allowed` is none. */
export function findControl(text: string, allowed?: string): number | undefined {
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) < 0x20 && text[at] !== allowed) return at;
  }
  return undefined;
}

/** A count in ASCII decimal without leading zeros, at most 2^53 − 1; throws `LogFormatError` with this problem. */
export function parseCount(text: string, problem: LogFormatProblem): number {
  const count = DECIMAL.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(count))
    throw new LogFormatError(problem, 'must be a decimal below 2^53 without leading zeros');
  return count;
}

/** The bytes of canonical padded base64 (RFC 4648 §4); throws `LogFormatError` with this problem. */
export function parseLogBytes(text: string, problem: LogFormatProblem): Uint8Array {
  try {
    return parseBase64(text);
  } catch {
    throw new LogFormatError(problem, 'must be padded base64 in its one spelling');
  }
}

/** The 32 bytes of a hash of the log in base64; throws `LogFormatError` with this problem. */
export function parseLogHash(text: string, problem: LogFormatProblem): Uint8Array {
  const bytes = parseLogBytes(text, problem);
  if (bytes.length !== LOG_HASH_BYTES) throw new LogFormatError(problem, `must hold ${LOG_HASH_BYTES} bytes`);
  return bytes;
}

/** The hashes of a proof, or undefined where one is no base64 of 32 bytes. */
export function findLogHashes(texts: readonly string[]): Uint8Array[] | undefined {
  try {
    return texts.map((text) => parseLogHash(text, 'proof_hash'));
  } catch {
    return undefined;
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new LogFormatError('not_text', 'the bytes are not UTF-8');
  }
}

function tooLarge(maxBytes: number): LogFormatError {
  return new LogFormatError('too_large', `must be at most ${maxBytes} bytes`);
}
