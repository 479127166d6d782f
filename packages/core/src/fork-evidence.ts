// Evidence against a log that showed two histories: both signed notes and the proof that was shown between them. It is a
// proof of misbehaviour only where the newer tree itself leads to another old root; a proof that leads nowhere shows no more
// than that the log gave none, and anyone could have written that.
import { ForkEvidence, type Json, RegistryError } from '@action-registry/schema';
import { isEqualBytes } from './bytes.js';
import {
  type Checkpoint,
  type CheckpointProblem,
  type CheckpointVerdict,
  compareCheckpoints,
  isConsistent,
  verifyCheckpoint,
} from './checkpoint.js';
import type { VerifyingKey } from './ed25519-key.js';
import { toIssues, toMessage } from './invalid-input.js';
import { toInvalidJson } from './invalid-json.js';
import { findLogHashes } from './log-text.js';
import { consistencyRoots, isPowerOfTwo } from './merkle-proof.js';
import { formatVerifierKey, parseVerifierKey, toNoteVerifier } from './note-key.js';
import { strictRead } from './strict-json.js';
import { StrictJsonError } from './strict-json-error.js';

/** What was seen: two notes in any order, the proof shown between them in base64, and the log keys that verify both. */
export type ForkClaim = {
  notes: readonly [string, string];
  consistency: readonly string[];
  /** What the newer log has as the root of its first entries, as many as the older has; only told apart for complete trees. */
  prefix?: string | undefined;
  keys: readonly VerifyingKey[];
};

/**
 * What a document shows. `fork`: the log signed two histories. `unproven`: it signed both, and the proof connects them with
 * neither a yes nor a no. `consistent`: both can be true. `invalid`: a note is not the log's word.
 */
export type ForkVerdict =
  | { outcome: 'fork' | 'unproven' | 'consistent'; older: Checkpoint; newer: Checkpoint }
  | { outcome: 'invalid'; problem: CheckpointProblem };

const EVIDENCE_TYPE = 'application/vnd.action-registry.fork-evidence.v1+json';
/** Two notes with their escapes, and the rest. */
const FILE_LIMITS = { maxBytes: 8 * 1024 * 1024, maxKeys: 100 };

/** The evidence document (P-58); throws `TypeError` unless these keys verify both notes as checkpoints of one log. */
export function createForkEvidence({ notes, consistency, prefix, keys }: ForkClaim): ForkEvidence {
  const [first, second] = notes.map((note) => ({ note, verdict: verifyCheckpoint(note, { keys }) }));
  if (!(first?.verdict.ok && second?.verdict.ok)) throw new TypeError('evidence is made of two notes that verify');
  const [a, b] = [first.verdict, second.verdict];
  const { origin } = a.checkpoint;
  if (b.checkpoint.origin !== origin) throw new TypeError('evidence is made of two notes of one log');
  const [older, newer] = a.checkpoint.size <= b.checkpoint.size ? [first, second] : [second, first];
  const vkeys = [a.key, b.key].map((key) => formatVerifierKey(toNoteVerifier(origin, key)));
  return {
    type: EVIDENCE_TYPE,
    origin,
    older: older.note,
    newer: newer.note,
    consistency: [...consistency],
    ...(prefix !== undefined && { prefix }),
    log_keys: [...new Set(vkeys)],
  };
}

/** Reads an evidence document; throws INVALID_JSON or INVALID_BODY. Nothing of it is verified. */
export function parseForkEvidence(text: string): ForkEvidence {
  const value = readDocument(text);
  const parsed = ForkEvidence.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = toIssues(parsed.error, value, { schema: ForkEvidence });
  throw new RegistryError('INVALID_BODY', `In the evidence, ${toMessage(issues)}`, { details: { issues } });
}

/**
 * The keys that the document itself names for its log. Anyone can write evidence about a log of their own: they show
 * something only to who knows them to be the log's. Throws `LogFormatError` for a malformed or weak one.
 */
export function evidenceKeys({ log_keys, origin }: ForkEvidence): VerifyingKey[] {
  return log_keys
    .map(parseVerifierKey)
    .filter(({ name, type }) => name === origin && type === 'ed25519')
    .map(({ key }) => key);
}

/** Holds a document against keys that the reader knows to be the log's (P-59). */
export function checkForkEvidence(evidence: ForkEvidence, keys: readonly VerifyingKey[]): ForkVerdict {
  const log = { keys, origin: evidence.origin };
  const [older, newer] = [verifyCheckpoint(evidence.older, log), verifyCheckpoint(evidence.newer, log)];
  if (!older.ok) return toInvalid(older);
  if (!newer.ok) return toInvalid(newer);
  const [one, other] = [older.checkpoint, newer.checkpoint];
  const ordered = one.size <= other.size ? { older: one, newer: other } : { older: other, newer: one };
  return { outcome: findOutcome(ordered, evidence), ...ordered };
}

function findOutcome(
  { older, newer }: { older: Checkpoint; newer: Checkpoint },
  { consistency, prefix }: ForkEvidence,
): 'fork' | 'unproven' | 'consistent' {
  const relation = compareCheckpoints(older, newer);
  if (relation === 'fork') return 'fork';
  if (relation === 'same' || older.size === 0) return 'consistent';
  const hashes = findLogHashes(consistency);
  const start = findLogHashes(prefix === undefined ? [] : [prefix]);
  if (hashes === undefined || start === undefined) return 'unproven';
  if (isConsistent(older, newer, hashes)) return 'consistent';
  // A proof leaves the root of a complete old tree out; without it, it says nothing about another one.
  const proof = isPowerOfTwo(older.size) ? [...start, ...hashes] : hashes;
  const roots = consistencyRoots({ size1: older.size, size2: newer.size, proof });
  // What leads to the signed newer root is part of the newer tree, and so is the old root it has.
  const isOfNewer = roots !== undefined && isEqualBytes(roots.root2, newer.root);
  return isOfNewer && !isEqualBytes(roots.root1, older.root) ? 'fork' : 'unproven';
}

function toInvalid({ problem }: Extract<CheckpointVerdict, { ok: false }>): ForkVerdict {
  return { outcome: 'invalid', problem };
}

function readDocument(text: string): Json {
  try {
    return strictRead(text, FILE_LIMITS);
  } catch (error) {
    if (error instanceof StrictJsonError) throw toInvalidJson(error, 'The evidence');
    throw error;
  }
}
