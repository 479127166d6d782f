// The log: one append-only sequence of entries that audit, events and proofs all read (model.md §5).
import { z } from 'zod';
import { JsonRecord } from './json.js';
import { LIMITS } from './limits.js';
import { Timestamp } from './names.js';
import { PageInput, pageOf } from './page.js';

/** Types whose leaf holds the public facts; everyone who may read the registry may read them. */
export const PUBLIC_EVENT_TYPES = [
  'release.publish',
  'release.deprecate',
  'release.undeprecate',
  'release.yank',
  'release.unyank',
  'release.resign',
  'channel.move',
  'key.add',
  'key.retire',
  'key.revoke',
  'catalogue.put',
  'namespace.claim',
  'namespace.transfer',
  'log.restart',
] as const;

/** Types whose leaf is a salted commitment; their content stays in the workspace. */
export const PRIVATE_EVENT_TYPES = [
  'workspace.create',
  'workspace.update',
  'member.put',
  'member.remove',
  'member.link',
  'api_key.create',
  'api_key.revoke',
  'key.request',
  'key.decide',
  'namespace.offer',
  'namespace.decline',
  'definition.create',
  'definition.update',
  'definition.delete',
  'definition.restore',
  'approval.request',
  'approval.decide',
  'execution.batch',
] as const;

export const PublicEventType = z.enum(PUBLIC_EVENT_TYPES);
export type PublicEventType = z.infer<typeof PublicEventType>;
export const PrivateEventType = z.enum(PRIVATE_EVENT_TYPES);
export type PrivateEventType = z.infer<typeof PrivateEventType>;
export const EventType = z.enum([...PUBLIC_EVENT_TYPES, ...PRIVATE_EVENT_TYPES]);
export type EventType = z.infer<typeof EventType>;

/**
 * One leaf with, for those who may see it, the event behind it. `leaf` is the exact text that was hashed, `leaf_hash`
 * the base64 of SHA-256(0x00 ‖ leaf) (RFC 6962 §2.1). `salt` (base64) opens the commitment of a private event.
 */
export const LogEntry = z.object({
  index: z.int().nonnegative(),
  leaf: z.string(),
  leaf_hash: z.string(),
  type: z.union([EventType, z.literal('private')]),
  at: Timestamp,
  subject: z.string().optional(),
  actor: z.string().optional(),
  workspace: z.string().optional(),
  data: JsonRecord.optional(),
  salt: z.string().optional(),
});
export type LogEntry = z.infer<typeof LogEntry>;

/** A hash of the log's tree: the base64 of 32 bytes. */
export const LogHash = z.string().regex(/^[A-Za-z0-9+/]{43}=$/, 'must be 44 characters of base64 (32 bytes)');
export type LogHash = z.infer<typeof LogHash>;

const PROOF_HASHES_MAX = 64;
const NOTE_CHARACTERS_MAX = 1024 * 1024;

/** That an entry stands at `index` in the tree of a checkpoint: the hashes from its leaf to the root (RFC 6962 §2.1.1). */
export const InclusionProof = z.object({
  index: z.int().nonnegative(),
  hashes: z.array(LogHash).max(PROOF_HASHES_MAX),
});
export type InclusionProof = z.infer<typeof InclusionProof>;

/** That the tree of `from` leaves is a prefix of the tree of `to` leaves (RFC 6962 §2.1.2); empty where both are one. */
export const ConsistencyProof = z.object({
  from: z.int().nonnegative(),
  to: z.int().nonnegative(),
  hashes: z.array(LogHash).max(PROOF_HASHES_MAX),
});
export type ConsistencyProof = z.infer<typeof ConsistencyProof>;

/**
 * What a registry shows for a release's place in the log: a checkpoint (C2SP signed note), a proof for the entry of each of
 * its signatures, and the consistency with the checkpoint that the asker named. Leaves are not in it: verifiers make them.
 */
export const LogEvidence = z.object({
  checkpoint: z.string().max(NOTE_CHARACTERS_MAX),
  inclusion: z.array(InclusionProof).max(LIMITS.signaturesPerRelease + 1),
  consistency: ConsistencyProof.optional(),
});
export type LogEvidence = z.infer<typeof LogEvidence>;

/**
 * Two notes by one log that cannot both be true, for anyone to check: the proof of consistency that was shown between them
 * and, where the older tree is complete, what the newer log has in its place (`prefix`). `log_keys` are in vkey form.
 */
export const ForkEvidence = z.strictObject({
  type: z.literal('application/vnd.action-registry.fork-evidence.v1+json'),
  origin: z.string().min(1).max(2_000),
  older: z.string().max(NOTE_CHARACTERS_MAX),
  newer: z.string().max(NOTE_CHARACTERS_MAX),
  consistency: z.array(LogHash).max(PROOF_HASHES_MAX),
  prefix: LogHash.optional(),
  log_keys: z.array(z.string().max(2_100)).min(1).max(LIMITS.listEntries),
});
export type ForkEvidence = z.infer<typeof ForkEvidence>;

/** A signed checkpoint: `checkpoint` is the C2SP signed note, the rest is what it says. */
export const LogCheckpoint = z.object({
  origin: z.string(),
  size: z.int().nonnegative(),
  root: LogHash,
  checkpoint: z.string(),
});
export type LogCheckpoint = z.infer<typeof LogCheckpoint>;

/** Input of `log.inclusion`: without a size, the tree of the latest checkpoint. */
export const GetInclusion = z.strictObject({ index: z.int().nonnegative(), size: z.int().positive().optional() });
export type GetInclusion = z.infer<typeof GetInclusion>;

/** The answer to `log.inclusion`; `checkpoint` is the latest, of this size or larger. */
export const LogInclusion = InclusionProof.extend({
  size: z.int().positive(),
  leaf_hash: LogHash,
  checkpoint: z.string(),
});
export type LogInclusion = z.infer<typeof LogInclusion>;

/** Input of `log.consistency`: without `to`, up to the tree of the latest checkpoint. */
export const GetConsistency = z.strictObject({ from: z.int().positive(), to: z.int().positive().optional() });
export type GetConsistency = z.infer<typeof GetConsistency>;

/** The answer to `log.consistency`; `checkpoint` is the latest, of size `to` or larger. */
export const LogConsistency = ConsistencyProof.extend({ checkpoint: z.string() });
export type LogConsistency = z.infer<typeof LogConsistency>;

/** Input of `log.entries`: entries from index `start`, oldest first; `cursor` goes on from an earlier page. */
export const ListLogEntries = z.strictObject({ ...PageInput, start: z.int().nonnegative().default(0) });
export type ListLogEntries = z.infer<typeof ListLogEntries>;

/** A page of the log and the log's size when it was read. */
export const LogEntryPage = pageOf(LogEntry).extend({ size: z.int().nonnegative() });
export type LogEntryPage = z.infer<typeof LogEntryPage>;

/** One event of the live stream: a log entry that the caller may see in full. */
export const LogEvent = LogEntry.extend({ type: EventType, subject: z.string(), actor: z.string() });
export type LogEvent = z.infer<typeof LogEvent>;

/**
 * Input of `events.stream`. `lastEventId` (set by the transport on reconnect) or `after` is the last index already
 * seen; without either the stream starts at what happens next. `names` filters by action name or `namespace.*`.
 */
export const StreamEvents = z.strictObject({
  lastEventId: z
    .string()
    .regex(/^\d{1,16}$/)
    .optional(),
  after: z.int().min(-1).optional(),
  types: z.array(EventType).max(LIMITS.listEntries).optional(),
  names: z.array(z.string().min(1).max(66)).max(LIMITS.listEntries).optional(),
  workspace: z.string().max(64).optional(),
});
export type StreamEvents = z.infer<typeof StreamEvents>;
