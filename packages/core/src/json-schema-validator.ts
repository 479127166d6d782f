// Whether a value is what a schema allows. The validator interprets and compiles no code, so that it also runs under a page's
// strict policy; it sees only keywords that it follows, and only references that lead to a place in the same schema. Schemas
// that double with each reference cannot hold it up: its steps are counted.
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import { type OutputUnit, type Schema, validate } from '@cfworker/json-schema';
import { createBudget, SchemaBudgetError } from './json-schema-budget.js';
import { dialectOf, KEYWORDS } from './json-schema-keywords.js';
import { describeUnit, type InstanceProblem } from './json-schema-problems.js';
import { collectTargets } from './json-schema-references.js';
import { toJsonPointer } from './strict-json-error.js';

/** What a schema says of a value: nothing when it is allowed. */
export type ValueCheck = (value: Json) => InstanceProblem[];

/** Schemas entered by reference during one check. */
const REFERENCES_MAX = 20_000;
/** Validation keywords only; what describes or names is nothing to a validator, and formats are descriptions. */
const DESCRIPTIVE = new Set([
  ...['$schema', '$id', '$anchor', '$comment', 'title', 'description', 'default', 'examples', 'deprecated', 'format'],
  ...['readOnly', 'writeOnly', 'contentEncoding', 'contentMediaType', 'contentSchema'],
]);

/**
 * A check of values against a schema that keeps the rules (`findSchemaIssues`); every problem, with its place in the value.
 * The check throws `SchemaBudgetError` when a schema and a value together take too many steps.
 */
export function compileSchema(schema: Json): ValueCheck {
  return compileSubschemas(schema)([]);
}

/** Checks against the subschemas of a schema, by their path in it; references lead where they lead in the whole. */
export function compileSubschemas(schema: Json): (path: readonly (string | number)[]) => ValueCheck {
  const dialect = isJsonObject(schema) ? dialectOf(schema) : '2020-12';
  const made = new Map<string, Json>();
  toPlain(schema, [], { keywords: KEYWORDS[dialect], made });
  const targets = collectTargets(schema);
  const resolve = (reference: string): Json | undefined => {
    const place = targets.find(reference);
    return place === undefined ? undefined : made.get(toJsonPointer(place.path));
  };
  const draft = dialect === 'draft-07' ? '7' : '2020-12';
  const assertBudget = createBudget(schema);
  return (path) => (value) => {
    const plain = made.get(toJsonPointer(path)) ?? true;
    assertBudget(value);
    const { valid, errors } = validate(value, plain as Schema, draft, createLookup(resolve), false);
    return valid ? [] : toProblems(errors, { plain, resolve, value });
  };
}

type Making = { keywords: ReadonlyMap<string, string>; made: Map<string, Json> };

/** A copy with nothing but what is validated; `made` gets each subschema by its pointer. */
function toPlain(schema: Json, path: readonly string[], making: Making): Json {
  if (!isJsonObject(schema)) return remember(schema, path, making);
  const plain: JsonObject = Object.create(null) as JsonObject;
  for (const [keyword, value] of Object.entries(schema)) {
    const form = making.keywords.get(keyword);
    if (form === undefined || DESCRIPTIVE.has(keyword)) continue;
    const at = [...path, keyword];
    if (form.startsWith('schema')) plain[keyword] = toPlainWithin(value, at, { making, isMap: form.endsWith('Map') });
    else plain[keyword] = value;
  }
  return remember(plain, path, making);
}

function toPlainWithin(value: Json, path: string[], { making, isMap }: { making: Making; isMap: boolean }): Json {
  if (Array.isArray(value)) {
    return value.map((each, index) =>
      typeof each === 'string' ? each : toPlain(each, [...path, String(index)], making),
    );
  }
  if (!isMap || !isJsonObject(value)) return toPlain(value, path, making);
  const map: JsonObject = Object.create(null) as JsonObject;
  for (const [name, each] of Object.entries(value)) {
    // draft-07: a list of names under `dependencies` is no schema.
    map[name] = Array.isArray(each) ? each : toPlain(each, [...path, name], making);
  }
  return map;
}

function remember(schema: Json, path: readonly string[], { made }: Making): Json {
  made.set(toJsonPointer(path), schema);
  return schema;
}

/** What the validator asks for a reference; each answer counts. */
function createLookup(resolve: (reference: string) => Json | undefined): Record<string, Schema | boolean> {
  let references = 0;
  return new Proxy<Record<string, Schema | boolean>>(Object.create(null) as Record<string, Schema | boolean>, {
    get: (_target, reference) => {
      references += 1;
      if (references > REFERENCES_MAX) throw new SchemaBudgetError('the schema refers to itself too often');
      return typeof reference === 'string' ? (resolve(reference) as Schema | boolean | undefined) : undefined;
    },
  });
}

/** Units that only say that something below them is wrong. */
const CONTAINERS = new Set([
  ...['$ref', 'additionalItems', 'allOf', 'dependencies', 'dependentSchemas', 'if', 'items', 'patternProperties'],
  ...['prefixItems', 'properties', 'additionalProperties', 'unevaluatedItems', 'unevaluatedProperties'],
]);
/** Units whose details are those of alternatives that nobody may have meant. */
const CHOICES = new Set(['anyOf', 'contains', 'not', 'oneOf', 'propertyNames']);

type Judged = { plain: Json; resolve: (reference: string) => Json | undefined; value: Json };

/** The units that say what is wrong, each place once; parents stand before what is below them. */
function toProblems(units: readonly OutputUnit[], judged: Judged): InstanceProblem[] {
  const problems = new Map<string, InstanceProblem>();
  for (let at = 0; at < units.length; at += 1) {
    const unit = units[at];
    if (unit === undefined) break;
    const below = countBelow(units, at);
    if (CONTAINERS.has(unit.keyword) && below > 0) continue;
    const problem = describeUnit(unit, units.slice(at + 1, at + 1 + below), judged);
    const key = `${problem.path.join('\0')}\0${problem.keyword}`;
    if (!problems.has(key)) problems.set(key, problem);
    if (CHOICES.has(unit.keyword)) at += below;
  }
  return [...problems.values()];
}

function countBelow(units: readonly OutputUnit[], at: number): number {
  const under = `${units[at]?.keywordLocation ?? ''}/`;
  let count = 0;
  for (let unit = units[at + 1]; unit !== undefined; unit = units[at + 1 + count]) {
    // A refusing `false` is placed by the value, and stands straight after what it belongs to.
    if (!unit.keywordLocation.startsWith(under) && unit.keyword !== 'false') break;
    count += 1;
  }
  return count;
}
