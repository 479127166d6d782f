// Which properties a newer document has and the older one has not: only those can have come back. Apart from what proves, so
// that asking for them brings no prover along.
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import type { ContractDocument } from './document-changes.js';

const FIELDS = ['inputSchema', 'outputSchema'] as const;

/** Whether `next` has a property that `base` has not: only then can one have come back. */
export function addsProperties(base: ContractDocument, next: ContractDocument): boolean {
  return FIELDS.some((field) => findAdded(base[field], next[field]).length > 0);
}

/** Whether an earlier release had a property that `next` has and `base` has not. */
export function hasAddedProperty(earlier: ContractDocument, base: ContractDocument, next: ContractDocument): boolean {
  return FIELDS.some((field) =>
    findAdded(base[field], next[field]).some((path) => at(earlier[field], path) !== undefined),
  );
}

/**
 * The paths of properties that the newer schema declares and the older does not, also in items, maps and definitions; below a new
 * one nothing more is named. Alternatives are not gone into: they have no names, and their order says nothing.
 */
export function findAdded(old: Json | undefined, next: Json | undefined, path: readonly string[] = []): string[][] {
  const [was, is] = [membersOf(old, 'properties'), membersOf(next, 'properties')];
  const own = Object.entries(is).flatMap(([name, schema]) => {
    const place = [...path, 'properties', name];
    return Object.hasOwn(was, name) ? findAdded(was[name], schema, place) : [place];
  });
  const inner = INNER.flatMap((keyword) => findAddedIn([old, next], keyword, path));
  return [...own, ...inner];
}

/** Keywords that hold one schema, or schemas by name, other than `properties`. */
const INNER = ['items', 'additionalProperties', 'patternProperties', '$defs', 'definitions'] as const;
const BY_NAME: ReadonlySet<string> = new Set(['patternProperties', '$defs', 'definitions']);

type Pair = readonly [old: Json | undefined, next: Json | undefined];

function findAddedIn([old, next]: Pair, keyword: string, path: readonly string[]): string[][] {
  const [was, is] = [at(old, [keyword]), at(next, [keyword])];
  if (!isJsonObject(was) || !isJsonObject(is)) return [];
  const place = [...path, keyword];
  if (!BY_NAME.has(keyword)) return findAdded(was, is, place);
  return Object.entries(is).flatMap(([name, schema]) =>
    Object.hasOwn(was, name) ? findAdded(was[name], schema, [...place, name]) : [],
  );
}

function membersOf(schema: Json | undefined, keyword: string): JsonObject {
  const members = at(schema, [keyword]);
  return isJsonObject(members) ? members : {};
}

/** What stands at a path of a schema. */
export function at(schema: Json | undefined, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>(
    (value, key) => (isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    schema,
  );
}
