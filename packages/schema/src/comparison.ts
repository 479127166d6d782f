// The answer to "may this release follow that one?": a verdict per side with its witness, every difference in words, and the
// least version that says so honestly.
import { z } from 'zod';
import { JsonValue } from './json.js';
import { LIMITS } from './limits.js';
import { ActionName, Version } from './names.js';

/** `compatible` is proved, `breaking` has a witness or a rule, `unknown` names what stood in the way. */
export const ComparisonVerdict = z.enum(['compatible', 'breaking', 'unknown']);
export type ComparisonVerdict = z.infer<typeof ComparisonVerdict>;

/** Who is relied on: callers that may send anything lawful, or callers and tools that send what they declare. */
export const ComparisonPolicy = z.enum(['strict', 'declared_only']);
export type ComparisonPolicy = z.infer<typeof ComparisonPolicy>;

/**
 * Whether one schema contains another. `witness` is present for `breaking` only and may be null; `keyword` and `pointer`
 * (RFC 6901, into the schema) are present for `unknown` only.
 */
export const ContainmentAnswer = z.object({
  verdict: ComparisonVerdict,
  witness: JsonValue.optional(),
  keyword: z.string().optional(),
  pointer: z.string().optional(),
});
export type ContainmentAnswer = z.infer<typeof ContainmentAnswer>;

/** One side of a contract: `verdict` is that of the policy asked for; both policies' answers are shown. */
export const SideComparison = z.object({
  verdict: ComparisonVerdict,
  strict: ContainmentAnswer,
  declared_only: ContainmentAnswer,
});
export type SideComparison = z.infer<typeof SideComparison>;

/** Where a difference is: in a schema, or in the rest of the document. */
export const ChangeSide = z.enum(['input', 'output', 'document']);
export type ChangeSide = z.infer<typeof ChangeSide>;

/** One difference; `pointer` is from the document's root, `verdict` is that of this difference alone. */
export const ContractChange = z.object({
  side: ChangeSide,
  pointer: z.string(),
  kind: z.string().regex(/^[a-z][a-z0-9_]*$/),
  verdict: ComparisonVerdict,
  message: z.string(),
});
export type ContractChange = z.infer<typeof ContractChange>;

/** What does not break the contract and may surprise all the same. */
export const DangerousFinding = z.object({
  side: ChangeSide,
  pointer: z.string(),
  kind: z.string().regex(/^[a-z][a-z0-9_]*$/),
  message: z.string(),
  witness: JsonValue.optional(),
});
export type DangerousFinding = z.infer<typeof DangerousFinding>;

/** A step of a version. */
export const VersionBump = z.enum(['major', 'minor', 'patch']);
export type VersionBump = z.infer<typeof VersionBump>;

/** The comparison of two documents of one action; `least_version` where the older has a version. */
export const ContractComparison = z.object({
  verdict: ComparisonVerdict,
  policy: ComparisonPolicy,
  input: SideComparison,
  output: SideComparison,
  changes: z.array(ContractChange),
  dangerous: z.array(DangerousFinding),
  bump: VersionBump,
  least_version: Version.optional(),
});
export type ContractComparison = z.infer<typeof ContractComparison>;

/**
 * What the gate said of a publish: the comparison with the release `base`, and whether the step of the version is large enough
 * for it. `accepted` is what could not be decided and was accepted with a reason; `refused` is only in INCOMPATIBLE_CHANGE.
 */
export const PublishContract = ContractComparison.extend({
  base: Version,
  outcome: z.enum(['passed', 'accepted', 'warned', 'refused']),
  accepted_reason: z.string().optional(),
});
export type PublishContract = z.infer<typeof PublishContract>;

/**
 * What the gate said of the release `above` a publish, which callers that ask for the new one or later are given: the comparison
 * of that release with the new one, as though it followed it now. Additive to `PublishContract`.
 */
export const AboveContract = PublishContract.omit({ base: true }).extend({ above: Version });
export type AboveContract = z.infer<typeof AboveContract>;

const SHORT = { outcome: true, verdict: true, accepted_reason: true } as const;

/** What is told of a release's gate ever after: with which releases it was compared, and what became of it. */
export const RecordedGate = z.object({
  contract: PublishContract.pick({ base: true, ...SHORT }).optional(),
  contract_above: AboveContract.pick({ above: true, ...SHORT }).optional(),
});
export type RecordedGate = z.infer<typeof RecordedGate>;

/** What a version step too small for its changes does to a publish: it is refused, it is published and recorded, or nothing is asked. */
export const CompatPolicy = z.enum(['enforce', 'warn', 'off']);
export type CompatPolicy = z.infer<typeof CompatPolicy>;

/** What the gate relies on: callers send what they declare (`declared_only`), or anything that is lawful. */
export const CompatCallers = z.enum(['declared_only', 'any']);
export type CompatCallers = z.infer<typeof CompatCallers>;

/** How a registry's gate judges a publish. */
export const CompatRules = z.object({ policy: CompatPolicy, callers: CompatCallers });
export type CompatRules = z.infer<typeof CompatRules>;

/** Input of `releases.compare`: both are versions, ranges or channels; `strict` relies on callers for nothing. */
export const CompareReleases = z.strictObject({
  name: ActionName,
  from: z.string().min(1).max(LIMITS.versionCharacters),
  to: z.string().min(1).max(LIMITS.versionCharacters),
  strict: z.boolean().optional(),
});
export type CompareReleases = z.infer<typeof CompareReleases>;

/** The answer to `releases.compare`, with the exact versions that were compared. */
export const ReleaseComparison = ContractComparison.extend({ name: ActionName, from: Version, to: Version });
export type ReleaseComparison = z.infer<typeof ReleaseComparison>;
