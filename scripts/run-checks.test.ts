import { expect, test } from 'vitest';
import { type CheckResult, formatResult, runChecks } from './run-checks.js';

test('runs every check, also after one that fails and one that breaks', async () => {
  const printed: string[] = [];
  const broken = () => {
    throw new TypeError('no such file');
  };
  const results = await runChecks(
    [
      { name: 'first', run: () => ['a.ts: wrong', 'b.ts: wrong'] },
      { name: 'second', run: broken },
      { name: 'third', run: async () => [] },
    ],
    ({ name }) => printed.push(name),
  );
  expect(printed).toEqual(['first', 'second', 'third']);
  expect(results.map(({ ok }) => ok)).toEqual([false, false, true]);
  expect(results[1]?.problems[0]).toContain('no such file');
});

test('shows a result as one row with its problems below', () => {
  const result: CheckResult = { name: 'layers', ok: false, seconds: 1.26, problems: ['a.ts: wrong\nvery'] };
  expect(formatResult(result).split('\n')).toEqual([
    'layers                         FAILED    1.3 s',
    '  a.ts: wrong',
    '  very',
  ]);
});
