// `pnpm check`: every rule of the house that a machine can hold, as a table with one line per rule. All of them run, also
// after one has failed. `--report FILE` writes the results for `npm test`, which counts each as a test.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { checkDocLinks } from './check-doc-links.js';
import { checkEditorSize } from './check-editor-size.js';
import { checkHeaders } from './check-headers.js';
import { checkLayers } from './check-layers.js';
import { checkMigrations } from './check-migrations.js';
import { checkProtocol } from './check-protocol.js';
import { checkSecurity } from './check-security.js';
import { checkSettings } from './check-settings.js';
import { checkApiDoc } from './generate-api-doc.js';
import { checkContractsDoc } from './generate-contracts-doc.js';
import { checkErrorsDoc } from './generate-errors-doc.js';
import { type Check, formatResult, runChecks } from './run-checks.js';
import { ROOT, toolEnv } from './workspace.mjs';

/** A check that is another tool's: its output is the problem when it exits with another code than 0. */
function tool(name: string, script: string, args: readonly string[] = []): Check {
  const run = () =>
    new Promise<string[]>((resolve) => {
      const command = [path.join(ROOT, 'node_modules', script), ...args];
      const child = spawn(process.execPath, command, { cwd: ROOT, env: toolEnv(), stdio: ['ignore', 'pipe', 'pipe'] });
      const output: Buffer[] = [];
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk));
      child.once('error', (error) => resolve([error.message]));
      child.once('close', (code) => resolve(code === 0 ? [] : [Buffer.concat(output).toString().trimEnd()]));
    });
  return { name, run };
}

const CHECKS: readonly Check[] = [
  tool('format, lint, sizes, cycles', '@biomejs/biome/bin/biome', ['ci', '--error-on-warnings', '--colors=off', '.']),
  { name: 'layers', run: () => checkLayers(ROOT) },
  { name: 'file headers', run: () => checkHeaders(ROOT) },
  tool('dead code and dependencies', 'knip/bin/knip.js', ['--treat-config-hints-as-errors']),
  tool('workspace hygiene', 'sherif/index.js', ['--fail-on-warnings']),
  { name: 'links in docs', run: () => checkDocLinks(ROOT) },
  { name: 'protocol is cited', run: () => checkProtocol(ROOT) },
  { name: 'attacks have their tests', run: () => checkSecurity(ROOT) },
  { name: 'error list is fresh', run: () => checkErrorsDoc(ROOT) },
  { name: 'table of procedures is fresh', run: () => checkApiDoc(ROOT) },
  { name: 'table of changes is fresh', run: () => checkContractsDoc(ROOT) },
  { name: 'migrations in order', run: () => checkMigrations(ROOT) },
  { name: 'sizes of the editor', run: () => checkEditorSize(ROOT) },
  { name: 'settings are documented', run: () => checkSettings(ROOT) },
  tool('types of workspaces', 'turbo/bin/turbo', ['run', 'typecheck', '--output-logs=errors-only', '--concurrency=2']),
  tool('types of scripts', 'typescript/bin/tsc', ['-p', 'scripts/tsconfig.json']),
];

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { report: { type: 'string' } } });
  const results = await runChecks(CHECKS, (result) => console.log(formatResult(result)));
  if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(results));
  process.exitCode = results.every((result) => result.ok) ? 0 : 1;
}

await main();
