// A schema without what it says of properties that a value has nowhere. For that value it means the same, and whoever compiles or
// walks it has less to do.
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import { factsOf, type SchemaFacts } from './schema-facts.js';
import { ONE_SCHEMA, SCHEMA_LIST, SCHEMA_MAP } from './schema-keywords.js';

/** What holds schemas that apply only where an object has the name. */
const BY_NAME = new Set(['properties', 'dependentSchemas', 'dependencies']);

/** Every name that an object in the value has. */
export function namesIn(value: Json, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) namesIn(item, found);
  else if (isJsonObject(value)) {
    for (const [name, inner] of Object.entries(value)) namesIn(inner, found.add(name));
  }
  return found;
}

/** The schema for values with no other names than these; the schema itself where a reference may lead into what is left out. */
export function schemaForNames(schema: Json, names: ReadonlySet<string>, facts: SchemaFacts): Json {
  const { isNamed, refers } = factsOf(schema, facts);
  return isNamed || refers === 'anywhere' ? schema : withNames(schema, names);
}

function withNames(schema: Json, names: ReadonlySet<string>): Json {
  if (!isJsonObject(schema)) return schema;
  const kept: [string, Json][] = [];
  for (const [keyword, value] of Object.entries(schema)) kept.push([keyword, keywordFor({ keyword, value }, names)]);
  return Object.fromEntries(kept);
}

function keywordFor({ keyword, value }: { keyword: string; value: Json }, names: ReadonlySet<string>): Json {
  if (Array.isArray(value)) return SCHEMA_LIST.has(keyword) ? value.map((each) => withNames(each, names)) : value;
  if (!isJsonObject(value)) return value;
  if (ONE_SCHEMA.has(keyword)) return withNames(value, names);
  return SCHEMA_MAP.has(keyword) ? membersFor({ keyword, value }, names) : value;
}

function membersFor({ keyword, value }: { keyword: string; value: JsonObject }, names: ReadonlySet<string>): Json {
  const members = Object.entries(value).filter(([name]) => !BY_NAME.has(keyword) || names.has(name));
  return Object.fromEntries(members.map(([name, schema]) => [name, withNames(schema, names)]));
}
