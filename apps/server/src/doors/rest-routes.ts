// The REST routes, built once from the procedures' own `meta`. Path and query text becomes typed input by looking at the
// procedure's input schema, so that REST and tRPC accept the same values.
import type { Json, JsonObject } from '@action-registry/schema';
import { appRouter } from '../router.js';
import type { RestRoute } from '../trpc.js';

/** One route: its procedure, the pattern of its path, and what each field of its input looks like. */
export type Route = RestRoute & {
  procedure: string;
  pattern: RegExp;
  fields: readonly string[];
  shape: Record<string, FieldType>;
};

type FieldType = 'number' | 'boolean' | 'array' | 'text';
type Procedure = { _def: { meta?: { rest?: RestRoute }; inputs: unknown[] } };

/** Every route, the more literal paths first. */
export function buildRoutes(): Route[] {
  const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>);
  const routes = procedures.flatMap(([procedure, { _def }]) => {
    const rest = _def.meta?.rest;
    return rest === undefined ? [] : [{ ...rest, procedure, ...toPattern(rest.path), shape: shapeOf(_def.inputs[0]) }];
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

type ZodNode = {
  def?: { type?: string; innerType?: ZodNode; shape?: Record<string, ZodNode> };
  shape?: Record<string, ZodNode>;
};

function shapeOf(input: unknown): Record<string, FieldType> {
  const shape = unwrap(input as ZodNode | undefined)?.shape ?? {};
  return Object.fromEntries(Object.entries(shape).map(([field, node]) => [field, typeOf(node)]));
}

function unwrap(node: ZodNode | undefined): ZodNode | undefined {
  let current = node;
  while (current?.def?.innerType !== undefined) current = current.def.innerType;
  return current;
}

function typeOf(node: ZodNode): FieldType {
  const type = unwrap(node)?.def?.type;
  return type === 'number' || type === 'boolean' || type === 'array' ? type : 'text';
}

/** The input of a request: fields of the path, then of the body, then of the query. */
export function toInput(
  route: Route,
  match: RegExpExecArray,
  { query, body }: { query: URLSearchParams; body: JsonObject },
): JsonObject {
  const input: JsonObject = Object.create(null) as JsonObject;
  for (const [field, value] of Object.entries(body)) input[field] = value;
  for (const field of new Set(query.keys())) input[field] = toValue(route.shape[field] ?? 'text', query.getAll(field));
  for (const [index, field] of route.fields.entries()) {
    // A path may name a field that the input does not have, such as the name of a document to publish.
    if (field in route.shape)
      input[field] = toValue(route.shape[field] ?? 'text', [decodeURIComponent(match[index + 1] ?? '')]);
  }
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
