// Does one schema accept every value that another accepts? `compatible` is said only with a proof, `breaking` only with a value
// that validators have been run on, and everything else is `unknown` with what stood in the way.
import type { Json } from '@action-registry/schema';
import { isConfirmed } from './confirm-witness.js';
import { evaluate } from './evaluate.js';
import { and, not } from './formula-arena.js';
import type { JudgeMaker } from './judge.js';
import { createProver, formulaOf, type Prover, STEPS_MAX, search } from './prover.js';
import { isTooDeep } from './schema-depth.js';
import type { Dialect } from './schema-document.js';

export type ContainmentVerdict = 'compatible' | 'breaking' | 'unknown';

/** The answer; `witness` is valid under the writer and not under the reader, and may be null. */
export type Containment =
  | { readonly verdict: 'compatible'; readonly steps: number }
  | { readonly verdict: 'breaking'; readonly witness: Json; readonly steps: number }
  | { readonly verdict: 'unknown'; readonly keyword: string; readonly pointer: string; readonly steps: number };

/** How schemas are read, who else judges a witness, and how much work may be done. */
export type ContainmentOptions = {
  /** The dialect of a schema without `$schema`; 2020-12. */
  readonly dialect?: Dialect | undefined;
  /** Read the writer as sending declared properties only, unless its schema says otherwise. */
  readonly declaredOnly?: boolean | undefined;
  /** Validators that must agree on a witness, beside the one that always judges. */
  readonly judges?: readonly JudgeMaker[] | undefined;
  /** The most steps to take; 25,000. */
  readonly steps?: number | undefined;
  /** Values that may tell the schemas apart: where one does, there is nothing to look for. */
  readonly candidates?: readonly { readonly value: Json }[] | undefined;
  /** What was found out in earlier proofs, so that related questions share their work. */
  readonly prover?: Prover | undefined;
};

/** Whether every value that `writer` accepts is accepted by `reader`. The same question always has the same answer. */
export function proveContainment(writer: Json, reader: Json, options: ContainmentOptions = {}): Containment {
  const { dialect = 2020, declaredOnly = false, judges = [], prover = createProver() } = options;
  const { arena, solver } = prover;
  if (isTooDeep(writer) || isTooDeep(reader)) return { verdict: 'unknown', keyword: 'depth', pointer: '', steps: 0 };
  const sent = formulaOf(prover, writer, { dialect, closes: declaredOnly });
  const read = formulaOf(prover, reader, { dialect, closes: false });
  if (sent === undefined || read === undefined) return { verdict: 'unknown', keyword: '$ref', pointer: '', steps: 0 };
  if (sent === read) return { verdict: 'compatible', steps: 0 };
  const separates = ({ value: witness }: { readonly value: Json }) =>
    evaluate(sent, witness) === true &&
    evaluate(read, witness) === false &&
    isConfirmed({ writer, reader, witness }, { dialect, judges, facts: arena.facts, known: prover.judges });
  const given = options.candidates?.find(separates);
  if (given !== undefined) return { verdict: 'breaking', witness: given.value, steps: 0 };
  const before = solver.steps;
  const outcome = search(prover, and(arena, [sent, not(arena, read)]), options.steps ?? STEPS_MAX);
  const steps = solver.steps - before;
  if (outcome.kind === 'empty') return { verdict: 'compatible', steps };
  const candidate = outcome.kind === 'value' ? outcome : outcome.candidate;
  if (candidate !== undefined && separates(candidate)) return { verdict: 'breaking', witness: candidate.value, steps };
  const { keyword, pointer } = outcome.kind === 'unknown' ? outcome.cause : { keyword: 'witness', pointer: '' };
  return { verdict: 'unknown', keyword, pointer, steps };
}

/** Whether it is proved that two schemas, each read as declaring all it takes, accept the same values. */
export function provesEqual(one: Json, other: Json, options: ContainmentOptions = {}): boolean {
  const { dialect = 2020, steps = STEPS_MAX, prover = createProver() } = options;
  const { arena } = prover;
  if (isTooDeep(one) || isTooDeep(other)) return false;
  const [left, right] = [one, other].map((schema) => formulaOf(prover, schema, { dialect, closes: true }));
  if (left === undefined || right === undefined) return false;
  return [and(arena, [left, not(arena, right)]), and(arena, [right, not(arena, left)])].every(
    (difference) => search(prover, difference, steps).kind === 'empty',
  );
}
