// `npm run bench:compare`: what comparing two contracts costs: pairs of 5 KB schemas as they are in use, with few or all fields changed,
// and schemas made to take all time and memory there is. The latter are answered within a count of steps, so the same answer
// comes everywhere.
import { compareContracts, proveContainment } from '@action-registry/core';
import { createAjvJudge } from '@action-registry/core/ajv-judge';
import { hardPairs } from '@action-registry/core/testing';
import type { JsonObject } from '@action-registry/schema';
import { FIELDS, ordinarySchema, type Step } from './ordinary-schemas.js';

// tsx has Node look for the source map of every text that becomes code, also of what Ajv compiles; a server does not.
process.setSourceMapsEnabled(false);

const ROUNDS = 40;
/** Comparisons of each row before anything is measured: a registry that runs has compiled its code. */
const WARM_ROUNDS = 15;
/** A release that changes more fields than this writes its contract anew. */
const USUAL_MAX = 10;
const MB = 1024 * 1024;
const COUNTS = [0, 1, 3, 10, FIELDS];
const WAYS: Readonly<Record<string, (field: number) => Step>> = {
  wider: () => 'wider',
  narrower: () => 'narrower',
  both: (field) => (field % 2 === 0 ? 'wider' : 'narrower'),
};

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Fields spread over the schema, others in each round. */
function changed(count: number, round: number): (field: number) => boolean {
  const order = Array.from({ length: FIELDS }, (_, at) => (at * 7 + round * 5) % FIELDS);
  const chosen = new Set(order.slice(0, count));
  return (field) => chosen.has(field);
}

function time(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Ajv on the same schemas: both are compiled, and one value is checked with each. */
function validate(old: JsonObject, next: JsonObject): void {
  for (const schema of [old, next]) createAjvJudge(schema, 2020)({ field_0: 'a' });
}

/** The middle and the slow end of some times. */
function told(values: readonly number[]): string {
  return `median ${percentile(values, 0.5).toFixed(1).padStart(5)} ms  p95 ${percentile(values, 0.95).toFixed(1).padStart(5)} ms`;
}

type Row = {
  readonly name: string;
  readonly count: number;
  readonly make: (round: number) => JsonObject;
  verdict: string;
  readonly ours: number[];
  readonly theirs: number[];
};

function makeRows(): Row[] {
  return COUNTS.flatMap((count) =>
    Object.entries(WAYS)
      .slice(0, count === 0 ? 1 : undefined)
      .map(([way, step]) => ({
        name: `${count} of ${FIELDS} fields ${count === 0 ? 'changed' : way}`,
        count,
        make: (round: number) => {
          const isChanged = changed(count, round);
          return ordinarySchema((field) => (isChanged(field) ? step(field) : 'same'));
        },
        verdict: '',
        ours: [],
        theirs: [],
      })),
  );
}

/** Compares as the server does, with both judges and everything read anew. */
function compareOnce(row: Row, round: number): number {
  const [old, next] = [ordinarySchema(() => 'same'), row.make(round)];
  return time(() => {
    const answer = compareContracts({ inputSchema: old }, { inputSchema: next }, { judges: [createAjvJudge] });
    row.verdict = `${answer.verdict}, ${answer.changes.length} told`;
  });
}

function report(name: string, verdict: string, rows: readonly Row[]): void {
  const ours = rows.flatMap((row) => row.ours);
  const ratio =
    percentile(ours, 0.5) /
    percentile(
      rows.flatMap((row) => row.theirs),
      0.5,
    );
  console.log(`${name.padEnd(30)} ${verdict.padEnd(22)} ${told(ours)}  ${ratio.toFixed(2).padStart(5)} of Ajv`);
}

/** Ajv is measured after all of ours: what it compiles would be collected in the time of the next comparison. */
function measureOrdinary(): void {
  const rows = makeRows();
  const [first] = rows;
  const cold = first === undefined ? 0 : compareOnce(first, 0);
  for (const row of rows) for (let round = 0; round < WARM_ROUNDS; round++) compareOnce(row, round);
  for (const row of rows) for (let round = 0; round < ROUNDS; round++) row.ours.push(compareOnce(row, round));
  for (const row of rows) {
    for (let round = 0; round < ROUNDS; round++) {
      const [old, next] = [ordinarySchema(() => 'same'), row.make(round)];
      row.theirs.push(time(() => validate(old, next)));
    }
  }
  for (const row of rows) report(row.name, row.verdict, [row]);
  const bytes = JSON.stringify(ordinarySchema(() => 'same')).length;
  report(
    `up to ${USUAL_MAX} fields`,
    `${bytes} bytes each`,
    rows.filter(({ count }) => count <= USUAL_MAX),
  );
  report('all of them', `${bytes} bytes each`, rows);
  console.log(`the very first comparison of the process: ${cold.toFixed(0)} ms`);
}

function measureHard(): void {
  for (const { name, writer, reader } of hardPairs()) {
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    const start = process.cpuUsage();
    const answer = proveContainment(writer, reader);
    const spent = process.cpuUsage(start).user / 1_000;
    const memory = Math.max(0, process.memoryUsage().heapUsed - before) / MB;
    const told = answer.verdict === 'unknown' ? `unknown (${answer.keyword})` : answer.verdict;
    console.log(
      `${name.padEnd(42)} ${told.padEnd(20)} ${String(answer.steps).padStart(7)} steps ${spent.toFixed(0).padStart(6)} ms ${memory.toFixed(0).padStart(5)} MB`,
    );
  }
}

measureOrdinary();
measureHard();
console.log(`node ${process.version}, ${ROUNDS} rounds`);
