// The JSON value type that every package shares. A value of this type can be written as RFC 8785 canonical JSON.
import { z } from 'zod';

/** Any JSON value. Numbers are finite doubles; strings are well-formed Unicode. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A JSON object. */
export type JsonObject = { [key: string]: Json };

/** True for objects that are neither null nor arrays. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Any JSON value; the doors have parsed it from JSON text, so no deeper check is made here. */
export const JsonValue = z.custom<Json>((value) => value !== undefined, 'must be a JSON value');

/** A JSON object of any shape; the rules of its content belong to whoever reads it. */
export const JsonRecord = z.custom<JsonObject>(isJsonObject, 'must be a JSON object');
