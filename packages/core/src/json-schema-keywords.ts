// Every keyword that is read, by dialect, with what its value must be: the meta-schemas of 2020-12 and draft-07 as a table, so
// that a refusal can name the place and what was meant. A keyword that the validator would only half follow is refused.
import type { JsonObject } from '@action-registry/schema';

/** The dialects that are read. */
export type Dialect = '2020-12' | 'draft-07';

/** What the value of a keyword must be. */
export type KeywordForm =
  | 'any'
  | 'boolean'
  | 'choices'
  | 'count'
  | 'list'
  | 'names'
  | 'namesMap'
  | 'number'
  | 'pattern'
  | 'positive'
  | 'schema'
  | 'schemaMap'
  | 'schemas'
  | 'schemaOrList'
  | 'schemaOrNamesMap'
  | 'string'
  | 'type';

/** The seven types of a JSON value, `integer` counted apart. */
export const SCHEMA_TYPES = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'] as const;

const FORMS: Readonly<Record<KeywordForm, readonly string[]>> = {
  any: ['const', 'default'],
  boolean: ['readOnly', 'uniqueItems', 'writeOnly'],
  choices: ['enum'],
  count: ['maxItems', 'maxLength', 'maxProperties', 'minItems', 'minLength', 'minProperties'],
  list: ['examples'],
  names: ['required'],
  namesMap: [],
  number: ['exclusiveMaximum', 'exclusiveMinimum', 'maximum', 'minimum'],
  pattern: ['pattern'],
  positive: ['multipleOf'],
  schema: ['additionalProperties', 'contains', 'else', 'if', 'not', 'propertyNames', 'then'],
  schemaMap: ['$defs', 'definitions', 'patternProperties', 'properties'],
  schemas: ['allOf', 'anyOf', 'oneOf'],
  schemaOrList: [],
  schemaOrNamesMap: [],
  string: [
    ...['$comment', '$id', '$ref', '$schema', 'contentEncoding', 'contentMediaType', 'description', 'format', 'title'],
  ],
  type: ['type'],
};
const ONLY_2020: Partial<Record<KeywordForm, readonly string[]>> = {
  boolean: ['deprecated'],
  count: ['maxContains', 'minContains'],
  namesMap: ['dependentRequired'],
  schema: ['contentSchema', 'items', 'unevaluatedItems', 'unevaluatedProperties'],
  schemaMap: ['dependentSchemas'],
  schemas: ['prefixItems'],
  string: ['$anchor'],
};
const ONLY_07: Partial<Record<KeywordForm, readonly string[]>> = {
  schema: ['additionalItems'],
  schemaOrList: ['items'],
  schemaOrNamesMap: ['dependencies'],
};

/** The form of each keyword of a dialect. */
export const KEYWORDS: Readonly<Record<Dialect, ReadonlyMap<string, KeywordForm>>> = {
  '2020-12': toMap(FORMS, ONLY_2020),
  'draft-07': toMap(FORMS, ONLY_07),
};

/** Keywords that exist but are not followed, with the reason that a refusal gives. */
const NOT_FOLLOWED: ReadonlyMap<string, string> = new Map([
  ['$dynamicAnchor', 'is not supported: give each schema its own $anchor or place under $defs'],
  ['$dynamicRef', 'is not supported: write a local $ref'],
  ['$recursiveAnchor', 'is not supported: write a local $ref'],
  ['$recursiveRef', 'is not supported: write a local $ref'],
  ['$vocabulary', 'is not supported: it belongs into a meta-schema'],
]);
const OF_THE_OTHER: Readonly<Record<Dialect, string>> = {
  '2020-12': 'belongs to draft-07 and says nothing in 2020-12',
  'draft-07': 'belongs to 2020-12 and says nothing in draft-07',
};

/** Why a keyword cannot be used in a dialect; undefined for those that can, and for words that no dialect knows. */
export function findRefusal(keyword: string, dialect: Dialect): string | undefined {
  // The validator keeps notes of its own under such names.
  if (keyword.startsWith('__absolute_')) return 'is a name that the validator keeps for itself';
  const notFollowed = NOT_FOLLOWED.get(keyword);
  if (notFollowed !== undefined) return notFollowed;
  const other = dialect === '2020-12' ? 'draft-07' : '2020-12';
  // `deprecated` only describes; it does no harm where it is not known.
  const isForeign = keyword !== 'deprecated' && !KEYWORDS[dialect].has(keyword) && KEYWORDS[other].has(keyword);
  return isForeign ? OF_THE_OTHER[dialect] : undefined;
}

/** The dialect that a schema says it is written in; 2020-12 where it says none. */
export function dialectOf(schema: JsonObject): Dialect {
  return typeof schema.$schema === 'string' && schema.$schema.includes('draft-07') ? 'draft-07' : '2020-12';
}

function toMap(...tables: readonly Partial<Record<KeywordForm, readonly string[]>>[]): Map<string, KeywordForm> {
  const map = new Map<string, KeywordForm>();
  for (const table of tables) {
    for (const [form, keywords] of Object.entries(table)) {
      for (const keyword of keywords) map.set(keyword, form as KeywordForm);
    }
  }
  return map;
}
