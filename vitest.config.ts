// Three projects, lightest first: `unit` needs nothing, `database` needs PGlite and a PostgreSQL, `e2e` needs the build,
// a PostgreSQL and a browser. Workspace packages resolve to their sources, so that only `e2e` depends on a build.
import { availableParallelism } from 'node:os';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { findChromium } from './scripts/find-chromium.mjs';
import { LongestFirst } from './scripts/vitest/longest-first.js';

/** The export condition under which a workspace package offers `src` in place of `dist`. */
const SOURCE = '@action-registry/source';
/** A PGlite instance takes 450 to 670 MB and most of a core. */
const WORKERS_MAX = 4;

/** Starts one PostgreSQL for the run and makes the template that each test file copies. */
const databaseServer = 'packages/db/src/testing/global-setup.ts';
const chromium = findChromium(process.env);

type TestOptions = NonNullable<TestProjectInlineConfiguration['test']>;

/** A later group starts when the earlier one has ended, so that groups do not compete for cores and memory. */
function project(name: string, groupOrder: number, test: TestOptions): TestProjectInlineConfiguration {
  return {
    // Giving a list replaces Vite's defaults; they follow ours.
    resolve: { conditions: [SOURCE, 'module', 'browser', 'development|production'] },
    ssr: { resolve: { conditions: [SOURCE, 'module', 'node', 'development|production'] } },
    test: {
      name,
      environment: 'node',
      pool: 'forks',
      // A worker loads our sources once and not for each file, which takes a third of the time. No source of ours keeps what
      // another file's tests could meet: importing has no effect, and state lives in what a test makes.
      isolate: false,
      maxWorkers: Math.min(availableParallelism(), WORKERS_MAX),
      sequence: { groupOrder },
      setupFiles: ['scripts/vitest/fail-on-console.ts', 'scripts/vitest/leave-nothing.ts'],
      // What is waited for comes late on a busy machine; that is no failure.
      expect: { poll: { timeout: 20_000 } },
      env: chromium === undefined ? {} : { CHROMIUM_PATH: chromium },
      ...test,
    },
  };
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      project('unit', 0, {
        include: ['packages/*/src/**/*.test.{ts,tsx}', 'apps/*/src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
        exclude: ['**/node_modules/**', '**/*.db.test.ts', 'scripts/fixtures/**'],
        testTimeout: 20_000,
        hookTimeout: 20_000,
      }),
      project('database', 1, {
        include: ['packages/*/src/**/*.db.test.ts', 'apps/*/src/**/*.db.test.ts'],
        globalSetup: [databaseServer],
        testTimeout: 60_000,
        hookTimeout: 60_000,
      }),
      project('e2e', 2, {
        include: ['e2e/**/*.test.ts'],
        exclude: ['**/node_modules/**', 'e2e/fixtures/**'],
        globalSetup: [databaseServer],
        testTimeout: 120_000,
        hookTimeout: 120_000,
      }),
    ],
  },
});
