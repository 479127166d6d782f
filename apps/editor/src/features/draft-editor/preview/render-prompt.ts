// A prompt with its variables filled in, in parts, so that what has no value shows. Core finds the variables; a value goes in
// as it is written, other values than texts as JSON.
import { findPromptVariables } from '@action-registry/core';
import { isJsonObject, type Json } from '@action-registry/schema';

/** A part of a rendered prompt. `missing`: a variable without a value. */
export type RenderedPart = { type: 'text' | 'value' | 'missing'; text: string; offset: number };

/** The parts of a prompt with these values. */
export function renderPrompt(prompt: string, values: Readonly<Record<string, Json | undefined>>): RenderedPart[] {
  const parts: RenderedPart[] = [];
  let at = 0;
  for (const { name, offset, closed } of findPromptVariables(prompt)) {
    if (!closed) continue;
    if (offset > at) parts.push({ type: 'text', text: prompt.slice(at, offset), offset: at });
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    parts.push(
      value === undefined
        ? { type: 'missing', text: name, offset }
        : { type: 'value', text: typeof value === 'string' ? value : JSON.stringify(value), offset },
    );
    at = prompt.indexOf('}}', offset) + 2;
  }
  if (at < prompt.length) parts.push({ type: 'text', text: prompt.slice(at), offset: at });
  return parts;
}

/** The whole text; what has no value stays as it is written. */
export function toRenderedText(parts: readonly RenderedPart[]): string {
  return parts.map(({ type, text }) => (type === 'missing' ? `{{${text}}}` : text)).join('');
}

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

function firstOf(list: Json | undefined): Json | undefined {
  return Array.isArray(list) ? list[0] : undefined;
}
