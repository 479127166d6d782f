// The second judge, on Node alone: Ajv compiles schemas to code, which the pages of a strict Content-Security-Policy may not.
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import { Ajv, type AnySchema } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type JudgeMaker, spokenDialect } from './judge.js';
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
  // A judge runs on a value or two: what tidies the code up costs half of compiling it, and never comes back.
  code: { optimize: false },
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
    const spoken = spokenDialect(schema, dialect);
    return new CLASSES[spoken](OPTIONS).compile(withoutFaults(schema, spoken) as AnySchema);
  } catch {
    return undefined;
  }
}

const CONTAINS = ['contains', 'minContains', 'maxContains'];
const BESIDE_REF = ['$ref', '$id', '$schema', '$defs', 'definitions'];

/** The same schema, written so that Ajv 8.20 follows it: a property that is called like a keyword has another form, and stays. */
function withoutFaults(schema: Json, dialect: Dialect): Json {
  if (Array.isArray(schema)) return schema.map((part) => withoutFaults(part, dialect));
  if (!isJsonObject(schema)) return schema;
  const spelt = dialect === 4 ? fromDraft04(schema) : schema;
  const entries = Object.entries(spelt).map(([key, value]): [string, Json] => [
    key,
    key === 'const' || key === 'enum' ? value : withoutFaults(value, dialect),
  ]);
  // Up to draft-07 nothing beside a reference counts; Ajv counts it.
  if (dialect <= 7 && typeof schema.$ref === 'string') {
    return Object.fromEntries(entries.filter(([key]) => BESIDE_REF.includes(key)));
  }
  const isTuple = Array.isArray(schema.prefixItems) || Array.isArray(schema.items);
  return isTuple && schema.contains !== undefined ? withContainsApart(entries) : Object.fromEntries(entries);
}

/** A schema of draft-04 in the words of draft-06, the oldest that Ajv 8 reads: limits are exclusive by a word beside them there. */
function fromDraft04(schema: JsonObject): JsonObject {
  const { id, ...others } = schema;
  const spelt: JsonObject = typeof id === 'string' ? { $id: id, ...others } : { ...schema };
  for (const [limit, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    if (typeof spelt[exclusive] !== 'boolean') continue;
    const bound = spelt[exclusive] ? spelt[limit] : undefined;
    delete spelt[exclusive];
    if (bound === undefined) continue;
    delete spelt[limit];
    spelt[exclusive] = bound;
  }
  return spelt;
}

/** `contains` in a branch of its own: Ajv passes over it on lists that end before the tuple beside it does. */
function withContainsApart(entries: readonly [string, Json][]): JsonObject {
  const [apart, kept] = [true, false].map((moves) =>
    Object.fromEntries(entries.filter(([key]) => CONTAINS.includes(key) === moves)),
  );
  return { ...kept, allOf: [...(Array.isArray(kept?.allOf) ? kept.allOf : []), apart ?? {}] };
}
