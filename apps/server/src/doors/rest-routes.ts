// The REST routes, built once from the procedures' own `meta`. Path and query text becomes typed input by looking at the
// procedure's input schema, so that REST and tRPC accept the same values.
import type { Json, JsonObject } from '@action-registry/schema';
import { z } from 'zod';
import { appRouter } from '../router.js';
import type { Meta, RestRoute } from '../trpc.js';

/** One route: its procedure, the pattern of its path, and what each field of its input looks like. */
export type Route = RestRoute & {
  procedure: string;
  permission: Meta['permission'];
  maxKeys: Meta['maxKeys'];
  pattern: RegExp;
  fields: readonly string[];
  shape: Record<string, FieldType>;
};

type FieldType = 'number' | 'boolean' | 'array' | 'text';
type Procedure = { _def: { meta?: Meta; inputs: unknown[] } };

/** Every route, the more literal paths first. */
export function buildRoutes(): Route[] {
  const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>);
  const routes = procedures.flatMap(([procedure, { _def }]) => {
    const { meta } = _def;
    if (meta?.rest === undefined) return [];
    const { rest, permission, maxKeys } = meta;
    return [{ ...rest, procedure, permission, maxKeys, ...toPattern(rest.path), shape: shapeOf(_def.inputs[0]) }];
  });
  return routes.sort((a, b) => a.fields.length - b.fields.length);
}

function toPattern(path: string): { pattern: RegExp; fields: string[] } {
  const fields: string[] = [];
  const source = path.replace(/[.]/g, '\\.').replace(/\{(\w+)\}/g, (_, field: string) => {
    fields.push(field);
    return '([^/]+)';
  });
  return { pattern: new RegExp(`^${source}$`), fields };
}

/** What each field of an input's schema looks like. */
export function shapeOf(input: unknown): Record<string, FieldType> {
  return Object.fromEntries(Object.entries(toObjectShape(input)).map(([field, node]) => [field, typeOf(node)]));
}

/** The fields of an object's schema, looked for below optional and default; none for anything else. */
export function toObjectShape(schema: unknown): Record<string, z.ZodType> {
  const inner = unwrap(schema);
  return inner instanceof z.ZodObject ? (inner.shape as Record<string, z.ZodType>) : {};
}

/** The schema below optional, nullable and default. */
export function unwrap(schema: unknown): unknown {
  let current = schema;
  while (current instanceof z.ZodOptional || current instanceof z.ZodDefault || current instanceof z.ZodNullable)
    current = current.unwrap();
  return current;
}

function typeOf(schema: z.ZodType): FieldType {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodNumber) return 'number';
  if (inner instanceof z.ZodBoolean) return 'boolean';
  return inner instanceof z.ZodArray ? 'array' : 'text';
}

/** The input of a request: fields of the path, then of the body, then of the query. */
export function toInput(
  route: Route,
  match: RegExpExecArray,
  { query, body }: { query: URLSearchParams; body: JsonObject },
): JsonObject {
  const input: JsonObject = Object.create(null) as JsonObject;
  for (const [field, value] of Object.entries(body)) input[field] = value;
  Object.assign(input, readQuery(route.shape, query));
  for (const [index, field] of route.fields.entries()) {
    // A path may name a field that the input does not have, such as the name of a document to publish.
    if (field in route.shape)
      input[field] = toValue(route.shape[field] ?? 'text', [decodeURIComponent(match[index + 1] ?? '')]);
  }
  return input;
}

/** The fields of a query, as the schema of `shape` expects them; unknown ones stay, to be refused by it. */
export function readQuery(shape: Route['shape'], query: URLSearchParams): JsonObject {
  const input: JsonObject = Object.create(null) as JsonObject;
  for (const field of new Set(query.keys())) input[field] = toValue(shape[field] ?? 'text', query.getAll(field));
  return input;
}

/** What cannot be read as its type stays text, so that the schema says what is wrong. */
function toValue(type: FieldType, texts: readonly string[]): Json {
  const text = texts.at(-1) ?? '';
  if (type === 'array') return texts.flatMap((part) => part.split(','));
  if (type === 'number' && /^-?\d{1,16}$/.test(text)) return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}
