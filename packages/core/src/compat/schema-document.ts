// One schema document taken apart: which resources (`$id`) and anchors it has, which dialect each speaks, and where a
// reference leads. What it does not hold itself is not found; nothing is fetched.
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import { valueKey } from './json-type.js';
import { factsOf, type SchemaFacts } from './schema-facts.js';
import { ONE_SCHEMA, SCHEMA_LIST, SCHEMA_MAP } from './schema-keywords.js';
import { resolveUri } from './uri.js';

/** The dialects that are told apart; 4 is draft-04, 2020 is 2020-12. */
export type Dialect = 4 | 6 | 7 | 2019 | 2020;

/** A part of the document with a URI of its own. */
export type Resource = {
  readonly uri: string;
  readonly root: SchemaPlace;
  /** Undefined for a `$schema` that is not known. */
  readonly dialect: Dialect | undefined;
  readonly anchors: Map<string, SchemaPlace>;
  readonly dynamicAnchors: Map<string, SchemaPlace>;
};

/** A schema in the document: `pointer` leads to it from the document's root. */
export type SchemaPlace = { readonly schema: Json; readonly pointer: string; readonly uri: string };

/**
 * A document ready to be compiled. `text` is the same for equal documents only; `around` for documents whose references all
 * mean the same wherever they stand, and undefined where one may lead to what is not a definition. `dialect` is that of all
 * parts, or undefined where a part may say its own.
 */
export type SchemaDocument = {
  readonly root: SchemaPlace;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly dialect: Dialect | undefined;
  readonly around: string | undefined;
  readonly text: () => string;
};

/** Where a document begins that does not say its own URI. */
const BASE = 'schema:/';
const DIALECTS: readonly (readonly [RegExp, Dialect])[] = [
  [/^https?:\/\/json-schema\.org\/draft-04\/schema#?$/, 4],
  [/^https?:\/\/json-schema\.org\/draft-06\/schema#?$/, 6],
  [/^https?:\/\/json-schema\.org\/draft-07\/schema#?$/, 7],
  [/^https?:\/\/json-schema\.org\/draft\/2019-09\/schema#?$/, 2019],
  [/^https?:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/, 2020],
];

type Index = { resources: Map<string, Resource>; dialect: Dialect };

/** Reads a document whose dialect, unless its `$schema` says so, is `dialect`; `facts` has what is known of parts of it. */
export function readSchemaDocument(schema: Json, dialect: Dialect, facts: SchemaFacts): SchemaDocument {
  const { resources }: Index = { resources: new Map(), dialect };
  const root: SchemaPlace = { schema, pointer: '', uri: BASE };
  const at = addResource({ resources, dialect }, root, BASE);
  const { isNamed, refers } = factsOf(schema, facts);
  if (isNamed) walk({ resources, dialect }, root, at);
  let text: string | undefined;
  const read = () => {
    text ??= `${dialect}:${valueKey(schema)}`;
    return text;
  };
  const isOwn = isNamed || refers === 'anywhere';
  const around = isOwn ? undefined : refers === 'nothing' ? '' : definitionsKey(schema, dialect, facts);
  return { root: at.root, resources, dialect: isNamed ? undefined : at.dialect, around, text: read };
}

/** A short text that is the same for documents with the same definitions. */
function definitionsKey(schema: Json, dialect: Dialect, facts: SchemaFacts): string {
  if (!isJsonObject(schema)) return '';
  const { $schema = null, $defs = null, definitions = null } = schema;
  return `definitions ${[dialect, ...[$schema, $defs, definitions].map((part) => numberOf(part, facts))].join()}`;
}

/** The same number for equal values only. */
function numberOf(value: Json, { around, numbers }: SchemaFacts): number {
  const isObject = typeof value === 'object' && value !== null;
  const before = isObject ? numbers.get(value) : undefined;
  if (before !== undefined) return before;
  const text = valueKey(value);
  const number = around.get(text) ?? around.size + 1;
  around.set(text, number);
  if (isObject) numbers.set(value, number);
  return number;
}

/** The place that a reference from a resource leads to, or undefined. */
export function findReferenced(document: SchemaDocument, from: Resource, reference: string): SchemaPlace | undefined {
  const { uri, fragment } = resolveUri(from.uri, reference);
  const resource = document.resources.get(uri);
  if (resource === undefined) return undefined;
  const text = decodeFragment(fragment);
  if (text === undefined) return undefined;
  if (text === '') return resource.root;
  if (!text.startsWith('/')) return resource.anchors.get(text);
  return followPointer(document, resource, text);
}

/** The dialect in which a schema inside `uri` is read. */
export function dialectOf(document: SchemaDocument, uri: string): Dialect | undefined {
  return document.resources.get(uri)?.dialect;
}

/** The part of a schema at a path; `true` where there is none. */
export function findChild(schema: Json, path: readonly string[]): Json {
  return path.reduce<Json>((value, step) => stepInto(value, step) ?? true, schema);
}

/** Goes from one schema to a part of it; a part with an `$id` starts a resource of its own. */
export function childPlace(document: SchemaDocument, place: SchemaPlace, path: readonly string[]): SchemaPlace {
  let { schema, pointer, uri } = place;
  for (const step of path) {
    schema = stepInto(schema, step) ?? true;
    pointer = `${pointer}/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  }
  const dialect = dialectOf(document, uri) ?? 2020;
  const id = isJsonObject(schema) ? findId(schema, dialect) : undefined;
  if (id !== undefined) {
    const own = resolveUri(uri, id).uri;
    if (document.resources.get(own)?.root.pointer === pointer) uri = own;
  }
  return { schema, pointer, uri };
}

function followPointer(document: SchemaDocument, resource: Resource, pointer: string): SchemaPlace | undefined {
  let place = resource.root;
  for (const escaped of pointer.slice(1).split('/')) {
    const step = escaped.replaceAll('~1', '/').replaceAll('~0', '~');
    if (stepInto(place.schema, step) === undefined) return undefined;
    place = childPlace(document, place, [step]);
  }
  return isSchema(place.schema) ? place : undefined;
}

function stepInto(value: Json, step: string): Json | undefined {
  if (Array.isArray(value)) return /^\d+$/.test(step) ? value[Number(step)] : undefined;
  return isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

function isSchema(value: Json): boolean {
  return typeof value === 'boolean' || isJsonObject(value);
}

function decodeFragment(fragment: string): string | undefined {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return undefined;
  }
}

function addResource(index: Index, place: SchemaPlace, base: string): Resource {
  const { schema } = place;
  const declared = isJsonObject(schema) ? schema.$schema : undefined;
  const inherited = index.resources.get(base)?.dialect ?? index.dialect;
  const dialect = typeof declared === 'string' ? DIALECTS.find(([uri]) => uri.test(declared))?.[1] : inherited;
  const id = isJsonObject(schema) ? findId(schema, dialect ?? index.dialect) : undefined;
  const uri = id === undefined ? base : resolveUri(base, id).uri;
  const resource: Resource = {
    uri,
    root: { ...place, uri },
    dialect,
    anchors: new Map(),
    dynamicAnchors: new Map(),
  };
  // The first of two with one name stays, so that a name means the same from everywhere.
  if (!index.resources.has(uri)) index.resources.set(uri, resource);
  return resource;
}

function findId(schema: JsonObject, dialect: Dialect): string | undefined {
  const id = dialect === 4 ? schema.id : schema.$id;
  if (typeof id !== 'string' || id.startsWith('#') || id === '') return undefined;
  return dialect <= 7 && schema.$ref !== undefined ? undefined : id;
}

function walk(index: Index, place: SchemaPlace, resource: Resource): void {
  const { schema } = place;
  if (!isJsonObject(schema)) return;
  addAnchors({ ...place, uri: resource.uri }, resource);
  for (const [keyword, value] of Object.entries(schema)) {
    for (const path of subschemaPaths(keyword, value)) {
      const child = findChild(schema, path);
      const pointer = `${place.pointer}${path.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`;
      const at: SchemaPlace = { schema: child, pointer, uri: resource.uri };
      const id = isJsonObject(child) ? findId(child, resource.dialect ?? index.dialect) : undefined;
      walk(index, at, id === undefined ? resource : addResource(index, at, resource.uri));
    }
  }
}

function subschemaPaths(keyword: string, value: Json): string[][] {
  if (Array.isArray(value)) {
    return SCHEMA_LIST.has(keyword) ? value.map((_, index) => [keyword, String(index)]) : [];
  }
  if (!isJsonObject(value)) return [];
  if (ONE_SCHEMA.has(keyword)) return [[keyword]];
  return SCHEMA_MAP.has(keyword) ? Object.keys(value).map((name) => [keyword, name]) : [];
}

function addAnchors(place: SchemaPlace, resource: Resource): void {
  const { schema } = place;
  if (!isJsonObject(schema)) return;
  const { $anchor, $dynamicAnchor, $recursiveAnchor } = schema;
  const id = resource.dialect === 4 ? schema.id : schema.$id;
  if (typeof $anchor === 'string') resource.anchors.set($anchor, place);
  if (typeof id === 'string' && id.startsWith('#') && id.length > 1) resource.anchors.set(id.slice(1), place);
  if (typeof $dynamicAnchor === 'string') {
    resource.anchors.set($dynamicAnchor, place);
    resource.dynamicAnchors.set($dynamicAnchor, place);
  }
  if ($recursiveAnchor === true) resource.dynamicAnchors.set('', place);
}
