// Checkpoints (C2SP tlog-checkpoint, https://c2sp.org/tlog-checkpoint): a log's signed word that at this size its root was
// this. Here a log signs under its origin as the key's name, so a signature made for one log cannot vouch for another.
import { toBase64 } from './base64.js';
import { isEqualBytes } from './bytes.js';
import type { VerifyingKey } from './ed25519-key.js';
import { LogFormatError } from './log-format-error.js';
import { emptyRoot } from './log-hash.js';
import { findControl, parseCount, parseLogHash } from './log-text.js';
import { verifyConsistency } from './merkle-proof.js';
import { isNoteKeyName, type NoteVerifier, toNoteSigner, toNoteVerifier } from './note-key.js';
import {
  createNoteSignature,
  findCosignedTime,
  formatNote,
  parseNote,
  type SignedNote,
  signNote,
  verifyNote,
} from './signed-note.js';

/** A tree of `size` leaves with its root, by the log of this origin; extension lines are signed and mean nothing here. */
export type Checkpoint = { origin: string; size: number; root: Uint8Array; extensions?: readonly string[] };

/** The log whose checkpoints are accepted: its keys and, unless the checkpoint may say it, its origin. */
export type LogIdentity = { keys: readonly VerifyingKey[]; origin?: string | undefined };

/** Why a checkpoint is refused. */
export type CheckpointProblem =
  | 'malformed'
  | 'other_origin'
  | 'no_log_key'
  | 'unknown_signer'
  | 'bad_signature'
  | 'ambiguous_key';

/**
 * A verified checkpoint with the key that signed it and, where the log states one, the time at which it was its latest; or
 * the problem, with what was read as far as it could be.
 */
export type CheckpointVerdict =
  | { ok: true; checkpoint: Checkpoint; key: VerifyingKey; time: Date | undefined }
  | { ok: false; problem: CheckpointProblem; checkpoint?: Checkpoint };

/** How a received checkpoint stands to a remembered one; `newer` is good only with a proof of consistency. */
export type CheckpointRelation = 'same' | 'newer' | 'older' | 'fork' | 'other_log';

/** The header of cosigned text must not be an origin: a signature over the one would be one over the other. */
const RESERVED_ORIGIN = /^cosignature\//;

/** The note text of a checkpoint; throws `LogFormatError` for an origin that is no key name, a bad size, root or extension. */
export function formatCheckpoint({ origin, size, root, extensions = [] }: Checkpoint): string {
  if (!isNoteKeyName(origin) || RESERVED_ORIGIN.test(origin))
    throw new LogFormatError('origin', 'an origin is a URL without scheme, such as registry.example.com/actions');
  const text = `${[origin, String(size), toBase64(root), ...extensions].join('\n')}\n`;
  const read = parseCheckpoint(text);
  if (read.extensions?.length !== extensions.length) throw new LogFormatError('line', 'an extension is one line');
  return text;
}

/** Reads the text of a checkpoint's note (P-41); throws `LogFormatError`. Nothing of it is verified. */
export function parseCheckpoint(text: string): Checkpoint {
  if (!text.endsWith('\n')) throw new LogFormatError('text_end', 'the last line ends with a newline');
  const lines = text.slice(0, -1).split('\n');
  if (lines.some((line) => findControl(line) !== undefined))
    throw new LogFormatError('control_character', 'a checkpoint has no control characters');
  const [origin = '', size, root, ...extensions] = lines;
  if (origin === '') throw new LogFormatError('origin', 'the first line is the origin');
  if (size === undefined) throw new LogFormatError('size', 'the second line is the size');
  if (root === undefined) throw new LogFormatError('root', 'the third line is the root');
  if (extensions.includes('')) throw new LogFormatError('line', 'no line of a checkpoint is empty');
  const checkpoint = { origin, size: parseCount(size, 'size'), root: parseLogHash(root, 'root'), extensions };
  if (checkpoint.size === 0 && !isEqualBytes(checkpoint.root, emptyRoot()))
    throw new LogFormatError('root', 'the root of an empty log is SHA-256 of nothing');
  return checkpoint;
}

/** The note of a checkpoint, signed by the log's seed under its origin. */
export function signCheckpoint(checkpoint: Checkpoint, seed: Uint8Array): string {
  return signNote(formatCheckpoint(checkpoint), [toNoteSigner(checkpoint.origin, seed)]);
}

/**
 * The same note with the log's word, by the same seed, that this is its latest checkpoint at `time` (whole seconds; C2SP
 * tlog-cosignature v1). An earlier word of its is replaced. Throws `LogFormatError` for a note of another key or origin.
 */
export function timeCheckpoint(note: string, seed: Uint8Array, time: Date): string {
  const { text, signatures } = parseNote(note);
  const { origin } = parseCheckpoint(text);
  const signer = toNoteSigner(origin, seed, 'cosignature');
  if (!signatures.some(({ name, id }) => name === origin && id === toNoteSigner(origin, seed).id))
    throw new LogFormatError('key_id', 'a log times its own checkpoints only');
  const others = signatures.filter(({ name, id }) => name !== signer.name || id !== signer.id);
  return formatNote({ text, signatures: [...others, createNoteSignature(text, signer, time)] });
}

/** Reads a checkpoint's note and verifies it; malformed input gives a verdict, never an error. */
export function verifyCheckpoint(note: string | Uint8Array, log: LogIdentity): CheckpointVerdict {
  const read = findCheckpoint(note);
  if (read === undefined) return { ok: false, problem: 'malformed' };
  const { signed, checkpoint } = read;
  const refuse = (problem: CheckpointProblem): CheckpointVerdict => ({ ok: false, problem, checkpoint });
  if (log.keys.length === 0) return refuse('no_log_key');
  if (log.origin !== undefined && log.origin !== checkpoint.origin) return refuse('other_origin');
  if (!isNoteKeyName(checkpoint.origin) || RESERVED_ORIGIN.test(checkpoint.origin)) return refuse('unknown_signer');
  const verdict = verifyNote(signed, toVerifiers(checkpoint.origin, log.keys));
  if (!verdict.ok) return refuse(verdict.problem);
  // The log's word on the time is none on the checkpoint: only its plain signature makes it the log's (P-42).
  const plain = verdict.verifiedBy.find(({ type }) => type === 'ed25519');
  if (plain === undefined) return refuse('unknown_signer');
  return { ok: true, checkpoint, key: plain.key, time: findTime(signed, verdict.verifiedBy) };
}

/** How a received checkpoint stands to a remembered one of the same log. */
export function compareCheckpoints(remembered: Checkpoint, received: Checkpoint): CheckpointRelation {
  if (remembered.origin !== received.origin) return 'other_log';
  if (remembered.size !== received.size) return remembered.size < received.size ? 'newer' : 'older';
  return isEqualBytes(remembered.root, received.root) ? 'same' : 'fork';
}

/** True if the proof shows the older tree to be a prefix of the newer; an empty older tree is one without any proof. */
export function isConsistent(older: Checkpoint, newer: Checkpoint, proof: readonly Uint8Array[]): boolean {
  if (older.size > newer.size || older.origin !== newer.origin) return false;
  if (older.size === 0 && newer.size > 0) return proof.length === 0;
  return verifyConsistency({ size1: older.size, root1: older.root, size2: newer.size, root2: newer.root, proof });
}

/** A note and the checkpoint in it, or undefined for a note that is none. */
function findCheckpoint(note: string | Uint8Array): { signed: SignedNote; checkpoint: Checkpoint } | undefined {
  try {
    const signed = parseNote(note);
    return { signed, checkpoint: parseCheckpoint(signed.text) };
  } catch (error) {
    if (error instanceof LogFormatError) return undefined;
    throw error;
  }
}

function toVerifiers(origin: string, keys: readonly VerifyingKey[]): NoteVerifier[] {
  return keys.flatMap((key) => [toNoteVerifier(origin, key), toNoteVerifier(origin, key, 'cosignature')]);
}

/** The latest of the times that the log's own verified cosignatures name. */
function findTime({ signatures }: SignedNote, verifiedBy: readonly NoteVerifier[]): Date | undefined {
  const times = verifiedBy.flatMap((verifier) =>
    signatures.flatMap((signature) => findCosignedTime(signature, verifier) ?? []),
  );
  return times.reduce<Date | undefined>((latest, time) => (latest && latest >= time ? latest : time), undefined);
}
