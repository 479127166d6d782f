// A value for each input where nobody gave one, so that a prompt can be looked at before anything is typed.
import { findPromptVariables, StrictJsonError, strictRead } from '@action-registry/core';
import { isJsonObject, type Json } from '@action-registry/schema';

/** A value that fits a schema well enough to be looked at: its example, default, first choice, or a word of its type. */
export function sampleOf(schema: Json | undefined, depth = 0): Json {
  if (!isJsonObject(schema) || depth > 6) return 'text';
  const { examples, default: standard, enum: choices, const: constant, minimum, items, properties, required } = schema;
  const given = [constant, standard, firstOf(examples), firstOf(choices)].find((value) => value !== undefined);
  if (given !== undefined) return given;
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'integer' || type === 'number') return typeof minimum === 'number' ? minimum : 1;
  if (type === 'boolean') return true;
  if (type === 'array') return [sampleOf(items, depth + 1)];
  if (type !== 'object') return 'text';
  const needed = Array.isArray(required) ? required : [];
  const entries = isJsonObject(properties) ? Object.entries(properties) : [];
  return Object.fromEntries(
    entries.filter(([name]) => needed.includes(name)).map(([name, child]) => [name, sampleOf(child, depth + 1)]),
  );
}

/** The names that a prompt asks for; empty braces ask for none. */
export function namesIn(prompt: string): string[] {
  return findPromptVariables(prompt)
    .filter(({ name, closed }) => closed && name !== '')
    .map(({ name }) => name);
}

/** What was typed for an input as the caller sends it: text where the schema wants text, else JSON where it is any. */
export function readTyped(schema: Json | undefined, text: string): Json {
  const { type } = isJsonObject(schema) ? schema : {};
  if (type === undefined || type === 'string' || (Array.isArray(type) && type.includes('string'))) return text;
  try {
    return strictRead(text);
  } catch (error) {
    if (!(error instanceof StrictJsonError)) throw error;
    return text;
  }
}

function firstOf(list: Json | undefined): Json | undefined {
  return Array.isArray(list) ? list[0] : undefined;
}
