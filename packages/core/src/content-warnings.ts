// What people should look at in the content of a draft or document, though it is lawful: the same for both, so that
// publishing warns of nothing that saving did not.
import type { Json, JsonObject, Kind, Warning } from '@action-registry/schema';
import { checkHiddenCharacters } from './hidden-characters.js';
import { findUnusualPropertyNames } from './json-schema-rules.js';
import { checkPromptVariables } from './prompt-variables.js';

/** What a definition and its document share: the fields that say what the action is. */
export type Content = {
  kind: Kind;
  spec: object;
  title?: string | undefined;
  description?: string | undefined;
  inputSchema?: JsonObject | undefined;
  outputSchema?: JsonObject | undefined;
  metadata?: object | undefined;
  examples?: readonly object[] | undefined;
};

/**
 * Warnings for hidden characters, unusual property names and, in prompts, variables; at most about 20 of each kind.
 * Pointers start at the definition or document.
 */
export function checkContent(content: Content): Warning[] {
  const { kind, spec, inputSchema } = content;
  const prompt = kind === 'prompt' && 'prompt' in spec && typeof spec.prompt === 'string' ? spec.prompt : undefined;
  return [
    ...checkHiddenCharacters(toJson(content)),
    ...findUnusualPropertyNames(content),
    ...(prompt === undefined ? [] : checkPromptVariables(prompt, inputSchema)),
  ];
}

/** A copy without `undefined`, which optional fields of our types allow and JSON does not have. */
export function toJson(value: unknown): Json {
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value as Json;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, field]) => (field === undefined ? [] : [[key, toJson(field)]])),
  );
}
