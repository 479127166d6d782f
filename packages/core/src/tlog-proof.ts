// Proofs that travel alone (P-49; C2SP tlog-proof, https://c2sp.org/tlog-proof): one text with a checkpoint, an index
// and the way from the leaf to the root. The leaf is never in it: whoever verifies makes it from what they hold.
import type { VerifyCode } from '@action-registry/schema';
import { toBase64 } from './base64.js';
import { type Checkpoint, type CheckpointProblem, type LogIdentity, verifyCheckpoint } from './checkpoint.js';
import { LogFormatError } from './log-format-error.js';
import { parseCount, parseLogBytes, parseLogHash, readLogText } from './log-text.js';
import { verifyInclusion } from './merkle-proof.js';
import { NOTE_LIMITS, parseNote } from './signed-note.js';

/** A proof as it was read. `checkpoint` is the note, word for word; `extra` is signed by nobody. */
export type TlogProof = { index: number; hashes: readonly Uint8Array[]; checkpoint: string; extra?: Uint8Array };

/** The checkpoint that a proof leads to, or the code of the check that failed. */
export type TlogProofVerdict =
  | { ok: true; checkpoint: Checkpoint }
  | {
      ok: false;
      code: Extract<VerifyCode, 'bad_checkpoint' | 'not_in_log' | 'bad_inclusion_proof'>;
      problem?: CheckpointProblem;
    };

const HEADER = 'c2sp.org/tlog-proof@v1';
/** A tree of 2^53 leaves has no longer path. */
const PROOF_HASHES_MAX = 53;
/** Room for the note, and beside it for hashes and extra data. */
const PROOF_BYTES_MAX = 2 * NOTE_LIMITS.bytes;

/** The text form; throws `LogFormatError` for a proof that `parseTlogProof` would not read back. */
export function formatTlogProof({ index, hashes, checkpoint, extra }: TlogProof): string {
  const extraLines = extra === undefined ? [] : [`extra ${toBase64(extra)}`];
  const lines = [HEADER, ...extraLines, `index ${index}`, ...hashes.map(toBase64)];
  const text = `${lines.join('\n')}\n\n${checkpoint}`;
  parseTlogProof(text);
  return text;
}

/** Reads a proof; throws `LogFormatError`. Its checkpoint is a well-formed note; nothing is verified. */
export function parseTlogProof(input: string | Uint8Array): TlogProof {
  const text = readLogText(input, PROOF_BYTES_MAX);
  const end = text.indexOf('\n\n');
  if (end === -1) throw new LogFormatError('proof_head', 'an empty line and the checkpoint follow the hashes');
  const [header, ...lines] = text.slice(0, end).split('\n');
  if (header !== HEADER) throw new LogFormatError('proof_head', `the first line is ${HEADER}`);
  const extra = lines[0]?.startsWith('extra ') === true ? lines.shift()?.slice('extra '.length) : undefined;
  if (extra === '') throw new LogFormatError('proof_extra', 'a proof without extra data has no such line');
  const index = lines.shift();
  if (!index?.startsWith('index '))
    throw new LogFormatError('proof_index', 'a line with the index comes before the hashes');
  if (lines.length > PROOF_HASHES_MAX) throw new LogFormatError('proof_hash', `at most ${PROOF_HASHES_MAX} hashes`);
  const checkpoint = text.slice(end + 2);
  parseNote(checkpoint);
  return {
    index: parseCount(index.slice('index '.length), 'proof_index'),
    hashes: lines.map((line) => parseLogHash(line, 'proof_hash')),
    checkpoint,
    ...(extra !== undefined && { extra: parseLogBytes(extra, 'proof_extra') }),
  };
}

/** Verifies that the leaf with this hash, made by the verifier, is in the log as the proof says. */
export function verifyTlogProof(proof: TlogProof, leafHash: Uint8Array, log: LogIdentity): TlogProofVerdict {
  const verdict = verifyCheckpoint(proof.checkpoint, log);
  if (!verdict.ok) return { ok: false, code: 'bad_checkpoint', problem: verdict.problem };
  const { size, root } = verdict.checkpoint;
  const { index, hashes } = proof;
  if (index >= size) return { ok: false, code: 'not_in_log' };
  const isProven = verifyInclusion({ index, size, leafHash, root, proof: hashes });
  return isProven ? { ok: true, checkpoint: verdict.checkpoint } : { ok: false, code: 'bad_inclusion_proof' };
}
