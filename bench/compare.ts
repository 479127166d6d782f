// `npm run bench:compare`: what comparing two contracts costs: pairs of 5 KB schemas as they are in use, with few or all fields changed,
// and schemas made to take all time and memory there is. The latter are answered within a count of steps, so the same answer
// comes everywhere.
import { compareContracts, proveContainment } from '@action-registry/core';
import { createAjvJudge } from '@action-registry/core/ajv-judge';
import { hardPairs } from '@action-registry/core/testing';
import type { JsonObject } from '@action-registry/schema';
import { FIELDS, ordinarySchema, type Step } from './ordinary-schemas.js';

const ROUNDS = 25;
const WARM_ROUNDS = 5;
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

type Row = { verdict: string; ours: number[]; ratios: number[] };

/** Compares as the server does, with both judges and everything read anew. */
function measureRow(name: string, make: (round: number) => JsonObject): Row {
  const row: Row = { verdict: '', ours: [], ratios: [] };
  for (let round = -WARM_ROUNDS; round < ROUNDS; round++) {
    const [old, next] = [ordinarySchema(() => 'same'), make(round + WARM_ROUNDS)];
    const ours = time(() => {
      const answer = compareContracts({ inputSchema: old }, { inputSchema: next }, { judges: [createAjvJudge] });
      row.verdict = `${answer.verdict}, ${answer.changes.length} told`;
    });
    const theirs = time(() => validate(old, next));
    if (round < 0) continue;
    row.ours.push(ours);
    row.ratios.push(ours / theirs);
  }
  const ratio = percentile(row.ratios, 0.5).toFixed(2).padStart(5);
  console.log(`${name.padEnd(30)} ${row.verdict.padEnd(22)} ${told(row.ours)}  ${ratio} of Ajv`);
  return row;
}

function measureOrdinary(): void {
  const bytes = JSON.stringify(ordinarySchema(() => 'same')).length;
  const rows = COUNTS.flatMap((count) =>
    Object.entries(WAYS)
      .slice(0, count === 0 ? 1 : undefined)
      .map(([way, step]) =>
        measureRow(`${count} of ${FIELDS} fields ${count === 0 ? 'changed' : way}`, (round) => {
          const isChanged = changed(count, round);
          return ordinarySchema((field) => (isChanged(field) ? step(field) : 'same'));
        }),
      ),
  );
  const all = rows.flatMap(({ ours }) => ours);
  const ratio = percentile(
    rows.flatMap(({ ratios }) => ratios),
    0.5,
  );
  console.log(`all of them, ${bytes} bytes each`.padEnd(53), told(all), ` ${ratio.toFixed(2).padStart(5)} of Ajv`);
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
