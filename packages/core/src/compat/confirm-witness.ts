// A witness is shown only when every validator agrees that it tells the two schemas apart. Validators read the schemas as they
// are written, but for what is about properties and items that the witness has not: it says nothing about it, and costs as much to
// read.
import { isJsonObject, type Json } from '@action-registry/schema';
import { createJudge, type Judge, type JudgeMaker } from './judge.js';
import type { Dialect } from './schema-document.js';
import type { SchemaFacts } from './schema-facts.js';
import { schemaForShape, shapeOf, type ValueShape } from './schema-for-value.js';

/** Validators of a schema for the shape of a witness. */
export type KnownJudges = Map<object, Map<string, Map<JudgeMaker, Judge>>>;

type Separated = { readonly writer: Json; readonly reader: Json; readonly witness: Json };
type Judging = {
  readonly dialect: Dialect;
  readonly judges: readonly JudgeMaker[];
  readonly facts: SchemaFacts;
  readonly known: KnownJudges;
};
type Shape = { readonly shape: ValueShape; readonly text: string };

/** Whether all judges find the witness valid under the writer's schema, and not under the reader's. */
export function isConfirmed({ writer, reader, witness }: Separated, judging: Judging): boolean {
  const shape = shapeOf(witness);
  const text = JSON.stringify([judging.dialect, shape.hasItems, ...[...shape.names].sort()]);
  return [createJudge, ...judging.judges].every(
    (make) =>
      judgeFor(writer, { make, shape, text }, judging)(witness) === true &&
      judgeFor(reader, { make, shape, text }, judging)(witness) === false,
  );
}

function judgeFor(schema: Json, { make, shape, text }: Shape & { make: JudgeMaker }, judging: Judging): Judge {
  const { dialect, facts, known } = judging;
  if (!isJsonObject(schema)) return make(schema, dialect);
  const ofSchema = known.get(schema) ?? new Map<string, Map<JudgeMaker, Judge>>();
  const ofShape = ofSchema.get(text) ?? new Map<JudgeMaker, Judge>();
  const judge = ofShape.get(make) ?? make(schemaForShape(schema, shape, facts), dialect);
  known.set(schema, ofSchema.set(text, ofShape.set(make, judge)));
  return judge;
}
