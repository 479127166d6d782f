// A validator of other hands, so that no witness rests on our own reading of a schema alone. It needs no `eval`, so it also
// judges in browsers.
import { isJsonObject, type Json } from '@action-registry/schema';
import { type Schema, type SchemaDraft, Validator } from '@cfworker/json-schema';
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
  let validator: Validator | undefined;
  return (value) => {
    try {
      if (isTooSlow(schema, value)) return undefined;
      validator ??= new Validator(withoutFormats(schema) as Schema | boolean, DRAFTS[spokenDialect(schema, dialect)]);
      return validator.validate(value).valid;
    } catch {
      return undefined;
    }
  };
};

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
