// A prompt's spec as it is stored: every field present, the time-out within bounds. The text itself is never touched.
import { type JsonObject, PromptSpec, TIMEOUT_BOUNDS } from '@action-registry/schema';
import { clampInteger, type Draft, fillDefaults, keepKnown } from './normalise-fields.js';

/** Fills agent, model, reasoning and time-out, and clamps the time-out; the shape is checked by `normaliseSpec`. */
export function normalisePrompt(raw: JsonObject, defaultModel: string): Draft {
  const draft = keepKnown(raw, Object.keys(PromptSpec.shape), ['spec']);
  const bounds = TIMEOUT_BOUNDS.prompt;
  fillDefaults(draft, { agent: 'codex', model: defaultModel, reasoning: 'medium', timeout_s: bounds.default });
  clampInteger(draft, 'timeout_s', bounds);
  return draft;
}
