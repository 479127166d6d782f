// Schemas with their members in one order: in which order somebody wrote them down says nothing, and so must not decide which
// witness is found first, or what is asked before the steps are used up.
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import { isTooDeep } from './schema-depth.js';

/** The schema with all members in the order of its canonical text (RFC 8785 §3.2.3); one too deep to be compared as it is. */
export function inOrder(schema: JsonObject | undefined): JsonObject | undefined {
  return schema === undefined || isTooDeep(schema) ? schema : orderedObject(schema);
}

function orderedObject(value: JsonObject): JsonObject {
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, ordered(value[name] ?? null)]));
}

function ordered(value: Json): Json {
  if (Array.isArray(value)) return value.map(ordered);
  return isJsonObject(value) ? orderedObject(value) : value;
}
