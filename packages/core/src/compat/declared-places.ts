// Where a schema declares a property: by name, through properties, items, maps, references, `allOf` and alternatives. A look has
// all the places that speak of one part of a value, so that a property is found wherever and however it is written.
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import {
  childPlace,
  dialectOf,
  findReferenced,
  readSchemaDocument,
  type SchemaDocument,
  type SchemaPlace,
} from './schema-document.js';
import { createFacts } from './schema-facts.js';

/** A place in a schema; not `isSure` where it counts in some alternatives or under a condition only. */
type DeclaredPlace = { readonly place: SchemaPlace; readonly isSure: boolean };

/** All places of a document that speak of one part of a value; `entries` are those that the others are led to from. */
export type Look = {
  readonly document: SchemaDocument;
  readonly entries: readonly DeclaredPlace[];
  readonly places: readonly DeclaredPlace[];
};

/** A part of a value, as a step from the whole: a property, an item, or what has no name. */
export type PartStep = readonly [part: 'property' | 'item' | 'pattern' | 'other', name: string];

/** Keywords that hold schemas of the same value, and whether all of them count. */
const LISTS = { allOf: true, anyOf: false, oneOf: false } as const;
const CONDITIONAL_ONES = ['then', 'else'] as const;
const CONDITIONAL_MAPS = ['dependentSchemas', 'dependencies'] as const;
const REFERENCES = ['$ref', '$dynamicRef', '$recursiveRef'] as const;
const TUPLES = ['prefixItems', 'items'] as const;
/** Keywords that hold the schema of parts without a name. */
const OTHERS = ['additionalProperties', 'unevaluatedProperties', 'contains', 'unevaluatedItems'] as const;
/** The items that no other keyword speaks of. */
const REST = 'rest';

/** A look at the whole value; a schema that is not there declares nothing. */
export function lookAt(schema: JsonObject = {}): Look {
  const document = readSchemaDocument(schema, 2020, createFacts());
  return withAll(document, [{ place: document.root, isSure: true }]);
}

/** The parts that are spoken of. */
export function partsIn({ places }: Look): PartStep[] {
  const parts = new Map<string, PartStep>();
  for (const { place } of places) for (const step of partsOf(place.schema)) parts.set(step.join(' '), step);
  return [...parts.values()];
}

/** The look at one part. */
export function stepInto({ document, places }: Look, step: PartStep): Look {
  const inner = places.flatMap(({ place, isSure }) =>
    waysTo(place.schema, step).map((path) => ({ place: childPlace(document, place, path), isSure })),
  );
  return withAll(document, inner);
}

function partsOf(schema: Json): PartStep[] {
  if (!isJsonObject(schema)) return [];
  const tuple = TUPLES.flatMap((keyword) => itemsIn(schema, keyword).map((_item, at): PartStep => ['item', `${at}`]));
  const hasRest = isJsonObject(schema.items) || isJsonObject(schema.additionalItems);
  return [
    ...keysIn(schema, 'properties').map((name): PartStep => ['property', name]),
    ...tuple,
    ...(hasRest ? [['item', REST] as const] : []),
    ...keysIn(schema, 'patternProperties').map((pattern): PartStep => ['pattern', pattern]),
    ...OTHERS.filter((keyword) => isJsonObject(schema[keyword])).map((keyword): PartStep => ['other', keyword]),
  ];
}

/** The paths of the schemas of one part; an item beyond a tuple is one of the rest. */
function waysTo(schema: Json, [part, name]: PartStep): string[][] {
  if (!isJsonObject(schema)) return [];
  if (part === 'other') return isJsonObject(schema[name]) ? [[name]] : [];
  if (part !== 'item') {
    const keyword = part === 'property' ? 'properties' : 'patternProperties';
    const map = memberOf(schema, keyword);
    return isJsonObject(map) && Object.hasOwn(map, name) ? [[keyword, name]] : [];
  }
  const own = TUPLES.filter((keyword) => itemsIn(schema, keyword)[Number(name)] !== undefined);
  if (own.length > 0) return own.map((keyword) => [keyword, name]);
  const rest = isJsonObject(schema.items) ? 'items' : 'additionalItems';
  return isJsonObject(schema[rest]) ? [[rest]] : [];
}

/** The entries with all other places that speak of the same value, each once; sure where one way to it is. */
function withAll(document: SchemaDocument, entries: readonly DeclaredPlace[]): Look {
  const found = new Map<string, DeclaredPlace>();
  const pending = [...entries];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const known = found.get(next.place.pointer);
    if (known?.isSure === true || (known !== undefined && !next.isSure)) continue;
    found.set(next.place.pointer, next);
    pending.push(...besides(document, next));
  }
  return { document, entries, places: [...found.values()] };
}

/** What else speaks of the value of a place. */
function besides(document: SchemaDocument, { place, isSure }: DeclaredPlace): DeclaredPlace[] {
  const { schema } = place;
  if (!isJsonObject(schema)) return [];
  const referenced = findReferences(document, place).map((each) => ({ place: each, isSure }));
  // Until draft-07, nothing counts beside a reference.
  if (typeof schema.$ref === 'string' && (dialectOf(document, place.uri) ?? 2020) <= 7) return referenced;
  const at = (path: readonly string[], isAlways: boolean): DeclaredPlace => ({
    place: childPlace(document, place, path),
    isSure: isSure && isAlways,
  });
  return [
    ...referenced,
    ...Object.entries(LISTS).flatMap(([keyword, isAlways]) =>
      itemsIn(schema, keyword).map((_schema, index) => at([keyword, `${index}`], isAlways)),
    ),
    ...CONDITIONAL_ONES.filter((keyword) => schema.if !== undefined && isJsonObject(schema[keyword])).map((keyword) =>
      at([keyword], false),
    ),
    ...CONDITIONAL_MAPS.flatMap((keyword) => keysIn(schema, keyword).map((name) => at([keyword, name], false))),
  ];
}

function findReferences(document: SchemaDocument, { schema, uri }: SchemaPlace): SchemaPlace[] {
  const from = document.resources.get(uri);
  if (from === undefined || !isJsonObject(schema)) return [];
  return REFERENCES.flatMap((keyword) => {
    const reference = schema[keyword];
    return typeof reference === 'string' ? (findReferenced(document, from, reference) ?? []) : [];
  });
}

function itemsIn(schema: JsonObject, keyword: string): readonly Json[] {
  const list = memberOf(schema, keyword);
  return Array.isArray(list) ? list : [];
}

function keysIn(schema: JsonObject, keyword: string): string[] {
  const map = memberOf(schema, keyword);
  return isJsonObject(map) ? Object.keys(map) : [];
}

function memberOf(schema: JsonObject, keyword: string): Json | undefined {
  return Object.hasOwn(schema, keyword) ? schema[keyword] : undefined;
}
