// What an action says about itself beyond its schemas: module, effects, permissions and MCP's behaviour hints.
import { z } from 'zod';
import { LIMITS } from './limits.js';

const Text = z.string().min(1).max(LIMITS.titleCharacters);
const TextList = z.array(Text).max(LIMITS.listEntries);

/** MCP's tool annotations. They are hints: nothing may be decided by them alone. */
export const Annotations = z.strictObject({
  readOnlyHint: z.boolean().optional(),
  destructiveHint: z.boolean().optional(),
  idempotentHint: z.boolean().optional(),
  openWorldHint: z.boolean().optional(),
});
export type Annotations = z.infer<typeof Annotations>;

/** The metadata of model.md §2 as it may be written: every field optional, nothing else allowed. */
export const Metadata = z.strictObject({
  module: Text.optional(),
  entity: Text.optional(),
  action: Text.optional(),
  reversible: z.boolean().optional(),
  requiresApproval: z.boolean().optional(),
  sideEffects: TextList.optional(),
  permissions: TextList.optional(),
  tags: z.array(z.string().min(1).max(LIMITS.tagCharacters)).max(LIMITS.listEntries).optional(),
  annotations: Annotations.optional(),
});
export type Metadata = z.infer<typeof Metadata>;
