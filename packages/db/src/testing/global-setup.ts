// Vitest's global set-up: one PostgreSQL for the run. Workers get its URL and the migrated template's name.
import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.js';

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: { url: string; template: string };
  }
}

/** Starts PostgreSQL and returns what stops it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startPostgres();
  project.provide('postgres', { url: postgres.url, template: postgres.template });
  return postgres.stop;
}
