// What one difference means by itself. Most stand in a property of a property: there the question is asked of that part alone,
// which is small. A value that breaks the part is put into a value for the whole, and only what that leaves open is asked of the
// whole schemas.
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import { type ChangedPart, findChangedPart, PART, type Step } from './changed-part.js';
import { isConfirmed } from './confirm-witness.js';
import { evaluate } from './evaluate.js';
import { and, not, ofTypes } from './formula-arena.js';
import { TYPE } from './json-type.js';
import { type Containment, type ContainmentOptions, proveContainment } from './prove-containment.js';
import { createProver, formulaOf, type Prover, STEPS_MAX, search } from './prover.js';
import type { SchemaChange } from './schema-change.js';
import { type Dialect, findChild } from './schema-document.js';
import { factsOf } from './schema-facts.js';
import { BUDGET } from './solver.js';
import { withChange } from './with-change.js';

/** A difference between two schemas, and which of them describes the values that are sent. */
export type ChangeQuestion = {
  readonly change: SchemaChange;
  readonly older: Json;
  readonly newer: Json;
  readonly writer: 'older' | 'newer';
};

type Known = {
  readonly dialect: Dialect;
  readonly declaredOnly: boolean;
  readonly steps: number;
  readonly prover: Prover;
};

/** Whether the reader takes all of the writer's values. The answer is that of proveContainment, or decides what that leaves open. */
export function judgeChange(question: ChangeQuestion, options: ContainmentOptions): Containment {
  const { dialect = 2020, declaredOnly = false, steps = STEPS_MAX, prover = createProver() } = options;
  const known: Known = { dialect, declaredOnly, steps, prover };
  const before = prover.solver.steps;
  const part = findChangedPart(question.change, question, prover.arena.facts);
  if (part !== undefined) {
    if (!canRead([part.older, part.newer], prover)) return tooMuch(prover, before);
    const answer = judgePart(question, part, known);
    const spent = prover.solver.steps - before;
    if (answer?.verdict !== undefined) return { ...answer, steps: spent };
    const candidates = [...(options.candidates ?? []), ...(answer === undefined ? [] : [answer.candidate])];
    return judgeWhole(question, { ...options, ...known, candidates, before });
  }
  return judgeWhole(question, { ...options, ...known, before });
}

/** Reading parts anew, and putting together again what holds branches against each other, is work; false where it is too much. */
function canRead(schemas: readonly Json[], { arena, solver, stepsMax }: Prover): boolean {
  solver.steps += schemas.reduce<number>((sum, schema) => sum + factsOf(schema, arena.facts).pairs, 0) >> 4;
  return solver.steps <= stepsMax;
}

function tooMuch(prover: Prover, before: number): Containment {
  prover.ranOut = true;
  return { verdict: 'unknown', ...BUDGET, steps: prover.solver.steps - before };
}

function judgeWhole(question: ChangeQuestion, options: ContainmentOptions & Known & { before: number }): Containment {
  const { prover, steps, before } = options;
  const schemas = wholes(question);
  if (!canRead([schemas.writer, schemas.reader], prover)) return tooMuch(prover, before);
  const cost = prover.solver.steps - before + readingCost([schemas.writer, schemas.reader], prover);
  if (steps <= cost) return { ...tooMuch(prover, before), steps: cost };
  const answer = proveContainment(schemas.writer, schemas.reader, { ...options, steps: steps - cost });
  return { ...answer, steps: answer.steps + cost };
}

function wholes({ change, older, newer, writer }: ChangeQuestion): { writer: Json; reader: Json } {
  const changed = withChange(older, newer, change);
  return writer === 'older' ? { writer: older, reader: changed } : { writer: changed, reader: older };
}

/** Reading the whole schemas anew for each difference is work as well. */
function readingCost(schemas: readonly Json[], { arena }: Prover): number {
  return schemas.reduce<number>((sum, schema) => sum + factsOf(schema, arena.facts).size, 0) >> 4;
}

type Decided = { readonly verdict: 'compatible' } | { readonly verdict: 'breaking'; readonly witness: Json };
type Open = { readonly verdict?: undefined; readonly candidate: { readonly value: Json } };

/** What the part alone decides; else a value that may tell the whole schemas apart, or nothing. */
function judgePart(question: ChangeQuestion, part: ChangedPart, known: Known): Decided | Open | undefined {
  const { prover, dialect, declaredOnly, steps } = known;
  const { arena } = prover;
  const [writer, reader] = question.writer === 'older' ? [part.older, part.newer] : [part.newer, part.older];
  const sent = formulaOf(prover, writer, { dialect, closes: declaredOnly, at: PART });
  const read = formulaOf(prover, reader, { dialect, closes: false, at: PART });
  if (sent === undefined || read === undefined) return undefined;
  const outcome = search(prover, and(arena, [sent, not(arena, read)]), steps);
  if (outcome.kind === 'empty') return { verdict: 'compatible' };
  if (outcome.kind !== 'value') return undefined;
  const { value } = outcome;
  const whole = around(question.older, { steps: part.steps, value }, known);
  if (whole === undefined) return undefined;
  const breaks =
    isReached(question.older, part.steps) &&
    evaluate(sent, value) === true &&
    evaluate(read, value) === false &&
    isSent(question, whole.value, known) &&
    isConfirmed(
      { writer, reader, witness: { part: value } },
      { dialect, judges: [], facts: arena.facts, known: prover.judges },
    );
  return breaks ? { verdict: 'breaking', witness: whole.value } : { candidate: whole };
}

/** Whether the writer sends the value; then the reader, who refuses the part of it, refuses it. */
function isSent(question: ChangeQuestion, value: Json, { prover, dialect, declaredOnly }: Known): boolean {
  const { older, newer, change } = question;
  const writer = question.writer === 'older' ? older : withChange(older, newer, change);
  const sent = formulaOf(prover, writer, { dialect, closes: declaredOnly });
  return sent !== undefined && evaluate(sent, value) === true;
}

/** Whether the part always applies where the way to it leads: beside a reference it may not count, nor to the items of a tuple. */
function isReached(schema: Json, steps: readonly Step[]): boolean {
  return steps.every(([keyword], depth) => {
    const holder = findChild(schema, steps.slice(0, depth).flat());
    if (!isJsonObject(holder) || holder.$ref !== undefined) return false;
    return keyword === 'properties' || holder.prefixItems === undefined;
  });
}

/** A value with this one in the part, that has else what the older schema asks for. */
function around(
  older: Json,
  { steps, value }: { readonly steps: readonly Step[]; readonly value: Json },
  known: Known,
): { value: Json } | undefined {
  let inner = value;
  for (const [depth, [keyword, name = '']] of [...steps.entries()].reverse()) {
    if (keyword === 'items') inner = [inner];
    else {
      const plain = plainValue(older, steps.slice(0, depth).flat(), known);
      if (plain === undefined) return undefined;
      inner = Object.fromEntries([...Object.entries(plain), [name, inner]]);
    }
  }
  return { value: inner };
}

/** Some object that a part of a schema accepts. */
function plainValue(
  schema: Json,
  at: readonly string[],
  { prover, dialect, declaredOnly, steps }: Known,
): JsonObject | undefined {
  if (!isJsonObject(findChild(schema, at))) return undefined;
  const { arena } = prover;
  const way = { dialect, closes: declaredOnly };
  const formula = formulaOf(prover, schema, at.length === 0 ? way : { ...way, at });
  if (formula === undefined) return undefined;
  const outcome = search(prover, and(arena, [formula, ofTypes(arena, TYPE.object)]), steps);
  return outcome.kind === 'value' && isJsonObject(outcome.value) ? outcome.value : undefined;
}
