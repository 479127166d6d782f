// The second judge, on Node alone: Ajv compiles schemas to code, which the pages of a strict Content-Security-Policy may not.
import { isJsonObject, type Json } from '@action-registry/schema';
import { Ajv, type AnySchema } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { JudgeMaker } from './judge.js';
import type { Dialect } from './schema-document.js';

const OPTIONS = {
  strict: false,
  validateFormats: false,
  validateSchema: false,
  unicodeRegExp: true,
  // Ajv divides doubles, by which 4.35 is no multiple of 0.01.
  multipleOfPrecision: 9,
  logger: false,
  meta: false,
} as const;
const CLASSES = { 4: Ajv, 6: Ajv, 7: Ajv, 2019: Ajv2019, 2020: Ajv2020 } as const;

/** A judge by Ajv; undefined where it cannot compile the schema, or runs out of stack on it. */
export const createAjvJudge: JudgeMaker = (schema, dialect) => {
  let validate: ((value: Json) => unknown) | undefined;
  let isCompiled = false;
  return (value) => {
    try {
      if (!isCompiled) validate = compile(schema, dialect);
      isCompiled = true;
      return validate === undefined ? undefined : validate(value) === true;
    } catch {
      return undefined;
    }
  };
};

function compile(schema: Json, dialect: Dialect): ((value: Json) => unknown) | undefined {
  try {
    return new CLASSES[dialect](OPTIONS).compile(withContainsApart(schema) as AnySchema);
  } catch {
    return undefined;
  }
}

const CONTAINS = ['contains', 'minContains', 'maxContains'];

/**
 * The same schema with `contains` in a branch of its own: Ajv 8.20 passes over it on lists that end before a tuple beside it does.
 * A property that is called `contains` stays, for only a tuple is a list of schemas.
 */
function withContainsApart(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(withContainsApart);
  if (!isJsonObject(schema)) return schema;
  const entries = Object.entries(schema).map(([key, value]): [string, Json] => [
    key,
    key === 'const' || key === 'enum' ? value : withContainsApart(value),
  ]);
  const isTuple = Array.isArray(schema.prefixItems) || Array.isArray(schema.items);
  if (!isTuple || schema.contains === undefined) return Object.fromEntries(entries);
  const [apart, kept] = [true, false].map((moves) =>
    Object.fromEntries(entries.filter(([key]) => CONTAINS.includes(key) === moves)),
  );
  return { ...kept, allOf: [...(Array.isArray(kept?.allOf) ? kept.allOf : []), apart ?? {}] };
}
