import { describe, expect, it } from 'vitest';
import {
  type Checkpoint,
  compareCheckpoints,
  formatCheckpoint,
  isConsistent,
  parseCheckpoint,
  signCheckpoint,
  timeCheckpoint,
  verifyCheckpoint,
} from './checkpoint.js';
import type { LogFormatProblem } from './log-format-error.js';
import { emptyRoot, leafHash } from './log-hash.js';
import { parseLogHash } from './log-text.js';
import { toNoteSigner } from './note-key.js';
import { parseNote, signNote } from './signed-note.js';
import { createTestLog, keyOf, ORIGIN } from './testing/log.js';
import { problemOf } from './testing/log-problems.js';
import { seedOf } from './testing/signed-release.js';

const ROOT = 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=';
const TEXT = `example.com/behind-the-sofa\n20852163\n${ROOT}\n`;
const log = createTestLog(['a', 'b', 'c', 'd', 'e']);
const note = log.checkpointAt(5);
const key = keyOf(9);

describe('the text of a checkpoint', () => {
  it('is read and written as the specification shows it', () => {
    const read = parseCheckpoint(TEXT);
    expect(read).toEqual({
      origin: 'example.com/behind-the-sofa',
      size: 20_852_163,
      root: parseLogHash(ROOT, 'root'),
      extensions: [],
    });
    expect(formatCheckpoint(read)).toBe(TEXT);
    expect(parseCheckpoint(`${TEXT}one\ntwo\n`).extensions).toEqual(['one', 'two']);
  });

  it.each<[LogFormatProblem, string, string]>([
    ['text_end', 'no newline at the end', TEXT.slice(0, -1)],
    ['origin', 'an empty origin', TEXT.replace('example.com/behind-the-sofa', '')],
    ['size', 'no size', 'example.com\n'],
    ['root', 'no root', 'example.com\n1\n'],
    ['size', 'a leading zero', TEXT.replace('2085', '02085')],
    ['size', 'a sign', TEXT.replace('2085', '+2085')],
    ['size', 'a hexadecimal size', TEXT.replace('20852163', '0x13e')],
    ['size', 'a size beyond 2^53 − 1', TEXT.replace('20852163', '9007199254740992')],
    ['root', 'a root of 31 bytes', TEXT.replace(ROOT, 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==')],
    ['root', 'another spelling of the root', TEXT.replace('q2I=', 'q2J=')],
    ['root', 'a root of an empty log that is none', TEXT.replace('20852163', '0')],
    ['line', 'an empty extension line', `${TEXT}\n`],
    ['control_character', 'a carriage return', TEXT.replaceAll('\n', '\r\n')],
  ])('is refused as %s: %s', (problem, _, text) => {
    expect(problemOf(() => parseCheckpoint(text))).toBe(problem);
  });

  it.each<[LogFormatProblem, Partial<Checkpoint>]>([
    ['origin', { origin: 'two words' }],
    ['origin', { origin: 'cosignature/v1' }],
    ['size', { size: -1 }],
    ['size', { size: 1.5 }],
    ['root', { root: new Uint8Array(31) }],
    ['line', { extensions: ['a\nb'] }],
    ['line', { extensions: [''] }],
  ])('is not written with %s: %j', (problem, change) => {
    const checkpoint = { origin: 'example.com', size: 1, root: leafHash('a'), ...change };
    expect(problemOf(() => formatCheckpoint(checkpoint))).toBe(problem);
  });
});

describe('a checkpoint', () => {
  it('verifies with the key of its log, and says nothing of time unless the log does', () => {
    const verdict = verifyCheckpoint(note, { keys: [keyOf(8), key], origin: ORIGIN });
    expect(verdict).toMatchObject({ ok: true, key, time: undefined });
    expect(verdict.checkpoint).toMatchObject({ origin: ORIGIN, size: 5, root: log.rootAt(5) });
  });

  it('of an empty log verifies', () => {
    const empty = signCheckpoint({ origin: ORIGIN, size: 0, root: emptyRoot() }, seedOf(9));
    expect(verifyCheckpoint(empty, { keys: [key] }).ok).toBe(true);
  });

  it('carries the log’s latest word on the time, which replaces an earlier one', () => {
    const [one, two] = [new Date('2026-11-01T00:00:00Z'), new Date('2026-11-02T00:00:00Z')];
    const timed = timeCheckpoint(timeCheckpoint(note, seedOf(9), one), seedOf(9), two);
    expect(parseNote(timed).signatures).toHaveLength(2);
    expect(verifyCheckpoint(timed, { keys: [key] })).toMatchObject({ ok: true, time: two });
    expect(problemOf(() => timeCheckpoint(note, seedOf(8), one))).toBe('key_id');
  });

  it.each<[string, string, Parameters<typeof verifyCheckpoint>[1]]>([
    ['malformed', 'hello', { keys: [key] }],
    ['malformed', signNote('hello\n', [toNoteSigner(ORIGIN, seedOf(9))]), { keys: [key] }],
    ['no_log_key', note, { keys: [] }],
    ['other_origin', note, { keys: [key], origin: 'registry.example/other' }],
    ['unknown_signer', note, { keys: [keyOf(8)] }],
    ['bad_signature', note.replace('\n5\n', '\n6\n'), { keys: [key] }],
    ['unknown_signer', signNote(parseNote(note).text, [toNoteSigner('another.name', seedOf(9))]), { keys: [key] }],
  ])('is refused as %s: %j', (problem, text, identity) => {
    expect(verifyCheckpoint(text, identity)).toMatchObject({ ok: false, problem });
  });

  it('does not count by the log’s word on the time alone', () => {
    const timed = timeCheckpoint(note, seedOf(9), new Date('2026-11-01T00:00:00Z'));
    const lines = timed.split('\n');
    const bare = lines.filter((line) => !note.split('\n').includes(line) || !line.startsWith('—')).join('\n');
    expect(parseNote(bare).signatures).toHaveLength(1);
    expect(verifyCheckpoint(bare, { keys: [key] })).toMatchObject({ ok: false, problem: 'unknown_signer' });
  });
});

describe('two checkpoints', () => {
  const at = (size: number): Checkpoint => ({ origin: ORIGIN, size, root: log.rootAt(size) });

  it('are the same, newer, older, a fork, or of two logs', () => {
    expect(compareCheckpoints(at(3), at(3))).toBe('same');
    expect(compareCheckpoints(at(3), at(5))).toBe('newer');
    expect(compareCheckpoints(at(5), at(3))).toBe('older');
    expect(compareCheckpoints(at(3), { ...at(3), root: at(5).root })).toBe('fork');
    expect(compareCheckpoints(at(3), { ...at(3), origin: 'other' })).toBe('other_log');
  });

  it('are consistent by a proof alone, and an empty old log without one', () => {
    const proof = log.consistency(3).hashes.map((hash) => parseLogHash(hash, 'proof_hash'));
    expect(isConsistent(at(3), at(5), proof)).toBe(true);
    expect(isConsistent(at(3), at(5), [])).toBe(false);
    expect(isConsistent(at(3), { ...at(5), origin: 'other' }, proof)).toBe(false);
    expect(isConsistent(at(5), at(3), proof)).toBe(false);
    expect(isConsistent(at(0), at(5), [])).toBe(true);
    expect(isConsistent(at(0), at(5), proof)).toBe(false);
    expect(isConsistent(at(5), at(5), [])).toBe(true);
    expect(isConsistent(at(0), at(0), [])).toBe(true);
    expect(isConsistent(at(0), { ...at(0), root: at(5).root }, [])).toBe(false);
  });
});
