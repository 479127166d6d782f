// Which field a property of a schema can be filled in with, without ever changing what is meant.
import type { Json, JsonObject } from '@action-registry/schema';

/** A field: `json` can hold everything, the others only what their type allows. */
export type FieldKind = 'choice' | 'boolean' | 'number' | 'text' | 'json';

const COMPOSED = ['$ref', 'oneOf', 'anyOf', 'allOf', 'not', 'if', 'const'];

/** The simplest field that can hold every value of a property. */
export function fieldOf(schema: JsonObject): FieldKind {
  if (COMPOSED.some((keyword) => schema[keyword] !== undefined)) return 'json';
  if (Array.isArray(schema.enum)) return choicesOf(schema).length === schema.enum.length ? 'choice' : 'json';
  if (schema.type === 'boolean') return 'boolean';
  if (schema.type === 'integer' || schema.type === 'number') return 'number';
  return schema.type === 'string' ? 'text' : 'json';
}

/** The texts that a property may be. */
export function choicesOf({ enum: choices }: JsonObject): string[] {
  return Array.isArray(choices) ? choices.filter((each: Json) => typeof each === 'string') : [];
}
