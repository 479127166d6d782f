// `npm test`: installs what is missing, builds, runs every check and every test, and ends with one line of counts.
// With arguments (`npm test -- packages/core`) it runs only the tests they name, and no checks.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findChromium, HOW_TO_GET_CHROMIUM } from './find-chromium.mjs';
import { summarise } from './test-summary.mjs';
import { prepare, ROOT, run } from './workspace.mjs';

/** @typedef {import('./test-summary.mjs').CheckResult} CheckResult */

const filters = process.argv.slice(2);
const isCi = isSet(process.env.CI);
const isNightly = isSet(process.env.NIGHTLY);

/** @param {string | undefined} value */
function isSet(value) {
  return value !== undefined && !['', '0', 'false'].includes(value);
}

/** @param {string} file @returns {any} what the JSON file holds, or undefined if it was not written */
function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** @param {string} folder for the report @returns {Promise<CheckResult[]>} */
async function runChecks(folder) {
  const file = path.join(folder, 'checks.json');
  const tsx = path.join(ROOT, 'node_modules/tsx/dist/cli.mjs');
  const exitCode = await run(process.execPath, [
    tsx,
    '--conditions=@action-registry/source',
    path.join(ROOT, 'scripts/check.ts'),
    '--report',
    file,
  ]);
  return readReport(file) ?? [{ name: `checks (exit code ${exitCode})`, ok: false }];
}

/** @param {string} folder for the report */
async function runTests(folder) {
  const file = path.join(folder, 'tests.json');
  const vitest = path.join(ROOT, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const exitCode = await run(process.execPath, [vitest, 'run', '--root', ROOT, ...reporters, ...filters]);
  return { exitCode, report: readReport(file) };
}

function warnOfMissingChromium() {
  const line = '!'.repeat(100);
  console.log(`\n${line}\nNo Chromium was found: the browser tests are skipped. ${HOW_TO_GET_CHROMIUM}\n${line}\n`);
}

/** @param {{ passed: number, failed: number, skipped: number }} counts */
function finish({ passed, failed, skipped }) {
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed === 0 ? 0 : 1;
}

async function main() {
  if (!(await prepare())) return finish({ passed: 0, failed: 1, skipped: 0 });
  const hasChromium = findChromium(process.env) !== undefined;
  if (!hasChromium) warnOfMissingChromium();
  const folder = mkdtempSync(path.join(tmpdir(), 'action-registry-test-'));
  try {
    const checks = filters.length > 0 ? [] : await runChecks(folder);
    if (isCi) checks.push({ name: 'a Chromium is there', ok: hasChromium });
    const tests = await runTests(folder);
    const { problems, ...counts } = summarise({ checks, ...tests, isComplete: isCi, isNightly });
    for (const check of checks.filter((each) => !each.ok)) console.log(`Check failed: ${check.name}`);
    for (const problem of problems) console.log(problem);
    if (!hasChromium) warnOfMissingChromium();
    finish(counts);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
