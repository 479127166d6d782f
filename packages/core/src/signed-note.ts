// Signed notes (C2SP signed-note, https://c2sp.org/signed-note): a text, an empty line, signature lines. A text counts for
// nothing until a known key's signature over it was verified; signatures of unknown keys, and of types that are not
// understood here, are kept and passed over, so that others can be added later.

import { signMessage, verifySignature } from '#ed25519';
import { toBase64 } from './base64.js';
import { concatBytes } from './bytes.js';
import { parseHex, toHex } from './hex.js';
import { LogFormatError } from './log-format-error.js';
import { findControl, parseLogBytes, readLogText } from './log-text.js';
import { isNoteKeyName, type NoteSigner, type NoteVerifier } from './note-key.js';
import { toUtf8 } from './utf8.js';

/** What is read of a note: its size in bytes and its number of signatures (at least 16 must be; Go reads 100 as well). */
export const NOTE_LIMITS = { bytes: 1024 * 1024, signatures: 100 } as const;

/** One signature: the key's name, its id in 8 hex digits, and what follows the id. */
export type NoteSignature = { readonly name: string; readonly id: string; readonly bytes: Uint8Array };

/** A note as it was read; `text` ends with a newline. Nothing of it is verified. */
export type SignedNote = { readonly text: string; readonly signatures: readonly NoteSignature[] };

/** Who signed; or why the note must be refused, and the name of the key that is the reason. */
export type NoteVerdict =
  | { ok: true; verifiedBy: readonly NoteVerifier[] }
  | { ok: false; problem: 'unknown_signer' | 'bad_signature' | 'ambiguous_key'; name?: string };

const SIGNATURE_LINE = /^— ([^ ]+) ([^ ]+)$/u;
const KEY_ID_BYTES = 4;
const TIME_BYTES = 8;

/** Reads a note; throws `LogFormatError` for whatever the format does not allow and beyond `NOTE_LIMITS` (P-39). */
export function parseNote(input: string | Uint8Array): SignedNote {
  const note = readLogText(input, NOTE_LIMITS.bytes);
  const control = findControl(note, '\n');
  if (control !== undefined) throw new LogFormatError('control_character', `a control character at offset ${control}`);
  // The text may hold empty lines; the last one of the note ends it.
  const end = note.lastIndexOf('\n\n');
  if (end === -1 || end + 2 === note.length) throw new LogFormatError('no_signature', 'a note has signature lines');
  if (!note.endsWith('\n')) throw new LogFormatError('signature_line', 'the last line must end with a newline');
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > NOTE_LIMITS.signatures)
    throw new LogFormatError('too_many_signatures', `a note has at most ${NOTE_LIMITS.signatures} signatures`);
  return { text: note.slice(0, end + 1), signatures: lines.map(parseLine) };
}

/** The note's text form; throws `LogFormatError` for a note that `parseNote` would not read back. */
export function formatNote({ text, signatures }: SignedNote): string {
  if (!text.endsWith('\n')) throw new LogFormatError('text_end', 'the text of a note ends with a newline');
  const note = `${text}\n${signatures.map(formatLine).join('')}`;
  parseNote(note);
  return note;
}

/** The note of a text with these signers' signatures, in their order. */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  return formatNote({ text, signatures: signers.map((signer) => createNoteSignature(text, signer)) });
}

/** The signature of a signer over the note's text; a cosignature needs its time. */
export function createNoteSignature(text: string, signer: NoteSigner, time?: Date): NoteSignature {
  const { name, id, type, seed } = signer;
  if (type === 'ed25519') return { name, id, bytes: signMessage(seed, toUtf8(text)) };
  const seconds = Math.floor((time?.getTime() ?? Number.NaN) / 1_000);
  if (!Number.isSafeInteger(seconds) || seconds < 0) throw new RangeError('a cosignature has a time after 1970');
  return { name, id, bytes: concatBytes([toTimeBytes(seconds), signMessage(seed, cosignedBytes(text, seconds))]) };
}

/**
 * Holds a note against the keys that are known here. A signature of a known key that does not verify refuses the whole note,
 * and so does a note without any signature of a known key (P-43).
 */
export function verifyNote({ text, signatures }: SignedNote, verifiers: readonly NoteVerifier[]): NoteVerdict {
  const verifiedBy = new Set<NoteVerifier>();
  for (const signature of signatures) {
    const { name, id } = signature;
    const [verifier, ...others] = verifiers.filter((each) => each.name === name && each.id === id);
    if (verifier === undefined) continue;
    if (others.some(({ key }) => key.publicKey !== verifier.key.publicKey))
      return { ok: false, problem: 'ambiguous_key', name };
    if (!verifyOne(text, signature, verifier)) return { ok: false, problem: 'bad_signature', name };
    verifiedBy.add(verifier);
  }
  if (verifiedBy.size === 0) return { ok: false, problem: 'unknown_signer' };
  return { ok: true, verifiedBy: [...verifiedBy] };
}

/** The time that a cosignature names, which counts once the note is verified; undefined for other signatures. */
export function findCosignedTime(signature: NoteSignature, verifier: NoteVerifier): Date | undefined {
  const isIts = verifier.type === 'cosignature' && signature.name === verifier.name && signature.id === verifier.id;
  const seconds = isIts ? readTime(signature.bytes) : undefined;
  return seconds === undefined ? undefined : new Date(seconds * 1_000);
}

function verifyOne(text: string, { bytes }: NoteSignature, { type, key }: NoteVerifier): boolean {
  if (type === 'ed25519') return verifySignature(key, toUtf8(text), bytes);
  const seconds = readTime(bytes);
  return seconds !== undefined && verifySignature(key, cosignedBytes(text, seconds), bytes.subarray(TIME_BYTES));
}

/**
 * Two lines in front of the note's text (C2SP tlog-cosignature v1, P-44); the first keeps it from passing for a note's
 * text.
 */
function cosignedBytes(text: string, seconds: number): Uint8Array {
  return toUtf8(`cosignature/v1\ntime ${seconds}\n${text}`);
}

/** POSIX seconds as eight bytes, big-endian. */
function toTimeBytes(seconds: number): Uint8Array {
  return parseHex(seconds.toString(16).padStart(TIME_BYTES * 2, '0'));
}

function readTime(bytes: Uint8Array): number | undefined {
  const seconds = bytes.length < TIME_BYTES ? Number.NaN : Number(`0x${toHex(bytes.subarray(0, TIME_BYTES))}`);
  // Beyond 2^53 a time would lose digits, and beyond 8.64e12 no Date holds it.
  return seconds <= 8.64e12 ? seconds : undefined;
}

function formatLine({ name, id, bytes }: NoteSignature): string {
  if (!isNoteKeyName(name)) throw new LogFormatError('key_name', 'a key name has no spaces, + or controls');
  if (id.length !== KEY_ID_BYTES * 2) throw new LogFormatError('key_id', 'a key id has 8 hex digits');
  return `— ${name} ${toBase64(concatBytes([parseHex(id), bytes]))}\n`;
}

function parseLine(line: string): NoteSignature {
  const [, name = '', base64 = ''] = SIGNATURE_LINE.exec(line) ?? [];
  if (base64 === '') throw new LogFormatError('signature_line', 'must be an em dash, a name and base64');
  if (!isNoteKeyName(name)) throw new LogFormatError('key_name', 'a key name has no spaces, + or controls');
  const bytes = parseLogBytes(base64, 'signature_line');
  if (bytes.length <= KEY_ID_BYTES) throw new LogFormatError('signature_line', 'a signature has a key id and more');
  return { name, id: toHex(bytes.subarray(0, KEY_ID_BYTES)), bytes: bytes.subarray(KEY_ID_BYTES) };
}
