// Keywords with a value that no dialect gives them. Validators pass over them, throw or guess, so they may hold or not: a
// comparison that they matter to is not known, and names them.
import { isJsonObject, type Json } from '@action-registry/schema';
import { type Compiler, type Keywords, opaque } from './compiler.js';
import type { Formula } from './formula.js';

type Form = (value: Json) => boolean;

const isNumber: Form = (value) => typeof value === 'number';
const isList: Form = (value) => Array.isArray(value);
/** Exclusive limits are booleans in draft-04. */
const isLimit: Form = (value) => isNumber(value) || typeof value === 'boolean';

const FORMS: ReadonlyMap<string, Form> = new Map(
  Object.entries<Form>({
    ...{
      minimum: isNumber,
      maximum: isNumber,
      exclusiveMinimum: isLimit,
      exclusiveMaximum: isLimit,
      multipleOf: isNumber,
    },
    ...{ minLength: isNumber, maxLength: isNumber, minItems: isNumber, maxItems: isNumber },
    ...{ minProperties: isNumber, maxProperties: isNumber },
    ...{ enum: isList, allOf: isList, anyOf: isList, oneOf: isList },
    required: (value) => Array.isArray(value) && value.every((name) => typeof name === 'string'),
    pattern: (value) => typeof value === 'string',
    uniqueItems: (value) => typeof value === 'boolean',
    ...{ properties: (value) => isJsonObject(value), patternProperties: (value) => isJsonObject(value) },
  }),
);

/** An assertion of unknown meaning for each such keyword of a schema. */
export function malformedKeywords(compiler: Compiler, { scene, schema }: Keywords): Formula[] {
  const parts: Formula[] = [];
  for (const keyword of Object.keys(schema)) {
    const isFit = FORMS.get(keyword);
    if (isFit?.(schema[keyword] ?? null) === false) parts.push(opaque(compiler, scene, keyword));
  }
  return parts;
}
