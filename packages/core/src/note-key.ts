// Keys of signed notes. A note's signature names its key by a name and a 32-bit id; the id only selects, so two keys that
// share it are kept apart by the key itself. Formats: C2SP signed-note (https://c2sp.org/signed-note) and, for the text forms,
// Go's golang.org/x/mod/sumdb/note, where they come from.

import { publicKeyOf } from '#ed25519';
import { sha256 } from '#sha256';
import { toBase64 } from './base64.js';
import { concatBytes } from './bytes.js';
import { importPublicKey, PUBLIC_KEY_BYTES, publicKeyBytes, type VerifyingKey } from './ed25519-key.js';
import { toHex } from './hex.js';
import { LogFormatError } from './log-format-error.js';
import { findControl, parseLogBytes } from './log-text.js';
import { toUtf8 } from './utf8.js';

/** The signature types of C2SP signed-note that are understood here; others are left to those who know them. */
const NOTE_SIGNATURE_TYPES = { ed25519: 0x01, cosignature: 0x04 } as const;

/** What a key signs: the note's text, or the text under a time (C2SP tlog-cosignature). */
export type NoteSignatureType = keyof typeof NOTE_SIGNATURE_TYPES;

/** Length of an Ed25519 seed in bytes (RFC 8032 §5.1.5). */
const SEED_BYTES = 32;
const PRIVATE_PREFIX = 'PRIVATE+KEY+';
const FORBIDDEN_IN_NAME = /[\p{White_Space}\p{Surrogate}+]/u;

/** A key that verifies signatures of notes; `id` is 8 lower-case hex digits. */
export type NoteVerifier = {
  readonly name: string;
  readonly type: NoteSignatureType;
  readonly id: string;
  readonly key: VerifyingKey;
};

/** A key that signs notes; `seed` is secret. */
export type NoteSigner = {
  readonly name: string;
  readonly type: NoteSignatureType;
  readonly id: string;
  readonly seed: Uint8Array;
};

/** True for a name a key may have: not empty, without Unicode spaces, `+` and control characters. */
export function isNoteKeyName(name: string): boolean {
  return name !== '' && !FORBIDDEN_IN_NAME.test(name) && findControl(name) === undefined;
}

/** The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ public key), as 8 hex digits (P-40). */
export function noteKeyId(name: string, publicKey: Uint8Array, type: NoteSignatureType = 'ed25519'): string {
  const typeByte = Uint8Array.of(NOTE_SIGNATURE_TYPES[type]);
  return toHex(sha256(concatBytes([toUtf8(`${name}\n`), typeByte, publicKey])).subarray(0, 4));
}

/** The verifier of a key under a name; throws `LogFormatError` for an unlawful name. */
export function toNoteVerifier(name: string, key: VerifyingKey, type: NoteSignatureType = 'ed25519'): NoteVerifier {
  assertName(name);
  return { name, type, id: noteKeyId(name, publicKeyBytes(key), type), key };
}

/** The signer of a 32-byte seed under a name; throws `LogFormatError` for an unlawful name, `RangeError` for another length. */
export function toNoteSigner(name: string, seed: Uint8Array, type: NoteSignatureType = 'ed25519'): NoteSigner {
  assertName(name);
  return { name, type, id: noteKeyId(name, publicKeyOf(seed), type), seed: seed.slice() };
}

/** The verifier of a signer's signatures. */
export function verifierOf({ name, type, seed }: NoteSigner): NoteVerifier {
  return toNoteVerifier(name, importPublicKey(publicKeyOf(seed)), type);
}

/** The text form of a verifier, which may be shown to anyone: `name+id+base64(type ‖ public key)`. */
export function formatVerifierKey({ name, id, type, key }: NoteVerifier): string {
  return `${name}+${id}+${toTypedKey(type, publicKeyBytes(key))}`;
}

/** Reads what `formatVerifierKey` writes; throws `LogFormatError` for anything else and for weak keys. */
export function parseVerifierKey(text: string): NoteVerifier {
  const { name, id, type, bytes } = parseKey(text);
  if (bytes.length !== PUBLIC_KEY_BYTES) throw new LogFormatError('key_text', `must hold ${PUBLIC_KEY_BYTES} bytes`);
  const verifier = toNoteVerifier(name, importKey(bytes), type);
  if (verifier.id !== id) throw new LogFormatError('key_id', 'the id is not the one of this name and key');
  return verifier;
}

/** The text form of a signer, secret: `PRIVATE+KEY+name+id+base64(type ‖ seed)`. */
export function formatSignerKey({ name, id, type, seed }: NoteSigner): string {
  return `${PRIVATE_PREFIX}${name}+${id}+${toTypedKey(type, seed)}`;
}

/** Reads what `formatSignerKey` writes; throws `LogFormatError` for anything else. No message repeats the text. */
export function parseSignerKey(text: string): NoteSigner {
  if (!text.startsWith(PRIVATE_PREFIX)) throw new LogFormatError('key_text', `must start with ${PRIVATE_PREFIX}`);
  const { name, id, type, bytes } = parseKey(text.slice(PRIVATE_PREFIX.length));
  if (bytes.length !== SEED_BYTES) throw new LogFormatError('key_text', `must hold ${SEED_BYTES} bytes`);
  const signer = toNoteSigner(name, bytes, type);
  if (signer.id !== id) throw new LogFormatError('key_id', 'the id is not the one of this name and key');
  return signer;
}

function toTypedKey(type: NoteSignatureType, bytes: Uint8Array): string {
  return toBase64(concatBytes([Uint8Array.of(NOTE_SIGNATURE_TYPES[type]), bytes]));
}

/** Base64 may hold a `+`, names and ids may not: the first two separate. */
function parseKey(text: string): { name: string; id: string; type: NoteSignatureType; bytes: Uint8Array } {
  const [, name = '', id = '', base64 = ''] = /^([^+]*)\+([0-9a-f]{8})\+(.+)$/su.exec(text) ?? [];
  if (base64 === '') throw new LogFormatError('key_text', 'must be name+id+base64');
  assertName(name);
  const typed = parseLogBytes(base64, 'key_text');
  const type = findType(typed[0]);
  if (type === undefined) throw new LogFormatError('key_type', 'the signature type is not one that is understood here');
  return { name, id, type, bytes: typed.subarray(1) };
}

function findType(byte: number | undefined): NoteSignatureType | undefined {
  if (byte === NOTE_SIGNATURE_TYPES.ed25519) return 'ed25519';
  return byte === NOTE_SIGNATURE_TYPES.cosignature ? 'cosignature' : undefined;
}

function importKey(bytes: Uint8Array): VerifyingKey {
  try {
    return importPublicKey(bytes);
  } catch {
    throw new LogFormatError('key_text', 'the public key is malformed or weak');
  }
}

function assertName(name: string): void {
  if (!isNoteKeyName(name)) throw new LogFormatError('key_name', 'must be a name without spaces, + and controls');
}
