import { describe, expect, it } from 'vitest';
import { toBase64 } from './base64.js';
import type { LogFormatProblem } from './log-format-error.js';
import { parseSignerKey, parseVerifierKey, toNoteSigner, verifierOf } from './note-key.js';
import { createNoteSignature, findCosignedTime, formatNote, parseNote, signNote, verifyNote } from './signed-note.js';
import { problemOf } from './testing/log-problems.js';

// The key and the note of the documentation of Go's golang.org/x/mod/sumdb/note.
const SKEY = 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
const VKEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const LINE =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
const NOTE = `${TEXT}\n${LINE}`;

const peter = parseVerifierKey(VKEY);
const other = toNoteSigner('EnochRoot', new Uint8Array(32).fill(3));

function signatureLine(bytes: Uint8Array, name = 'PeterNeumann'): string {
  return `— ${name} ${toBase64(bytes)}\n`;
}

describe("Go's own note", () => {
  it('is written byte for byte', () => {
    expect(signNote(TEXT, [parseSignerKey(SKEY)])).toBe(NOTE);
  });

  it('is read and verified, as text and as bytes', () => {
    for (const input of [NOTE, new TextEncoder().encode(NOTE)]) {
      const note = parseNote(input);
      expect(note.text).toBe(TEXT);
      expect(verifyNote(note, [peter])).toEqual({ ok: true, verifiedBy: [peter] });
      expect(formatNote(note)).toBe(NOTE);
    }
  });
});

describe('a note', () => {
  it('may hold empty lines: the last one ends its text', () => {
    const text = 'a\n\nb\n';
    expect(parseNote(signNote(text, [other])).text).toBe(text);
  });

  it('counts by any known signature, and passes unknown ones over', () => {
    const both = signNote(TEXT, [other, parseSignerKey(SKEY)]);
    const stranger = NOTE + signatureLine(new Uint8Array(9), 'stranger');
    expect(verifyNote(parseNote(both), [peter]).ok).toBe(true);
    expect(verifyNote(parseNote(both), [peter, verifierOf(other)])).toMatchObject({ ok: true });
    expect(verifyNote(parseNote(stranger), [peter]).ok).toBe(true);
  });

  it('with a signature under a known name and another id, or a known id and another name, is passed over', () => {
    const id = [0xc7, 0x4f, 0x20, 0xa3];
    const renamed = NOTE + signatureLine(Uint8Array.of(...id, 1), 'PeterNewmann');
    const otherId = NOTE + signatureLine(Uint8Array.of(1, 2, 3, 4, 5));
    for (const note of [renamed, otherId]) expect(verifyNote(parseNote(note), [peter]).ok).toBe(true);
  });

  it('counts a signature twice given once', () => {
    const verdict = verifyNote(parseNote(NOTE + LINE), [peter]);
    expect(verdict).toEqual({ ok: true, verifiedBy: [peter] });
  });

  it.each<[string, string, 'unknown_signer' | 'bad_signature']>([
    ['another text', NOTE.replace('think', 'thinK'), 'bad_signature'],
    ['one changed bit', NOTE.replace('o/ZJ', 'o/ZK'), 'bad_signature'],
    ['a bad known signature beside a good one', NOTE + LINE.replace('o/ZJ', 'o/ZK'), 'bad_signature'],
    ['only an unknown signer', signNote(TEXT, [other]), 'unknown_signer'],
  ])('is refused with %s', (_, note, problem) => {
    expect(verifyNote(parseNote(note), [peter])).toMatchObject({ ok: false, problem });
  });

  it('is refused where two known keys share a name and an id', () => {
    const { key } = verifierOf(other);
    expect(verifyNote(parseNote(NOTE), [peter, { ...peter, key }])).toMatchObject({ problem: 'ambiguous_key' });
  });

  it.each<[LogFormatProblem, string, string | Uint8Array]>([
    ['no_signature', 'nothing', ''],
    ['no_signature', 'a text alone', TEXT],
    ['no_signature', 'no signature line', `${TEXT}\n`],
    ['signature_line', 'no newline at the end', NOTE.slice(0, -1)],
    ['signature_line', 'a hyphen for the dash', NOTE.replace('—', '-')],
    ['signature_line', 'no name', `${TEXT}\n—  AAAAAAA=\n`],
    ['signature_line', 'two spaces', NOTE.replace('— P', '—  P')],
    ['signature_line', 'a word after the signature', NOTE.replace('AM=\n', 'AM= x\n')],
    ['signature_line', 'no padding', NOTE.replace('AM=\n', 'AM\n')],
    ['signature_line', 'a key id alone', `${TEXT}\n— PeterNeumann x08gow==\n`],
    ['signature_line', 'a foreign line among the signatures', `${NOTE}x\n`],
    ['key_name', 'a plus in the name', NOTE.replace('PeterNeumann', 'Peter+Neumann')],
    ['key_name', 'a wide space in the name', NOTE.replace('PeterNeumann', 'Peter\u3000Neumann')],
    ['control_character', 'a tab', NOTE.replace('you think', 'you\tthink')],
    ['control_character', 'a carriage return', NOTE.replaceAll('\n', '\r\n')],
    ['control_character', 'a zero byte', NOTE.replace('you', 'y\0u')],
    ['not_text', 'broken UTF-8', new Uint8Array([0xff, ...new TextEncoder().encode(NOTE)])],
    ['not_text', 'a lone surrogate', NOTE.replace('you', '\ud800')],
    ['too_many_signatures', '101 signatures', NOTE + LINE.repeat(100)],
    ['too_large', 'more than a mebibyte', 'x'.repeat(1024 * 1024) + NOTE],
  ])('is refused as %s: %s', (problem, _, note) => {
    expect(problemOf(() => parseNote(note))).toBe(problem);
  });

  it('is read with 100 signatures', () => {
    expect(parseNote(NOTE + LINE.repeat(99)).signatures).toHaveLength(100);
  });

  it('is not written where it could not be read back', () => {
    const signatures = [createNoteSignature(TEXT, other)];
    expect(problemOf(() => formatNote({ text: 'x', signatures }))).toBe('text_end');
    expect(problemOf(() => formatNote({ text: TEXT, signatures: [] }))).toBe('no_signature');
    expect(problemOf(() => formatNote({ text: 'a\tb\n', signatures }))).toBe('control_character');
    expect(
      problemOf(() => formatNote({ text: TEXT, signatures: signatures.map((each) => ({ ...each, name: 'a b' })) })),
    ).toBe('key_name');
  });
});

describe('a cosignature', () => {
  const witness = toNoteSigner('witness.example', new Uint8Array(32).fill(4), 'cosignature');
  const time = new Date('2026-11-01T00:00:00Z');
  const signature = createNoteSignature(TEXT, witness, time);

  it('verifies and names its time', () => {
    const verifier = verifierOf(witness);
    expect(verifyNote({ text: TEXT, signatures: [signature] }, [verifier])).toMatchObject({ ok: true });
    expect(findCosignedTime(signature, verifier)).toEqual(time);
  });

  it('does not verify at another time, and is no plain signature of the same key', () => {
    const later = { ...signature, bytes: signature.bytes.with(7, (signature.bytes[7] ?? 0) ^ 1) };
    expect(verifyNote({ text: TEXT, signatures: [later] }, [verifierOf(witness)])).toMatchObject({ ok: false });
    const plain = verifierOf(toNoteSigner('witness.example', witness.seed));
    const relabelled = { ...signature, id: plain.id, bytes: signature.bytes.subarray(8) };
    expect(verifyNote({ text: TEXT, signatures: [relabelled] }, [plain])).toMatchObject({ problem: 'bad_signature' });
    expect(findCosignedTime(relabelled, plain)).toBeUndefined();
  });

  it('without a time, before 1970 or too short is refused', () => {
    expect(() => createNoteSignature(TEXT, witness)).toThrow(RangeError);
    expect(() => createNoteSignature(TEXT, witness, new Date(-1))).toThrow(RangeError);
    const short = { ...signature, bytes: signature.bytes.subarray(0, 7) };
    expect(verifyNote({ text: TEXT, signatures: [short] }, [verifierOf(witness)])).toMatchObject({ ok: false });
  });
});
