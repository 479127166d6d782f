// Releases: immutable signed bytes under (name, version), and the facts that were logged about them later (model.md §4).

import { z } from 'zod';
import { AboveContract, PublishContract, RecordedGate } from './comparison.js';
import { RESOLVE_FAILURE_CODES } from './errors.js';
import { JsonRecord } from './json.js';
import { KeyId, SignatureText } from './key.js';
import { Kind } from './kinds.js';
import { LIMITS } from './limits.js';
import { ConsistencyProof, InclusionProof } from './log.js';
import { ActionName, ChannelName, Reference, Timestamp, Version } from './names.js';
import { Verification } from './verification.js';
import { Warning } from './warning.js';

/** A signature as publishers send it. */
export const SignatureInput = z.strictObject({ kid: KeyId, sig: SignatureText });
export type SignatureInput = z.infer<typeof SignatureInput>;

/** A stored signature with the index of the log entry that brought it. Read back as it stands, even when damaged. */
export const ReleaseSignature = z.object({ alg: z.string(), kid: z.string(), sig: z.string(), log_index: z.int() });
export type ReleaseSignature = z.infer<typeof ReleaseSignature>;

/** How much a deprecation weighs: clients refuse an `unsafe` release without an override. */
export const Severity = z.enum(['notice', 'unsafe']);

const Reason = z.string().trim().min(1).max(LIMITS.reasonCharacters);

/** Input of `releases.publish`. `document` is a string holding the document's canonical text. */
export const PublishRelease = z.strictObject({
  document: z.string(),
  signatures: z.array(SignatureInput).max(LIMITS.signaturesPerRelease),
  channel: ChannelName.optional(),
  note: z.string().max(LIMITS.noteCharacters).optional(),
  base_version: Version.optional(),
  on_behalf_of: z.string().max(LIMITS.titleCharacters).optional(),
  accept_unknown: z.string().trim().min(1).max(LIMITS.reasonCharacters).optional(),
});
export type PublishRelease = z.infer<typeof PublishRelease>;

/** Lifecycle facts about a release; each is a log entry of its own. */
export const ReleaseState = z.object({
  deprecated: z.boolean(),
  deprecation_reason: z.string().optional(),
  severity: Severity.optional(),
  replaced_by: z.string().optional(),
  yanked: z.boolean(),
  yank_reason: z.string().optional(),
});
export type ReleaseState = z.infer<typeof ReleaseState>;

/**
 * A release as every door answers it. `document` is the canonical text to verify; `schema` is the same, parsed, for
 * convenience (null when the stored text is no longer JSON). `verified` is the registry's own opinion. `size` is in bytes.
 */
export const Release = z.object({
  name: ActionName,
  version: Version,
  document: z.string(),
  schema: JsonRecord.nullable(),
  hash: z.string(),
  signature: ReleaseSignature.omit({ log_index: true }).nullable(),
  signatures: z.array(ReleaseSignature),
  ...Verification.shape,
  note: z.string().optional(),
  created_at: Timestamp,
  published_by: z.string(),
  on_behalf_of: z.string().optional(),
  log_index: z.int().nonnegative(),
  ...ReleaseState.shape,
  ...RecordedGate.shape,
  size: z.int().nonnegative(),
});
export type Release = z.infer<typeof Release>;

/**
 * Where a release stands in the log: a proof for the entry that published it, and for each that brought a signature later.
 * The tree is the one of the `checkpoint` (a signed note) that the same answer has.
 */
const Proof = z.array(InclusionProof).min(1);

/** The answer to a publish: the release, whether this call made it, what was noticed, and its proof. */
export const PublishedRelease = Release.extend({
  created: z.boolean(),
  warnings: z.array(Warning),
  proof: Proof,
  checkpoint: z.string(),
  contract: PublishContract.optional(),
  contract_above: AboveContract.optional(),
});
export type PublishedRelease = z.infer<typeof PublishedRelease>;

/** Input that names one release. */
export const ReleaseRef = z.strictObject({ name: ActionName, version: Version });

/** Input of `releases.resign`: signatures to add to a release that stands. */
export const ResignRelease = z.strictObject({
  ...ReleaseRef.shape,
  signatures: z.array(SignatureInput).min(1).max(LIMITS.signaturesPerRelease),
});
export type ResignRelease = z.infer<typeof ResignRelease>;

/** Input of `releases.get`: `version` may be exact, a range or a channel; default `latest`. */
export const GetRelease = z.strictObject({
  name: ActionName,
  version: z.string().min(1).max(200).default('latest'),
  fresh: z.boolean().optional(),
});

/** Input of `releases.deprecate`. */
export const DeprecateRelease = z.strictObject({
  ...ReleaseRef.shape,
  reason: Reason,
  severity: Severity.default('notice'),
  replaced_by: Reference.optional(),
});
export type DeprecateRelease = z.infer<typeof DeprecateRelease>;

/** Input of `releases.yank`. */
export const YankRelease = z.strictObject({ ...ReleaseRef.shape, reason: Reason });
export type YankRelease = z.infer<typeof YankRelease>;

/** The answer to deprecate and yank: the release, and how often this workspace ran it in the last 30 days. */
export const ModeratedRelease = Release.extend({ executions_30d: z.int().nonnegative() });
export type ModeratedRelease = z.infer<typeof ModeratedRelease>;

/** The answer to `releases.verify`. */
export const ReleaseVerdict = z.object({
  name: ActionName,
  version: Version,
  ...Verification.shape,
  kid: z.string().nullable(),
  alg: z.string().nullable(),
  hash: z.string(),
});
export type ReleaseVerdict = z.infer<typeof ReleaseVerdict>;

/**
 * Input of `releases.resolve`: a map from the caller's own labels to references. `as_of` (a log index, or a time)
 * answers what they resolved to then. `since` is the size of the checkpoint that the caller remembers: the answer then
 * proves that the log only grew since.
 */
export const ResolveReferences = z.strictObject({
  references: z
    .record(z.string().min(1).max(LIMITS.queryCharacters), Reference)
    .refine(
      (map) => Object.keys(map).length <= LIMITS.resolveReferences,
      `at most ${LIMITS.resolveReferences} references`,
    ),
  as_of: z.union([z.int().nonnegative(), Timestamp]).optional(),
  since: z.int().positive().optional(),
  include_prerelease: z.boolean().default(false),
});
export type ResolveReferences = z.infer<typeof ResolveReferences>;

/** One resolved reference. */
export const ResolvedReference = z.object({
  ok: z.literal(true),
  reference: Reference,
  name: ActionName,
  version: Version,
  kind: Kind,
  hash: z.string(),
  signatures: z.array(ReleaseSignature),
  log_index: z.int().nonnegative(),
  ...ReleaseState.shape,
  ...RecordedGate.shape,
  proof: Proof,
});
export type ResolvedReference = z.infer<typeof ResolvedReference>;

/** One reference that could not be resolved, and why. */
export const UnresolvedReference = z.object({
  ok: z.literal(false),
  reference: Reference,
  error: z.object({
    code: z.enum(RESOLVE_FAILURE_CODES),
    message: z.string(),
    details: z.record(z.string(), z.unknown()),
  }),
});
export type UnresolvedReference = z.infer<typeof UnresolvedReference>;

/** The answer to `releases.resolve`: one result per label, and the checkpoint that their proofs lead to. */
export const ResolveResults = z.object({
  results: z.record(z.string(), z.discriminatedUnion('ok', [ResolvedReference, UnresolvedReference])),
  checkpoint: z.string(),
  consistency: ConsistencyProof.optional(),
});
export type ResolveResults = z.infer<typeof ResolveResults>;
