// Metadata as it is stored. Defaults never claim more than the author said: that an action has no side effects is only
// concluded from a list of side effects that was given and is empty.
import { Annotations, isJsonObject, type JsonObject, Metadata, type Warning } from '@action-registry/schema';
import { namespaceOf } from './action-name.js';
import { toInvalidInput } from './invalid-input.js';
import { type Draft, fillDefaults, keepKnown, replaceNested } from './normalise-fields.js';

/** Metadata as it is stored (absent stays absent), and what was changed to make it so. */
export type NormalMetadata = { metadata?: Metadata; warnings: Warning[] };

/**
 * Drops unknown keys, fills `module` (the namespace of `name`), `reversible` and `requiresApproval` (false), `permissions`
 * and `tags` (empty), and derives the hints that can be derived. Throws INVALID_BODY for wrong types and sizes.
 */
export function normaliseMetadata(raw: JsonObject | undefined, name?: string): NormalMetadata {
  if (raw === undefined) return { warnings: [] };
  const draft = keepKnown(raw, Object.keys(Metadata.shape), ['metadata']);
  const hints = deriveHints(draft.value);
  if (name !== undefined) fillDefaults(draft, { module: namespaceOf(name) });
  fillDefaults(draft, { reversible: false, requiresApproval: false, permissions: [], tags: [] });
  normaliseAnnotations(draft, hints);
  const parsed = Metadata.safeParse(draft.value);
  if (!parsed.success) throw toInvalidInput(parsed.error, draft.value, { schema: Metadata, at: ['metadata'] });
  return { metadata: parsed.data, warnings: draft.warnings };
}

function normaliseAnnotations(draft: Draft, hints: JsonObject): void {
  const { annotations = {} } = draft.value;
  // What is no object is left for the schema to refuse.
  if (!isJsonObject(annotations)) return;
  const nested = keepKnown(annotations, Object.keys(Annotations.shape), ['metadata', 'annotations']);
  fillDefaults(nested, hints);
  if (draft.value.annotations !== undefined || Object.keys(hints).length > 0)
    replaceNested(draft, 'annotations', nested);
}

/** MCP's hints, from what the author said: read-only without side effects, destructive with some that stay. */
function deriveHints({ sideEffects, reversible }: JsonObject): JsonObject {
  if (!Array.isArray(sideEffects)) return reversible === true ? { destructiveHint: false } : {};
  return {
    readOnlyHint: sideEffects.length === 0,
    destructiveHint: reversible !== true && sideEffects.length > 0,
  };
}
