// The rules for one subschema: each keyword is known, spelt right, holds what it must hold, and leads somewhere.
import { type Issue, isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import { canonicalize } from './canonical-json.js';
import { type Dialect, findRefusal, KEYWORDS, type KeywordForm, SCHEMA_TYPES } from './json-schema-keywords.js';
import type { ReferenceTargets } from './json-schema-references.js';
import type { SchemaPlace } from './json-schema-walk.js';
import { findMisspelt } from './misspelling.js';
import type { PatternCheck } from './pattern-rules.js';
import { toJsonPointer } from './strict-json-error.js';
import { suggest } from './suggest.js';

/** What the rules of a place need of the whole schema; `at` is the place of its root in what was sent. */
export type SchemaContext = {
  dialect: Dialect;
  targets: ReferenceTargets;
  at: readonly (string | number)[];
  findPatternProblem: PatternCheck;
};

/** What is wrong at one keyword, before it has its place. */
type Problem = {
  message: string;
  rule?: string;
  suggestion?: string | undefined;
  below?: readonly (string | number)[];
};

/** The dialects that are read; without `$schema` it is 2020-12. Both are written with and without the empty fragment. */
const DIALECTS: ReadonlyMap<Json, Dialect> = new Map<Json, Dialect>([
  ['https://json-schema.org/draft/2020-12/schema', '2020-12'],
  ['https://json-schema.org/draft/2020-12/schema#', '2020-12'],
  ['http://json-schema.org/draft-07/schema#', 'draft-07'],
  ['http://json-schema.org/draft-07/schema', 'draft-07'],
]);
/** Keywords of other tools and older drafts that describe a schema and are near a keyword by accident. */
const TOLERATED = new Set(['example', 'id', 'note', 'notes', 'tile', 'titles']);
const ANCHOR = /^[A-Za-z_][-A-Za-z0-9._]*$/;

/** Everything that is wrong with the keywords of one subschema, each at its keyword. */
export function checkSchemaPlace(place: SchemaPlace, context: SchemaContext): Issue[] {
  const { schema, path } = place;
  if (!isJsonObject(schema)) return [];
  const issues: Issue[] = [];
  for (const [keyword, value] of Object.entries(schema)) {
    for (const { below = [], rule = keyword, message, suggestion } of checkKeyword(keyword, value, {
      place,
      context,
    })) {
      const at = toJsonPointer([...context.at, ...path, keyword, ...below]);
      issues.push({ path: at, message, rule, ...(suggestion === undefined ? {} : { suggestion }) });
    }
  }
  return issues;
}

type Here = { place: SchemaPlace; context: SchemaContext };

function checkKeyword(keyword: string, value: Json, here: Here): Problem[] {
  const { dialect } = here.context;
  const reference = checkReference(keyword, value, here.context);
  if (reference !== undefined) return reference;
  const refusal = findRefusal(keyword, dialect);
  if (refusal !== undefined) return [{ message: refusal, rule: 'unsupported' }];
  const form = KEYWORDS[dialect].get(keyword);
  if (form === undefined) return checkUnknown(keyword, dialect);
  const problem = checkForm(form, value);
  if (problem.length > 0) return problem;
  return checkMeaning(keyword, value, here);
}

/** A word that is no keyword is an annotation, unless it is one letter away from a keyword. */
function checkUnknown(keyword: string, dialect: Dialect): Problem[] {
  if (TOLERATED.has(keyword) || keyword.startsWith('x-')) return [];
  const suggestion = findMisspelt(keyword, KEYWORDS[dialect].keys());
  return suggestion === undefined ? [] : [{ message: 'is not a keyword', rule: 'keyword', suggestion }];
}

function checkReference(keyword: string, target: Json, { targets }: SchemaContext): Problem[] | undefined {
  if (keyword !== '$ref' && keyword !== '$dynamicRef' && keyword !== '$recursiveRef') return undefined;
  if (typeof target !== 'string' || !target.startsWith('#')) {
    return [{ message: 'must be a local reference such as #/$defs/path: nothing is ever fetched' }];
  }
  if (keyword !== '$ref') return undefined;
  if (targets.find(target) !== undefined) return [];
  const [nearest] = suggest(target, targets.pointers);
  return [{ message: `leads to no schema: there is none at ${target}`, suggestion: nearest?.value }];
}

const CHECKS: Readonly<Record<KeywordForm, (value: Json) => string | undefined>> = {
  any: () => undefined,
  boolean: (value) => (typeof value === 'boolean' ? undefined : 'must be true or false'),
  choices: (value) => (Array.isArray(value) && value.length > 0 ? undefined : 'must be a list of at least one value'),
  count: (value) =>
    Number.isInteger(value) && Number(value) >= 0 ? undefined : 'must be a whole number that is not negative',
  list: (value) => (Array.isArray(value) ? undefined : 'must be a list'),
  names: (value) => (isNames(value) ? undefined : 'must be a list of different names'),
  namesMap: (value) =>
    isJsonObject(value) && Object.values(value).every(isNames) ? undefined : 'must be an object of lists of names',
  number: (value) => (typeof value === 'number' ? undefined : 'must be a number'),
  pattern: (value) => (typeof value === 'string' ? undefined : 'must be a regular expression as a string'),
  positive: (value) => (typeof value === 'number' && value > 0 ? undefined : 'must be a number above 0'),
  schema: (value) =>
    Array.isArray(value) ? 'must be one schema; a list of them belongs under prefixItems' : undefined,
  schemaMap: (value) => (isJsonObject(value) ? undefined : 'must be an object of schemas by name'),
  schemas: (value) => (Array.isArray(value) && value.length > 0 ? undefined : 'must be a list of at least one schema'),
  schemaOrList: (value) =>
    Array.isArray(value) && value.length === 0 ? 'must be a schema, or a list of at least one' : undefined,
  schemaOrNamesMap: (value) => (isJsonObject(value) ? undefined : 'must be an object of schemas or lists of names'),
  string: (value) => (typeof value === 'string' ? undefined : 'must be a string'),
  type: () => undefined,
};

function checkForm(form: KeywordForm, value: Json): Problem[] {
  if (form === 'type') return checkType(value);
  const message = CHECKS[form](value);
  return message === undefined ? [] : [{ message }];
}

function checkType(value: Json): Problem[] {
  const types = Array.isArray(value) ? value : [value];
  if (types.length === 0) return [{ message: 'must name at least one type' }];
  if (new Set(types).size < types.length) return [{ message: 'must name each type once' }];
  return types.flatMap((type, index) => {
    if (SCHEMA_TYPES.some((known) => known === type)) return [];
    const [nearest] = typeof type === 'string' ? suggest(type, SCHEMA_TYPES) : [];
    const message = `must be one of ${SCHEMA_TYPES.join(', ')}`;
    return [{ message, suggestion: nearest?.value, ...(Array.isArray(value) ? { below: [index] } : {}) }];
  });
}

function checkMeaning(keyword: string, value: Json, { place, context }: Here): Problem[] {
  const schema = isJsonObject(place.schema) ? place.schema : {};
  if (keyword === '$schema') return checkDialect(value, context.dialect);
  if (keyword === '$id') return checkId(value, place, context.dialect);
  if (keyword === '$anchor' && !ANCHOR.test(String(value))) return [{ message: 'must be a name such as path' }];
  if (keyword === 'required') return checkRequired(value, schema);
  if (keyword === 'enum' && context.dialect === 'draft-07') return checkTwins(value);
  if (keyword === 'pattern') return checkPattern(String(value), context);
  if (keyword !== 'patternProperties' || !isJsonObject(value)) return [];
  return Object.keys(value).flatMap((pattern) =>
    checkPattern(pattern, context).map((problem) => ({ ...problem, rule: 'pattern', below: [pattern] })),
  );
}

function checkPattern(pattern: string, { findPatternProblem }: SchemaContext): Problem[] {
  const message = findPatternProblem(pattern);
  return message === undefined ? [] : [{ message }];
}

/** In draft-07 alone the meta-schema asks that no value of an enum stands twice. */
function checkTwins(value: Json): Problem[] {
  const texts = Array.isArray(value) ? value.map((each) => canonicalize(each)) : [];
  return new Set(texts).size === texts.length ? [] : [{ message: 'must list each value once' }];
}

function checkDialect(value: Json, dialect: Dialect): Problem[] {
  if (DIALECTS.get(value) === dialect) return [];
  return [{ message: 'must be the 2020-12 or draft-07 dialect, the same throughout, or left out' }];
}

/** A schema in a schema with an address of its own would give every reference below it another meaning. */
function checkId(value: Json, { path }: SchemaPlace, dialect: Dialect): Problem[] {
  const isAnchor = dialect === 'draft-07' && /^#./.test(String(value));
  if (path.length === 0 || isAnchor) return [];
  return [
    { message: 'is supported at the root only: write a local $ref to a schema under $defs', rule: 'unsupported' },
  ];
}

/** Names that nothing declares, where they look like one that is declared, or where nothing else may be there. */
function checkRequired(value: Json, { properties, patternProperties, additionalProperties }: JsonObject): Problem[] {
  if (!isJsonObject(properties) || !Array.isArray(value)) return [];
  const declared = Object.keys(properties);
  const isClosed = additionalProperties === false && patternProperties === undefined;
  return value.flatMap((name, index) => {
    if (typeof name !== 'string' || Object.hasOwn(properties, name)) return [];
    const suggestion =
      findMisspelt(
        name,
        declared.filter((each) => !value.includes(each)),
      ) ?? findNear(name, declared, isClosed);
    if (suggestion === undefined && !isClosed) return [];
    const message = isClosed
      ? `names '${name}', which no property declares and nothing else allows`
      : `names '${name}', which no property declares`;
    return [{ message, suggestion, below: [index] }];
  });
}

function findNear(name: string, declared: readonly string[], isClosed: boolean): string | undefined {
  return isClosed ? suggest(name, declared)[0]?.value : undefined;
}

function isNames(value: Json): boolean {
  return (
    Array.isArray(value) && value.every((name) => typeof name === 'string') && new Set(value).size === value.length
  );
}
