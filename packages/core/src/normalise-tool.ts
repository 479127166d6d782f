// A tool's spec as it is stored: nothing, or one way to reach the tool.
import { Binding, isJsonObject, type JsonObject, ToolSpec } from '@action-registry/schema';
import { type Draft, fillDefaults, keepKnown, replaceNested } from './normalise-fields.js';

const [OverStdio, OverHttp] = Binding.options;
const STDIO_KEYS = Object.keys(OverStdio.shape);
const HTTP_KEYS = Object.keys(OverHttp.shape);

/** Drops unknown keys of the spec and of its binding, and gives a started server empty `args`. */
export function normaliseTool(raw: JsonObject): Draft {
  const draft = keepKnown(raw, Object.keys(ToolSpec.shape), ['spec']);
  const { binding } = draft.value;
  if (isJsonObject(binding)) replaceNested(draft, 'binding', normaliseBinding(binding));
  return draft;
}

function normaliseBinding(binding: JsonObject): Draft {
  const isOverHttp = binding.url !== undefined;
  const isOverStdio = binding.command !== undefined;
  // With both it cannot be told which was meant: everything is kept, and the schema refuses it.
  const keys = isOverHttp && isOverStdio ? [...STDIO_KEYS, ...HTTP_KEYS] : isOverHttp ? HTTP_KEYS : STDIO_KEYS;
  const draft = keepKnown(binding, keys, ['spec', 'binding']);
  if (isOverStdio && !isOverHttp) fillDefaults(draft, { args: [] });
  return draft;
}
