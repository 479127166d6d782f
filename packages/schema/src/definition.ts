// Definitions: drafts in a workspace that change, and the read-only built-ins beside them (model.md §3).
import { z } from 'zod';
import { ContractFields, Title } from './document.js';
import { JsonRecord } from './json.js';
import { Kind } from './kinds.js';
import { LIMITS } from './limits.js';
import { ActionName, Digest, Timestamp, Version } from './names.js';
import { PageInput, pageOf } from './page.js';
import { Warning } from './warning.js';

/** A definition's id: a safe integer; built-ins have ids from 9,000,000,000. */
export const DefinitionId = z.int().positive();
export const BUILTIN_ID_START = 9_000_000_000;

/** Where a definition comes from. */
export const Origin = z.enum(['builtin', 'workspace']);

const SummaryFields = {
  id: DefinitionId,
  workspace: z.string(),
  title: Title,
  name: ActionName.optional(),
  kind: Kind,
  description: z.string().optional(),
  enabled: z.boolean(),
  readonly: z.boolean(),
  revision: z.int().positive(),
  base_version: Version.optional(),
  cloned_from: z.string().optional(),
  published: z.object({ name: ActionName, latest_version: Version }).optional(),
  tags: z.array(z.string()),
  created_by: z.string(),
  created_at: Timestamp,
  updated_at: Timestamp,
};

/** What a list shows of a definition: everything but the spec, schemas and examples. */
export const DefinitionSummary = z.object(SummaryFields);
export type DefinitionSummary = z.infer<typeof DefinitionSummary>;

/**
 * A whole definition. `cloned_from` is a definition id or `name@version` in words; `origin_changed` tells a clone that
 * what it was made from has changed since.
 */
export const Definition = z.object({
  ...SummaryFields,
  spec: JsonRecord,
  inputSchema: JsonRecord.optional(),
  outputSchema: JsonRecord.optional(),
  metadata: JsonRecord.optional(),
  examples: ContractFields.examples,
  origin_changed: z.boolean().optional(),
});
export type Definition = z.infer<typeof Definition>;

// Specs and metadata arrive raw: saving normalises them, and core says in warnings what it changed.
const Draft = {
  title: Title,
  name: ActionName.optional(),
  spec: JsonRecord,
  description: ContractFields.description,
  inputSchema: ContractFields.inputSchema,
  outputSchema: ContractFields.outputSchema,
  metadata: JsonRecord.optional(),
  examples: ContractFields.examples,
  enabled: z.boolean().optional(),
};

/** Input of `definitions.create`. */
export const CreateDefinition = z.strictObject({ kind: Kind, base_version: Version.optional(), ...Draft });
export type CreateDefinition = z.infer<typeof CreateDefinition>;

// What is given changes; `null` takes an optional field away; `spec` is replaced as a whole.
const Changes = {
  title: Title.optional(),
  name: ActionName.nullish(),
  spec: JsonRecord.optional(),
  description: ContractFields.description.nullable(),
  inputSchema: ContractFields.inputSchema.nullable(),
  outputSchema: ContractFields.outputSchema.nullable(),
  metadata: JsonRecord.nullish(),
  examples: ContractFields.examples.nullable(),
};

/**
 * Input of `definitions.update`: only what is given changes; `null` removes an optional field; `spec` replaces the
 * whole spec. A `revision` that is not the current one is refused with REVISION_CONFLICT.
 */
export const UpdateDefinition = z.strictObject({
  id: DefinitionId,
  revision: z.int().positive().optional(),
  ...Changes,
  enabled: z.boolean().optional(),
});
export type UpdateDefinition = z.infer<typeof UpdateDefinition>;

/** Input of `definitions.list`. */
export const ListDefinitions = z.strictObject({
  ...PageInput,
  kind: Kind.optional(),
  enabled: z.boolean().optional(),
  origin: Origin.optional(),
  tag: z.string().min(1).max(LIMITS.tagCharacters).optional(),
  q: z.string().max(LIMITS.queryCharacters).optional(),
  sort: z.enum(['updated_at', 'title', 'id']).default('updated_at'),
  dir: z.enum(['asc', 'desc']).optional(),
});
export type ListDefinitions = z.infer<typeof ListDefinitions>;

const Count = z.int().nonnegative();

/** How many definitions the filter finds in all, and per value of each facet. */
export const DefinitionFacets = z.object({
  total: Count,
  kind: z.partialRecord(Kind, Count),
  origin: z.partialRecord(Origin, Count),
  enabled: z.object({ true: Count, false: Count }),
});
export type DefinitionFacets = z.infer<typeof DefinitionFacets>;

/** A page of definitions; facets are counted on the first page only. */
export const DefinitionPage = pageOf(DefinitionSummary).extend({ facets: DefinitionFacets.optional() });
export type DefinitionPage = z.infer<typeof DefinitionPage>;

/** The answer to a save: what stands now, and what saving changed or noticed. */
export const SavedDefinition = z.object({ action: Definition, warnings: z.array(Warning) });
export type SavedDefinition = z.infer<typeof SavedDefinition>;

/**
 * Input of `definitions.clone`: a definition by `id`, or a release by `reference` (one of the two). What else is given
 * stands in the copy instead of what the source has, and `null` leaves an optional field out.
 */
export const CloneDefinition = z
  .strictObject({ id: DefinitionId.optional(), reference: z.string().max(200).optional(), ...Changes })
  .refine((input) => (input.id === undefined) !== (input.reference === undefined), 'give either id or reference');
export type CloneDefinition = z.infer<typeof CloneDefinition>;

/** The document that publishing a definition as `version` would sign: canonical text, digest, and warnings. */
export const DefinitionDocument = z.object({
  name: ActionName,
  version: Version,
  document: z.string(),
  hash: Digest,
  warnings: z.array(Warning),
});
export type DefinitionDocument = z.infer<typeof DefinitionDocument>;
