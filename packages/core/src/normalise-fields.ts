// The three things normalising may do to a draft's fields: drop an unknown key, fill a default, clamp a number. Each says
// so in a warning; nothing else changes a value, and nothing is ever cut.
import type { Json, JsonObject, Warning } from '@action-registry/schema';
import { toJsonPointer } from './strict-json-error.js';
import { suggest } from './suggest.js';

/** An object on its way to being normal, where it stands, and what was changed so far. */
export type Draft = { value: JsonObject; path: readonly (string | number)[]; warnings: Warning[] };

/** A copy of the raw object with its known keys only; each other key is a warning. */
export function keepKnown(raw: JsonObject, known: readonly string[], path: Draft['path']): Draft {
  const draft: Draft = { value: {}, path, warnings: [] };
  for (const [key, value] of Object.entries(raw)) {
    if (known.includes(key)) draft.value[key] = value;
    else warn(draft, key, { code: 'unknown_key_dropped', message: describeDropped(key, known) });
  }
  return draft;
}

/** Gives each absent field its default. */
export function fillDefaults(draft: Draft, defaults: JsonObject): void {
  for (const [key, value] of Object.entries(defaults)) {
    if (draft.value[key] !== undefined) continue;
    draft.value[key] = value;
    warn(draft, key, { code: 'default_filled', message: `${key} was absent and is now ${JSON.stringify(value)}.` });
  }
}

/** Brings a number to the nearest whole one within the bounds (seconds, here); leaves what is no number to the schema. */
export function clampInteger(draft: Draft, key: string, { min, max }: { min: number; max: number }): void {
  const given = draft.value[key];
  if (typeof given !== 'number') return;
  const clamped = Math.min(max, Math.max(min, Math.round(given)));
  if (clamped === given) return;
  draft.value[key] = clamped;
  const message = `${key} must be a whole number from ${min} to ${max}: ${given} became ${clamped}.`;
  warn(draft, key, { code: 'value_clamped', message });
}

/** Replaces a nested value by its normal form and takes over that form's warnings. */
export function replaceNested(draft: Draft, key: string, nested: { value: Json; warnings: readonly Warning[] }): void {
  draft.value[key] = nested.value;
  // No spread: a nested list can have more warnings than a call may have arguments.
  for (const warning of nested.warnings) draft.warnings.push(warning);
}

/** Adds a warning at a key of the draft. */
function warn(draft: Draft, key: string, { code, message }: Omit<Warning, 'path'>): void {
  draft.warnings.push({ path: toJsonPointer([...draft.path, key]), code, message });
}

function describeDropped(key: string, known: readonly string[]): string {
  const [nearest] = suggest(key, known);
  const name = key.length > 80 ? `${key.slice(0, 80)}…` : key;
  const question = nearest === undefined ? '' : ` Did you mean '${nearest.value}'?`;
  return `'${name}' is not a known field and was dropped.${question}`;
}
