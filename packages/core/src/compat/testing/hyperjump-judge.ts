// A validator that passes the whole official suite, which the two that judge at run time do not: tests ask it about every witness.
// It compiles asynchronously and weighs as much as the prover, so it stays in the tests. Each schema is forgotten after its judge.
import type { Json } from '@action-registry/schema';
import '@hyperjump/json-schema/draft-04';
import '@hyperjump/json-schema/draft-06';
import '@hyperjump/json-schema/draft-07';
import '@hyperjump/json-schema/draft-2019-09';
import { registerSchema, type SchemaObject, unregisterSchema, validate } from '@hyperjump/json-schema/draft-2020-12';
import type { Judge } from '../judge.js';
import type { Dialect } from '../schema-document.js';

const DIALECTS: Readonly<Record<Dialect, string>> = {
  4: 'http://json-schema.org/draft-04/schema',
  6: 'http://json-schema.org/draft-06/schema',
  7: 'http://json-schema.org/draft-07/schema',
  2019: 'https://json-schema.org/draft/2019-09/schema',
  2020: 'https://json-schema.org/draft/2020-12/schema',
};
const PLACE = 'https://judge.invalid/schema';

/** The judge of a schema; undefined where the validator cannot compile it. Ask for one after the other. */
export async function createHyperjumpJudge(schema: Json, dialect: Dialect): Promise<Judge> {
  try {
    registerSchema(structuredClone(schema) as SchemaObject | boolean, PLACE, DIALECTS[dialect]);
    const check = await validate(PLACE);
    return (value) => check(value as never).valid;
  } catch {
    return () => undefined;
  } finally {
    unregisterSchema(PLACE);
  }
}
