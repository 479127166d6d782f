// A validator of other hands, so that no witness rests on our own reading of a schema alone. It needs no `eval`, so it also
// judges in browsers.
import { isJsonObject, type Json } from '@action-registry/schema';
import { type Schema, type SchemaDraft, Validator, validate } from '@cfworker/json-schema';
import { isSlow } from './pattern-match.js';
import type { Dialect } from './schema-document.js';

/** Says whether a value is valid, or undefined where the validator cannot tell (a reference it cannot follow). */
export type Judge = (value: Json) => boolean | undefined;

/** Makes a judge for a schema that, unless its `$schema` says otherwise, is read in `dialect`. */
export type JudgeMaker = (schema: Json, dialect: Dialect) => Judge;

const DRAFTS: Readonly<Record<Dialect, SchemaDraft>> = { 4: '4', 6: '7', 7: '7', 2019: '2019-09', 2020: '2020-12' };
const DECLARED: readonly (readonly [RegExp, Dialect])[] = [
  [/draft-04/, 4],
  [/draft-0[67]/, 7],
  [/2019-09/, 2019],
  [/2020-12/, 2020],
];

/** The dialect that a schema says it is written in, or the one given. */
export function spokenDialect(schema: Json, dialect: Dialect): Dialect {
  const declared = isJsonObject(schema) && typeof schema.$schema === 'string' ? schema.$schema : '';
  return DECLARED.find(([uri]) => uri.test(declared))?.[1] ?? dialect;
}

/** A judge by `@cfworker/json-schema`; formats are annotations, so it does not see them. */
export const createJudge: JudgeMaker = (schema, dialect) => {
  const words = { patterns: false, formats: false, refers: false };
  lookForWords(schema, words);
  let run: Judge | undefined;
  return (value) => {
    try {
      if (words.patterns && isTooSlow(schema, value)) return undefined;
      run ??= createRun(words.formats || words.refers ? withoutFormats(schema) : schema, dialect, words.refers);
      return run(value);
    } catch {
      return undefined;
    }
  };
};

/** Where references lead is costly to find out, and of no use where there are none. The validator writes into a schema with them. */
function createRun(schema: Json, dialect: Dialect, refers: boolean): Judge {
  const draft = DRAFTS[spokenDialect(schema, dialect)];
  if (!refers) return (value) => validate(value, schema as Schema | boolean, draft, NOTHING).valid;
  const validator = new Validator(schema as Schema | boolean, draft);
  return (value) => validator.validate(value).valid;
}

const NOTHING = Object.freeze(Object.create(null));
const REFERRING = new Set(
  '$id id $anchor $dynamicAnchor $recursiveAnchor $ref $dynamicRef $recursiveRef __absolute_uri__ __absolute_ref__'.split(
    ' ',
  ),
);

/** Finds out which words stand anywhere in a schema; what only looks like a keyword counts as one. */
function lookForWords(schema: Json, words: { patterns: boolean; formats: boolean; refers: boolean }): void {
  if (typeof schema !== 'object' || schema === null) return;
  for (const key in schema) {
    if (key === 'pattern' || key === 'patternProperties') words.patterns = true;
    else if (key === 'format') words.formats = true;
    else if (REFERRING.has(key)) words.refers = true;
    lookForWords((schema as { [key: string]: Json })[key] ?? null, words);
  }
}

/** Whether a pattern of the schema could keep the engine busy for longer than anyone waits. */
function isTooSlow(schema: Json, value: Json): boolean {
  const longest = textsIn(value).reduce((length, text) => Math.max(length, text.length), 0);
  return longest > 0 && patternsIn(schema).some((source) => isSlow(source, longest));
}

function textsIn(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isJsonObject(value) ? Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]) : [];
}

function patternsIn(schema: Json): string[] {
  if (Array.isArray(schema)) return schema.flatMap(patternsIn);
  if (!isJsonObject(schema)) return [];
  const { pattern, patternProperties } = schema;
  return [
    ...(typeof pattern === 'string' ? [pattern] : []),
    ...(isJsonObject(patternProperties) ? Object.keys(patternProperties) : []),
    ...Object.values(schema).flatMap(patternsIn),
  ];
}

/** A copy without `format` where it is a keyword; a property of that name has a schema, not a text. */
function withoutFormats(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(withoutFormats);
  if (!isJsonObject(schema)) return schema;
  const kept = Object.entries(schema).filter(([key, value]) => key !== 'format' || typeof value !== 'string');
  const fixed = (key: string) => key === 'const' || key === 'enum';
  return Object.fromEntries(kept.map(([key, value]) => [key, fixed(key) ? value : withoutFormats(value)]));
}
