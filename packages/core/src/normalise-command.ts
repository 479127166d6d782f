// A command's spec as it is stored: every field present, the time-out within bounds. The registry never runs it.
import { CommandSpec, type JsonObject, TIMEOUT_BOUNDS } from '@action-registry/schema';
import { clampInteger, type Draft, fillDefaults, keepKnown } from './normalise-fields.js';

/** Fills shell, cwd and time-out, and clamps the time-out; shape and cwd are checked by `normaliseSpec`. */
export function normaliseCommand(raw: JsonObject): Draft {
  const draft = keepKnown(raw, Object.keys(CommandSpec.shape), ['spec']);
  const bounds = TIMEOUT_BOUNDS.command;
  fillDefaults(draft, { shell: 'bash', cwd: '.', timeout_s: bounds.default });
  clampInteger(draft, 'timeout_s', bounds);
  return draft;
}
