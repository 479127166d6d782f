// `pnpm mutate-trust`: takes out one check of the verification after the other and shows that a test turns red each time. No
// file is changed: each check is a project of one test run, with its own reading of one file.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { TestProjectInlineConfiguration } from 'vitest/config';
import { startVitest, type TestModule } from 'vitest/node';
import { LOG_MUTATIONS } from './mutate-trust-log.js';
import { mutate } from './mutate-trust-mutation.js';
import { RELEASE_MUTATIONS } from './mutate-trust-release.js';
import { ROOT } from './workspace.mjs';

const SOURCES = path.join(ROOT, 'packages/core/src');
const MUTATIONS = [...RELEASE_MUTATIONS, ...LOG_MUTATIONS];
const UNCHANGED = 'unchanged';
/** As in vitest.config.ts: workspace packages are read from their sources. */
const SOURCE = '@action-registry/source';

function project(name: string, tests: readonly string[], changed?: { file: string; text: string }) {
  const transform = (_: string, id: string) => (id === changed?.file ? changed.text : undefined);
  return {
    plugins: [{ name: 'mutate', enforce: 'pre', transform }],
    resolve: { conditions: [SOURCE, 'module', 'browser', 'development|production'] },
    ssr: { resolve: { conditions: [SOURCE, 'module', 'node', 'development|production'] } },
    test: { name, root: SOURCES, include: [...tests], environment: 'node', testTimeout: 20_000 },
  } satisfies TestProjectInlineConfiguration;
}

/** One line for each project: whether it did what it must, and the first test that turned red. */
function report(name: string, modules: readonly TestModule[]): boolean {
  const failed = modules.flatMap((module) => [...module.children.allTests('failed')]);
  const isLoaded = modules.length > 0 && modules.every((module) => module.errors().length === 0);
  const isGood = isLoaded && (name === UNCHANGED ? failed.length === 0 : failed.length > 0);
  const detail = isLoaded ? (failed[0]?.fullName ?? 'no test turned red') : 'the tests could not be loaded';
  console.log(`${isGood ? 'ok    ' : 'FAILED'}  ${name}: ${name === UNCHANGED && isGood ? 'all green' : detail}`);
  return isGood;
}

async function main(): Promise<void> {
  const started = performance.now();
  const mutants = MUTATIONS.map((mutation, at) => {
    const file = path.join(SOURCES, mutation.file);
    return project(`${at + 1} ${mutation.name}`, mutation.tests, {
      file,
      text: mutate(readFileSync(file, 'utf8'), mutation),
    });
  });
  const all = [...new Set(MUTATIONS.flatMap(({ tests }) => tests))];
  const projects = [project(UNCHANGED, all), ...mutants];
  const vitest = await startVitest('test', [], {
    reporters: [{}],
    watch: false,
    config: false,
    root: ROOT,
    pool: 'threads',
    projects,
  });
  const modules = vitest.state.getTestModules();
  await vitest.close();
  const names = projects.map(({ test }) => test.name);
  const good = names.filter((name) =>
    report(
      name,
      modules.filter((module) => module.project.name === name),
    ),
  );
  const seconds = Math.round((performance.now() - started) / 1_000);
  console.log(`${good.length} of ${names.length} as they must be, ${MUTATIONS.length} checks taken out, ${seconds} s`);
  process.exitCode = good.length === names.length ? 0 : 1;
}

await main();
