// Counts a whole `npm test` run: checks, tests and what a test runner does not count as a test. A run that went wrong
// never adds up to zero failures, and where nothing may be missing a skipped test is a failure.

/** @typedef {{ name: string, ok: boolean }} CheckResult */
/** @typedef {{ status: string, fullName: string }} TestResult */
/** @typedef {{ name: string, status: string, assertionResults: TestResult[] }} FileResult */
/** @typedef {{ testResults: FileResult[] }} VitestReport the part of Vitest's JSON report that is read here */
/**
 * @typedef {object} Run
 * @property {readonly CheckResult[]} checks each counts as one test
 * @property {VitestReport | undefined} report undefined when the runner wrote none
 * @property {number} exitCode of the runner
 * @property {boolean} isComplete whether everything that tests need must be there (CI)
 * @property {boolean} [isNightly] whether the long tests were asked for too
 */

/** A test that says so in its name belongs to `pnpm nightly` and may be skipped anywhere else. */
const NIGHTLY = '(nightly)';

/** @param {FileResult[]} files */
function filesThatDidNotLoad(files) {
  return files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
}

/**
 * Counts a run; `problems` are the failures that the runner's own output does not show as failures.
 * @param {Run} run
 * @returns {{ passed: number, failed: number, skipped: number, problems: string[] }}
 */
export function summarise({ checks, report, exitCode, isComplete, isNightly = false }) {
  const files = report?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults);
  const passedTests = tests.filter((test) => test.status === 'passed');
  const failedTests = tests.filter((test) => test.status === 'failed');
  const skippedTests = tests.filter((test) => test.status !== 'passed' && test.status !== 'failed');

  const failedChecks = checks.filter((check) => !check.ok);
  const forbidden = skippedTests.filter((test) => (test.fullName.includes(NIGHTLY) ? isNightly : isComplete));
  const problems = [
    ...filesThatDidNotLoad(files).map((file) => `Did not run to its end: ${file.name}`),
    ...forbidden.map((test) => `Skipped, which this run does not allow: ${test.fullName}`),
  ];
  if (report === undefined) problems.push('The test runner wrote no report.');
  else if (exitCode !== 0 && failedTests.length + problems.length === 0) {
    problems.push(`The test runner ended with exit code ${exitCode} though no test failed.`);
  }
  return {
    passed: checks.length - failedChecks.length + passedTests.length,
    failed: failedChecks.length + failedTests.length + problems.length,
    skipped: skippedTests.length - forbidden.length,
    problems,
  };
}
