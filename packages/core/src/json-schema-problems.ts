// What a validator found, in words: which value, what it must be, and what was probably meant.
import { isJsonObject, type Json } from '@action-registry/schema';
import type { OutputUnit } from '@cfworker/json-schema';
import { suggest } from './suggest.js';

/** One thing that a schema does not allow: its place in the value, the keyword, and the rest of a sentence about it. */
export type InstanceProblem = { path: string[]; keyword: string; message: string; suggestion?: string };

/** What a description looks at: the validated form of the schema, its references, and the value. */
type Judged = { plain: Json; resolve: (reference: string) => Json | undefined; value: Json };

const BOUNDS: Readonly<Record<string, (limit: Json) => string>> = {
  minimum: (limit) => `must be at least ${limit}`,
  maximum: (limit) => `must be at most ${limit}`,
  exclusiveMinimum: (limit) => `must be more than ${limit}`,
  exclusiveMaximum: (limit) => `must be less than ${limit}`,
  multipleOf: (limit) => `must be a multiple of ${limit}`,
  minLength: (limit) => `must have at least ${limit} ${limit === 1 ? 'character' : 'characters'}`,
  maxLength: (limit) => `must have at most ${limit} characters`,
  minItems: (limit) => `must have at least ${limit} entries`,
  maxItems: (limit) => `must have at most ${limit} entries`,
  minProperties: (limit) => `must have at least ${limit} fields`,
  maxProperties: (limit) => `must have at most ${limit} fields`,
  pattern: (limit) => `must match ${String(limit)}`,
  const: (limit) => `must be ${JSON.stringify(limit)}`,
  type: (limit) => `must be ${formatTypes(limit)}`,
  enum: (limit) => `must be one of ${formatChoices(limit)}`,
  uniqueItems: () => 'must not have two equal entries',
  not: () => 'is what the schema rules out',
  contains: () => 'must have an entry of the kind that `contains` describes',
  oneOf: () => 'must match exactly one of the forms that are allowed',
  propertyNames: () => 'has a field whose name is not allowed',
};
const CHOICES_SHOWN = 12;
const TYPE_WORDS: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  null: 'null',
  number: 'a number',
  object: 'an object',
  string: 'a string',
};

/** One unit of the validator as a problem; `below` are the units of its alternatives. */
export function describeUnit(unit: OutputUnit, below: readonly OutputUnit[], judged: Judged): InstanceProblem {
  const path = toSteps(unit.instanceLocation);
  const { keyword } = unit;
  if (keyword === 'false') return describeForeign(path, judged);
  const limit = keywordValue(unit, judged);
  const value = valueAt(judged.value, path);
  if (keyword === 'required') return describeMissing(path, { limit, value });
  if (keyword === 'anyOf') return { path, keyword, message: describeAlternatives(limit, below) };
  const message = BOUNDS[keyword]?.(limit ?? null) ?? `does not fit ${keyword}`;
  const nearest = keyword === 'enum' && typeof value === 'string' ? suggest(value, strings(limit))[0] : undefined;
  return { path, keyword, message, ...(nearest === undefined ? {} : { suggestion: nearest.value }) };
}

/** A field that must not be there; a sibling of the schema may have been meant. */
function describeForeign(path: string[], { plain, value }: Judged): InstanceProblem {
  const name = path.at(-1) ?? '';
  const isField = isJsonObject(valueAt(value, path.slice(0, -1)));
  if (path.length === 0 || !isField) return { path, keyword: 'false', message: 'is not allowed here' };
  const known = path.length === 1 && isJsonObject(plain) && isJsonObject(plain.properties) ? plain.properties : {};
  const [nearest] = suggest(name, Object.keys(known));
  const suggestion = nearest === undefined ? {} : { suggestion: nearest.value };
  return { path, keyword: 'additionalProperties', message: 'is not a known field', ...suggestion };
}

/** The first name that is missing is the place; several are named together. */
function describeMissing(
  path: string[],
  { limit, value }: { limit: Json | undefined; value: unknown },
): InstanceProblem {
  const has = (name: string): boolean => isJsonObject(value) && Object.hasOwn(value, name);
  const missing = strings(limit).filter((name) => !has(name));
  const message = missing.length > 1 ? `are required: ${missing.join(', ')}` : 'is required';
  return { path: missing.length === 1 ? [...path, missing[0] ?? ''] : path, keyword: 'required', message };
}

function describeAlternatives(limit: Json | undefined, below: readonly OutputUnit[]): string {
  const branches = Array.isArray(limit) ? limit : [];
  const needs = branches.map((branch) => (isJsonObject(branch) ? strings(branch.required).join(' and ') : ''));
  const isMissing = below.every(({ keyword }) => keyword === 'required') && needs.every((names) => names !== '');
  return isMissing ? `must have ${formatOr(needs)}` : 'matches none of the forms that are allowed';
}

/** The value of the keyword that a unit names, read along its place in the schema and through references. */
function keywordValue({ keywordLocation }: OutputUnit, { plain, resolve }: Judged): Json | undefined {
  let at: Json | undefined = plain;
  for (const step of toSteps(keywordLocation)) {
    const next: Json | undefined = Array.isArray(at) ? at[Number(step)] : isJsonObject(at) ? at[step] : undefined;
    at = step === '$ref' && typeof next === 'string' ? resolve(next) : next;
  }
  return at;
}

function valueAt(value: Json, path: readonly string[]): Json | undefined {
  let at: Json | undefined = value;
  for (const step of path) at = Array.isArray(at) ? at[Number(step)] : isJsonObject(at) ? at[step] : undefined;
  return at;
}

function toSteps(location: string): string[] {
  const parts = location.split('/').slice(1);
  return parts.map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
}

function strings(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

function formatTypes(limit: Json): string {
  const types = Array.isArray(limit) ? limit : [limit];
  return formatOr(types.map((type) => TYPE_WORDS[String(type)] ?? String(type)));
}

function formatChoices(limit: Json): string {
  const texts = (Array.isArray(limit) ? limit : []).map((each) => JSON.stringify(each));
  const more = texts.length - CHOICES_SHOWN;
  return `${texts.slice(0, CHOICES_SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function formatOr(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}
