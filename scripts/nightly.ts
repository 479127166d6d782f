// `pnpm nightly`: what takes too long for every change. All tests with the long suites turned on (NIGHTLY=1) and more of what
// is tried by chance, nothing skipped, then the benchmarks.
import { run, toolEnv } from './workspace.mjs';

async function main(): Promise<void> {
  const env = { ...toolEnv(), NIGHTLY: '1', KILLED_PUBLISHES: '1000' };
  const tests = await run(process.execPath, ['scripts/test.mjs'], { env });
  const bench = await run(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'bench/main.ts'], { env });
  console.log(`nightly: tests ${tests === 0 ? 'passed' : 'FAILED'}, benchmarks ${bench === 0 ? 'ran' : 'FAILED'}`);
  process.exitCode = tests === 0 && bench === 0 ? 0 : 1;
}

await main();
