// The release document: the JSON that is canonicalised, hashed and signed. Unknown fields are refused, never dropped.
import { z } from 'zod';
import { JsonRecord, JsonValue } from './json.js';
import { CommandSpec, DeviceSpec, PromptSpec, ToolSpec } from './kinds.js';
import { LIMITS } from './limits.js';
import { Metadata } from './metadata.js';
import { ActionName, Version } from './names.js';

/** 1 to 200 characters that are not all blank. */
export const Title = z
  .string()
  .min(1)
  .max(LIMITS.titleCharacters)
  .refine((title) => title.trim().length > 0, 'must not be blank');

/** What the action does, for people and models. */
export const Description = z.string().max(LIMITS.descriptionCharacters);

/** One example call: what goes in and, where known, what comes out. */
export const Example = z.strictObject({
  title: z.string().min(1).max(LIMITS.titleCharacters).optional(),
  input: JsonValue.optional(),
  output: JsonValue.optional(),
});
export type Example = z.infer<typeof Example>;

/** The fields that every definition and document may carry beside kind and spec. */
export const ContractFields = {
  description: Description.optional(),
  inputSchema: JsonRecord.optional(),
  outputSchema: JsonRecord.optional(),
  metadata: Metadata.optional(),
  examples: z.array(Example).max(LIMITS.listEntries).optional(),
};

const DocumentFields = { name: ActionName, version: Version, title: Title.optional(), ...ContractFields };

/** A release document; model.md §4. What `spec` may hold depends on `kind`. */
export const ReleaseDocument = z.discriminatedUnion('kind', [
  z.strictObject({ ...DocumentFields, kind: z.literal('prompt'), spec: PromptSpec }),
  z.strictObject({ ...DocumentFields, kind: z.literal('command'), spec: CommandSpec }),
  z.strictObject({ ...DocumentFields, kind: z.literal('tool'), spec: ToolSpec }),
  z.strictObject({ ...DocumentFields, kind: z.literal('device'), spec: DeviceSpec }),
]);
export type ReleaseDocument = z.infer<typeof ReleaseDocument>;
