// A witness is shown only when every validator agrees that it tells the two schemas apart. Validators read the schemas as they
// are written, but for properties that no object of the witness has: those say nothing about it, and cost as much to read.
import { isJsonObject, type Json } from '@action-registry/schema';
import { createJudge, type Judge, type JudgeMaker } from './judge.js';
import type { Dialect } from './schema-document.js';
import type { SchemaFacts } from './schema-facts.js';
import { namesIn, schemaForNames } from './schema-for-value.js';

/** Validators of a schema for the names of a witness. */
export type KnownJudges = Map<object, Map<string, Map<JudgeMaker, Judge>>>;

type Separated = { readonly writer: Json; readonly reader: Json; readonly witness: Json };
type Judging = {
  readonly dialect: Dialect;
  readonly judges: readonly JudgeMaker[];
  readonly facts: SchemaFacts;
  readonly known: KnownJudges;
};
type Names = { readonly set: ReadonlySet<string>; readonly text: string };

/** Whether all judges find the witness valid under the writer's schema, and not under the reader's. */
export function isConfirmed({ writer, reader, witness }: Separated, judging: Judging): boolean {
  const set = namesIn(witness);
  const names: Names = { set, text: JSON.stringify([judging.dialect, ...[...set].sort()]) };
  return [createJudge, ...judging.judges].every(
    (make) =>
      judgeFor(writer, { make, names }, judging)(witness) === true &&
      judgeFor(reader, { make, names }, judging)(witness) === false,
  );
}

function judgeFor(schema: Json, { make, names }: { make: JudgeMaker; names: Names }, judging: Judging): Judge {
  const { dialect, facts, known } = judging;
  if (!isJsonObject(schema)) return make(schema, dialect);
  const ofSchema = known.get(schema) ?? new Map<string, Map<JudgeMaker, Judge>>();
  const ofNames = ofSchema.get(names.text) ?? new Map<JudgeMaker, Judge>();
  const judge = ofNames.get(make) ?? make(schemaForNames(schema, names.set, facts), dialect);
  known.set(schema, ofSchema.set(names.text, ofNames.set(make, judge)));
  return judge;
}
