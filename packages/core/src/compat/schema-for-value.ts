// A schema without what it says of properties and items that a value has nowhere, and of definitions that nothing is left to lead
// to. For that value it means the same, and whoever compiles or walks it has less to do.
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import { factsOf, type SchemaFacts } from './schema-facts.js';
import { ONE_SCHEMA, SCHEMA_LIST, SCHEMA_MAP } from './schema-keywords.js';

/** What holds schemas that apply only where an object has the name. */
const BY_NAME = new Set(['properties', 'dependentSchemas', 'dependencies']);
/** What holds schemas that apply only where an array has an item. */
const BY_ITEM = new Set(['items', 'prefixItems', 'additionalItems', 'unevaluatedItems']);
const DEFINITIONS = ['$defs', 'definitions'] as const;

/** Every name that an object in the value has, and whether an array in it has an item. */
export type ValueShape = { readonly names: ReadonlySet<string>; readonly hasItems: boolean };

/** What is in the value. */
export function shapeOf(value: Json): ValueShape {
  const shape = { names: new Set<string>(), hasItems: false };
  const look = (inner: Json): void => {
    if (Array.isArray(inner)) {
      shape.hasItems ||= inner.length > 0;
      for (const item of inner) look(item);
    } else if (isJsonObject(inner)) {
      for (const [name, member] of Object.entries(inner)) {
        shape.names.add(name);
        look(member);
      }
    }
  };
  look(value);
  return shape;
}

/** The schema for values of this shape; the schema itself where a reference may lead into what is left out. */
export function schemaForShape(schema: Json, shape: ValueShape, facts: SchemaFacts): Json {
  const { isNamed, refers } = factsOf(schema, facts);
  if (isNamed || refers === 'anywhere') return schema;
  const least = forShape(schema, shape);
  return isJsonObject(least) ? withUsedDefinitions(least) : least;
}

function forShape(schema: Json, shape: ValueShape): Json {
  if (!isJsonObject(schema)) return schema;
  const kept: [string, Json][] = [];
  for (const [keyword, value] of Object.entries(schema)) {
    if (shape.hasItems || !BY_ITEM.has(keyword)) kept.push([keyword, keywordFor({ keyword, value }, shape)]);
  }
  return Object.fromEntries(kept);
}

function keywordFor({ keyword, value }: { keyword: string; value: Json }, shape: ValueShape): Json {
  if (Array.isArray(value)) return SCHEMA_LIST.has(keyword) ? value.map((each) => forShape(each, shape)) : value;
  if (!isJsonObject(value)) return value;
  if (ONE_SCHEMA.has(keyword)) return forShape(value, shape);
  return SCHEMA_MAP.has(keyword) ? membersFor({ keyword, value }, shape) : value;
}

function membersFor({ keyword, value }: { keyword: string; value: JsonObject }, shape: ValueShape): Json {
  const members = Object.entries(value).filter(([name]) => !BY_NAME.has(keyword) || shape.names.has(name));
  return Object.fromEntries(members.map(([name, schema]) => [name, forShape(schema, shape)]));
}

/** A schema whose references lead to definitions only, without those that none of them leads to. */
function withUsedDefinitions(schema: JsonObject): JsonObject {
  const { $defs, definitions, ...own } = schema;
  const all: JsonObject = { $defs: $defs ?? null, definitions: definitions ?? null };
  if ($defs === undefined && definitions === undefined) return schema;
  const used = new Set<string>();
  lookForReferences(own, used);
  for (const reference of used) lookForReferences(definitionAt(all, reference), used);
  const isUsed = (keyword: string, name: string) => used.has(`#/${keyword}/${name}`);
  // What is written with escapes is not told apart.
  if ([...used].some((reference) => /[~%]/.test(reference))) return schema;
  const kept = DEFINITIONS.flatMap((keyword) => {
    const map = all[keyword];
    if (!isJsonObject(map)) return [];
    return [[keyword, Object.fromEntries(Object.entries(map).filter(([name]) => isUsed(keyword, name)))] as const];
  });
  return { ...own, ...Object.fromEntries(kept) };
}

function definitionAt(definitions: JsonObject, reference: string): Json {
  const [, keyword = '', name = ''] = reference.split('/');
  const map = definitions[keyword];
  return isJsonObject(map) && Object.hasOwn(map, name) ? (map[name] ?? null) : null;
}

function lookForReferences(value: Json, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === '$ref' && typeof inner === 'string') found.add(inner);
    else lookForReferences(inner, found);
  }
}
