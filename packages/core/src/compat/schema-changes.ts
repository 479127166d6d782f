// The differences between two schemas, each as small as it can be told: what a person would say was changed. Whether a
// difference breaks anything is not decided here.
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import { areEqual, valueKey } from './json-type.js';
import { listChanges } from './list-changes.js';
import { type Edit, oneChange, type Pair, type SchemaChange } from './schema-change.js';
import type { Path } from './schema-patch.js';

const MAPS = new Set(
  'properties patternProperties $defs definitions dependentSchemas dependentRequired dependencies'.split(' '),
);
const SINGLE = new Set(
  'items additionalItems contains propertyNames not if then else additionalProperties unevaluatedItems unevaluatedProperties'.split(
    ' ',
  ),
);
const LISTS = new Set('allOf anyOf oneOf prefixItems items'.split(' '));
/** Words that each have a name of their own in the list of kinds. */
const MAP_KINDS: Readonly<Record<string, string>> = {
  properties: 'property',
  patternProperties: 'pattern_property',
  $defs: 'definition',
  definitions: 'definition',
};

/** Every difference between two schemas. */
export function* findSchemaChanges(pair: Pair): Generator<SchemaChange> {
  const { old, new: next } = pair;
  if (areEqual(old, next)) return;
  if (!isJsonObject(old) || !isJsonObject(next)) {
    yield oneChange('schema_changed', pair);
    return;
  }
  for (const keyword of new Set([...Object.keys(old), ...Object.keys(next)])) {
    const inner = { before: own(old, keyword), after: own(next, keyword) };
    if (inner.before !== undefined && inner.after !== undefined && areEqual(inner.before, inner.after)) continue;
    yield* keywordChanges(pair, { keyword, ...inner });
  }
}

type Changed = { readonly keyword: string; readonly before: Json | undefined; readonly after: Json | undefined };

function* keywordChanges(pair: Pair, changed: Changed): Generator<SchemaChange> {
  const { keyword, before, after } = changed;
  const at = { path: [...pair.path, keyword], newPath: [...pair.newPath, keyword] };
  const isList = Array.isArray(before) && Array.isArray(after);
  const isMap = isJsonObject(before ?? after) && isJsonObject(after ?? before);
  if (LISTS.has(keyword) && isList) {
    yield* listChanges({ old: before, new: after, ...at }, findSchemaChanges);
  } else if (MAPS.has(keyword) && isMap) yield* mapChanges(pair, changed);
  else if (keyword === 'required' && Array.isArray(before ?? after)) yield* requiredChanges(pair, changed);
  else if (keyword === 'enum' && Array.isArray(before) && Array.isArray(after)) yield* enumChanges(changed, at);
  else if (SINGLE.has(keyword) && isJsonObject(before) && isJsonObject(after)) {
    yield* findSchemaChanges({ old: before, new: after, ...at });
  } else yield oneChange(kindOf(changed), { old: before, new: after, ...at });
}

function* mapChanges(pair: Pair, { keyword, before, after }: Changed): Generator<SchemaChange> {
  const [old, next] = [isJsonObject(before) ? before : {}, isJsonObject(after) ? after : {}];
  const kind = MAP_KINDS[keyword] ?? snake(keyword);
  for (const name of new Set([...Object.keys(old), ...Object.keys(next)])) {
    const [was, is] = [own(old, name), own(next, name)];
    const at = { path: [...pair.path, keyword, name], newPath: [...pair.newPath, keyword, name] };
    if (was !== undefined && is !== undefined) {
      if (isSchema(was) && isSchema(is)) yield* findSchemaChanges({ old: was, new: is, ...at });
      else if (!areEqual(was, is)) yield oneChange(`${kind}_changed`, { old: was, new: is, ...at });
      continue;
    }
    const along = keyword === 'properties' ? alongRequired(pair, name) : [];
    const added = along.length > 0 ? `required_${kind}_added` : `${kind}_added`;
    const change = oneChange(is === undefined ? `${kind}_removed` : added, { old: was, new: is, ...at });
    yield { ...change, edits: [...change.edits, ...along] };
  }
}

/** A property that comes or goes together with its name in `required` is one difference. */
function alongRequired(pair: Pair, name: string): Edit[] {
  const [old, next] = [requiredOf(pair.old), requiredOf(pair.new)];
  const isAdded = next.includes(name);
  if (old.includes(name) === isAdded || isAdded !== hasProperty(pair.new, name)) return [];
  return [{ path: [...pair.path, 'required'], after: isAdded ? [...old, name] : without(old, name) }];
}

function* requiredChanges(pair: Pair, { before, after }: Changed): Generator<SchemaChange> {
  const [old, next] = [textsOf(before), textsOf(after)];
  const path = [...pair.path, 'required'];
  const at = { path: [...pair.newPath, 'required'] };
  for (const name of without(next, ...old)) {
    if (hasProperty(pair.new, name) && !hasProperty(pair.old, name)) continue;
    const edits = [{ path, after: [...old, name] }];
    yield { kind: 'required_added', ...at, before: undefined, after: name, edits };
  }
  for (const name of without(old, ...next)) {
    if (hasProperty(pair.old, name) && !hasProperty(pair.new, name)) continue;
    yield {
      kind: 'required_removed',
      ...at,
      before: name,
      after: undefined,
      edits: [{ path, after: without(old, name) }],
    };
  }
}

function* enumChanges({ before, after }: Changed, at: { path: Path; newPath: Path }): Generator<SchemaChange> {
  const [old, next] = [listOf(before), listOf(after)];
  const [oldKeys, newKeys] = [new Set(old.map(valueKey)), new Set(next.map(valueKey))];
  const added = next.filter((value) => !oldKeys.has(valueKey(value)));
  const was = { old: before, ...at };
  if (added.length > 0) yield oneChange('enum_value_added', { ...was, new: [...old, ...added] });
  const kept = old.filter((value) => newKeys.has(valueKey(value)));
  if (kept.length < old.length) yield oneChange('enum_value_removed', { ...was, new: kept });
  if (added.length === 0 && kept.length === old.length) yield oneChange('enum_reordered', { ...was, new: after });
}

/** What happened to a keyword's value, as a name such as `max_length_decreased`. */
function kindOf({ keyword, before, after }: Changed): string {
  const name = snake(keyword);
  if (keyword === 'additionalProperties' || keyword.startsWith('unevaluated')) {
    if (after === false) return `${name}_closed`;
    if (before === false) return `${name}_opened`;
  }
  if (before === undefined) return `${name}_added`;
  if (after === undefined) return `${name}_removed`;
  if (typeof before === 'number' && typeof after === 'number' && /^(min|max|exclusive)/.test(keyword)) {
    return after > before ? `${name}_increased` : `${name}_decreased`;
  }
  return `${name}_changed`;
}

/** `maxLength` as `max_length`. */
export function snake(keyword: string): string {
  const words = keyword.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replace(/[^a-z0-9_]/g, '');
  return /^[a-z]/.test(words) ? words : `keyword${words.startsWith('_') ? words : `_${words}`}`;
}

function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function isSchema(value: Json): boolean {
  return typeof value === 'boolean' || isJsonObject(value);
}

function requiredOf(schema: Json): string[] {
  return isJsonObject(schema) ? textsOf(schema.required) : [];
}

function textsOf(value: Json | undefined): string[] {
  return listOf(value).filter((text) => typeof text === 'string');
}

function without(names: readonly string[], ...dropped: readonly string[]): string[] {
  return names.filter((name) => !dropped.includes(name));
}

function hasProperty(schema: Json, name: string): boolean {
  const properties = isJsonObject(schema) ? schema.properties : undefined;
  return isJsonObject(properties) && Object.hasOwn(properties, name);
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
