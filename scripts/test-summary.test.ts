import { expect, test } from 'vitest';
import { summarise } from './test-summary.mjs';

const file = (...statuses: string[]) => ({
  name: 'a.test.ts',
  status: statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map((status, index) => ({ status, fullName: `test ${index}` })),
});
const green = { checks: [{ name: 'types', ok: true }], exitCode: 0, isComplete: false };

test('counts each check as one test', () => {
  const checks = [...green.checks, { name: 'lint', ok: false }];
  const counts = summarise({ ...green, checks, report: { testResults: [file('passed', 'skipped', 'todo')] } });
  expect(counts).toEqual({ passed: 2, failed: 1, skipped: 2, problems: [] });
});

test('counts failed tests once', () => {
  const counts = summarise({ ...green, exitCode: 1, report: { testResults: [file('passed', 'failed')] } });
  expect(counts).toMatchObject({ passed: 2, failed: 1, problems: [] });
});

test('counts a file that did not load as a failure', () => {
  const broken = { name: 'b.test.ts', status: 'failed', assertionResults: [] };
  const counts = summarise({ ...green, exitCode: 1, report: { testResults: [file('passed'), broken] } });
  expect(counts).toMatchObject({ passed: 2, failed: 1, problems: ['Did not run to its end: b.test.ts'] });
});

test('never reports success for a runner that failed in a way no test shows', () => {
  expect(summarise({ ...green, exitCode: 1, report: { testResults: [file('passed')] } }).failed).toBe(1);
  expect(summarise({ ...green, exitCode: 1, report: undefined }).failed).toBe(1);
});

test('makes a skipped test a failure where everything must be there', () => {
  const report = { testResults: [file('passed', 'skipped')] };
  expect(summarise({ ...green, isComplete: true, report })).toMatchObject({ passed: 2, failed: 1, skipped: 0 });
});

test('lets a test that is named nightly be skipped, but not in a nightly run', () => {
  const assertionResults = [{ status: 'skipped', fullName: 'survives 1,000 kills (nightly)' }];
  const report = { testResults: [{ name: 'c.test.ts', status: 'passed', assertionResults }] };
  expect(summarise({ ...green, isComplete: true, report })).toMatchObject({ failed: 0, skipped: 1 });
  expect(summarise({ ...green, isNightly: true, report })).toMatchObject({ failed: 1, skipped: 0 });
});
