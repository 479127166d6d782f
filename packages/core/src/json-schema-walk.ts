// Where the subschemas of a JSON Schema are. Keywords decide, not shapes: a property may be called `$ref`, and `const`,
// `enum`, `default` and `examples` hold data that only looks like schemas.
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';

/** A subschema with its place; the root has path [] and depth 1. */
export type SchemaPlace = { schema: Json; path: readonly (string | number)[]; depth: number };

/** Keywords of 2020-12 and draft-07 by what they hold: one schema, a list of them, or a map to them. */
const SINGLE = [
  'additionalItems',
  'additionalProperties',
  'contains',
  'contentSchema',
  'else',
  'if',
  'items',
  'not',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
] as const;
const LISTS = ['allOf', 'anyOf', 'items', 'oneOf', 'prefixItems'] as const;
const MAPS = ['$defs', 'definitions', 'dependencies', 'dependentSchemas', 'patternProperties', 'properties'] as const;

/**
 * Every subschema, parents before children, in the order of the text, the root first. Values that stand where a schema
 * must and are none (neither object nor boolean) are among them; they have no children.
 */
export function* walkSchema(root: Json): Generator<SchemaPlace> {
  const open: SchemaPlace[] = [{ schema: root, path: [], depth: 1 }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    yield place;
    if (isJsonObject(place.schema)) for (const child of childrenOf(place, place.schema).reverse()) open.push(child);
  }
}

function childrenOf(parent: SchemaPlace, schema: JsonObject): SchemaPlace[] {
  const children: SchemaPlace[] = [];
  const depth = parent.depth + 1;
  for (const keyword of SINGLE) {
    const value = schema[keyword];
    if (value === undefined || Array.isArray(value)) continue;
    children.push({ schema: value, path: [...parent.path, keyword], depth });
  }
  for (const keyword of LISTS) {
    const list = schema[keyword];
    if (!Array.isArray(list)) continue;
    for (const [index, value] of list.entries()) {
      children.push({ schema: value, path: [...parent.path, keyword, index], depth });
    }
  }
  for (const keyword of MAPS) {
    const map = schema[keyword];
    if (!isJsonObject(map)) continue;
    for (const [name, value] of Object.entries(map)) {
      // draft-07: a list of property names under `dependencies` is no schema.
      if (keyword === 'dependencies' && Array.isArray(value)) continue;
      children.push({ schema: value, path: [...parent.path, keyword, name], depth });
    }
  }
  return children;
}
