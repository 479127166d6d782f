// Public suites of schema pairs, held against plain containment: never a wrong `compatible`, every witness real, and enough
// pairs decided rightly.
import type { Json } from '@action-registry/schema';
import { describe, expect, it } from 'vitest';
import { isSuiteExpected, readSuiteText } from '../testing/vectors.js';
import { createAjvJudge } from './ajv-judge.js';
import { createJudge } from './judge.js';
import { proveContainment } from './prove-containment.js';
import type { Dialect } from './schema-document.js';
import { createHyperjumpJudge } from './testing/hyperjump-judge.js';

type Row = { id: string; draft?: string; tags?: string[]; original: Json; update: Json; truth: boolean | null };

const DIALECTS: Readonly<Record<string, Dialect>> = {
  'draft-04': 4,
  'draft-06': 6,
  'draft-07': 7,
  '2019-09': 2019,
  '2020-12': 2020,
};
const SUITES = [
  { file: 'compat/is-json-schema-subset.jsonl', least: 0.99 },
  { file: 'compat/json-schema-diff.jsonl', least: 0.99 },
  { file: 'compat/json-schema-test-suite-containment.jsonl', least: 0.99 },
] as const;

describe.skipIf(!isSuiteExpected('compat')).each(SUITES)('pairs of $file', ({ file, least }) => {
  const rows = readRows(file);
  const answers = rows.map((row) => ({
    row,
    answer: proveContainment(row.original, row.update, { dialect: dialectOf(row) }),
  }));

  it('are never called compatible when they are not', () => {
    const wrong = answers.filter(({ row, answer }) => answer.verdict === 'compatible' && row.truth === false);
    expect(wrong.map(({ row }) => row.id)).toEqual([]);
  });

  it('have a witness that all validators tell apart wherever they are called breaking', async () => {
    expect(answers.filter(({ row, answer }) => answer.verdict === 'breaking' && row.truth === true)).toEqual([]);
    const unreal: string[] = [];
    for (const { row, answer } of answers) {
      if (answer.verdict === 'breaking' && !(await isReal(row, answer.witness))) unreal.push(row.id);
    }
    expect(unreal).toEqual([]);
  }, 60_000);

  it(`are decided in at least ${least * 100} of 100 cases`, () => {
    const right = answers.filter(({ row, answer }) => answer.verdict === (row.truth ? 'compatible' : 'breaking'));
    expect(right.length / rows.length).toBeGreaterThanOrEqual(least);
  });
});

/** No validator disagrees; one that cannot run a schema does not count. */
async function isReal({ original, update, ...row }: Row, witness: Json): Promise<boolean> {
  const dialect = dialectOf({ original, update, ...row });
  for (const make of [createJudge, createAjvJudge, createHyperjumpJudge]) {
    const [sent, read] = [await make(original, dialect), await make(update, dialect)];
    if (sent(witness) === false || read(witness) === true) return false;
  }
  return true;
}

function dialectOf({ draft }: Row): Dialect {
  return DIALECTS[draft ?? ''] ?? 2020;
}

function readRows(file: string): Row[] {
  if (!isSuiteExpected(file)) return [];
  const rows = readSuiteText(file)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
  return rows.filter(({ truth, tags = [] }) => truth !== null && !tags.includes('bigint-precision'));
}
