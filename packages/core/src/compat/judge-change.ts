// What one difference means by itself. Most stand in a property of a property: there the question is asked of that part alone,
// which is small, and a value that breaks the part is put into a value for the whole. Only what that leaves open is asked of the
// whole schemas.
import { isJsonObject, type Json } from '@action-registry/schema';
import { and, not } from './formula-arena.js';
import { type Containment, type ContainmentOptions, proveContainment } from './prove-containment.js';
import { createProver, formulaOf, type Prover, STEPS_MAX, search } from './prover.js';
import type { SchemaChange } from './schema-change.js';
import { findChild } from './schema-document.js';
import { factsOf } from './schema-facts.js';
import { BUDGET } from './solver.js';

/** The older schema, and the same with one difference made; `writer` is what accepts the values that are sent. */
export type ChangeQuestion = {
  readonly change: SchemaChange;
  readonly older: Json;
  readonly writer: Json;
  readonly reader: Json;
};

/** Whether the reader takes all of the writer's values. The answer is that of proveContainment, or decides what that leaves open. */
export function judgeChange(question: ChangeQuestion, options: ContainmentOptions): Containment {
  const prover = options.prover ?? createProver();
  const before = prover.solver.steps;
  prover.solver.steps += pairingCost([question.writer, question.reader], prover);
  if (prover.solver.steps > prover.stepsMax) {
    prover.ranOut = true;
    return { verdict: 'unknown', ...BUDGET, steps: prover.solver.steps - before };
  }
  const local = askPart(question, { ...options, prover });
  const spent = prover.solver.steps - before;
  if (local === 'compatible') return { verdict: 'compatible', steps: spent };
  const { writer, reader } = question;
  const cost = spent + readingCost([writer, reader], prover);
  const steps = (options.steps ?? STEPS_MAX) - cost;
  if (steps <= 0) {
    prover.ranOut = true;
    return { verdict: 'unknown', ...BUDGET, steps: cost };
  }
  const candidates = [...(options.candidates ?? []), ...(local === undefined ? [] : [local])];
  const answer = proveContainment(writer, reader, { ...options, prover, steps, candidates });
  return { ...answer, steps: answer.steps + cost };
}

/** Reading the whole schemas anew for each difference is work as well. */
function readingCost(schemas: readonly Json[], { arena }: Prover): number {
  return schemas.reduce<number>((sum, schema) => sum + factsOf(schema, arena.facts).size, 0) >> 4;
}

/** Of parts that were read before, what holds branches against each other is put together anew. */
function pairingCost(schemas: readonly Json[], { arena }: Prover): number {
  return schemas.reduce<number>((sum, schema) => sum + factsOf(schema, arena.facts).pairs, 0) >> 4;
}

type Known = ContainmentOptions & { readonly prover: Prover };

/** The part is contained, and with it the whole; or a value that may tell the whole schemas apart; or neither. */
function askPart(
  { change, older, writer, reader }: ChangeQuestion,
  { prover, dialect = 2020, declaredOnly = false, steps = STEPS_MAX }: Known,
): 'compatible' | { value: Json } | undefined {
  const part = partOf(change);
  const at = part.flat();
  if (at.length === 0 || [writer, reader].some((schema) => !isPlain(schema, prover))) return undefined;
  const { arena } = prover;
  const sent = formulaOf(prover, writer, { dialect, closes: declaredOnly, at });
  const read = formulaOf(prover, reader, { dialect, closes: false, at });
  if (sent === undefined || read === undefined) return undefined;
  const outcome = search(prover, and(arena, [sent, not(arena, read)]), steps);
  if (outcome.kind === 'empty') return 'compatible';
  return outcome.kind === 'value'
    ? around({ older, part, value: outcome.value }, { prover, dialect, declaredOnly, steps })
    : undefined;
}

/** No part has a name of its own, and references lead to definitions only: what stands in a property is about that property. */
function isPlain(schema: Json, { arena }: Prover): boolean {
  const { isNamed, refers } = factsOf(schema, arena.facts);
  return !isNamed && refers !== 'anywhere';
}

/** One step into values: to a property, or to all items. */
type Step = readonly ['properties', string] | readonly ['items'];

/** The way to the innermost part, through properties and items, that has all edits; a part that comes or goes is not gone into. */
function partOf({ edits }: SchemaChange): readonly Step[] {
  const ways = edits.map(({ path }) => {
    const steps: Step[] = [];
    for (let from = 0; ; from += steps.at(-1)?.length ?? 0) {
      const [keyword, name, ...rest] = path.slice(from);
      if (keyword === 'properties' && rest.length > 0) steps.push(['properties', String(name)]);
      else if (keyword === 'items' && typeof name === 'string') steps.push(['items']);
      else return steps;
    }
  });
  return ways.reduce<readonly Step[]>(
    (shortest, way) => (way.length < shortest.length ? way : shortest),
    ways[0] ?? [],
  );
}

type Inner = { readonly older: Json; readonly part: readonly Step[]; readonly value: Json };
type Reading = Required<Pick<Known, 'prover' | 'dialect' | 'declaredOnly' | 'steps'>>;

/** A value with this one in the part, that has else what the older schema asks for. */
function around({ older, part, value }: Inner, reading: Reading): { value: Json } | undefined {
  let inner = value;
  for (const [depth, [keyword, name = '']] of [...part.entries()].reverse()) {
    if (keyword === 'items') inner = [inner];
    else {
      const plain = plainValue(older, part.slice(0, depth).flat(), reading);
      if (!isJsonObject(plain)) return undefined;
      inner = Object.fromEntries([...Object.entries(plain), [name, inner]]);
    }
  }
  return { value: inner };
}

/** Some value that a part of a schema accepts. */
function plainValue(
  schema: Json,
  at: readonly string[],
  { prover, dialect = 2020, declaredOnly, steps }: Reading,
): Json | undefined {
  if (!isJsonObject(findChild(schema, at))) return undefined;
  const way = { dialect, closes: declaredOnly ?? false };
  const formula = formulaOf(prover, schema, at.length === 0 ? way : { ...way, at });
  const outcome = formula === undefined ? undefined : search(prover, formula, steps ?? STEPS_MAX);
  return outcome?.kind === 'value' ? outcome.value : undefined;
}
