// `pnpm screens`: pictures of the editor, taken by e2e/src/screens.ts in the Chromium that this machine has.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { findChromium, HOW_TO_GET_CHROMIUM } from './find-chromium.mjs';
import { ROOT, toolEnv } from './workspace.mjs';

const executable = findChromium(process.env);
if (executable === undefined) {
  console.error(`There is no Chromium. ${HOW_TO_GET_CHROMIUM}`);
  process.exitCode = 1;
} else {
  const args = ['--import', 'tsx', path.join(ROOT, 'e2e/src/screens.ts'), ...process.argv.slice(2)];
  const env = { ...toolEnv(), CHROMIUM_PATH: executable };
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: 'inherit' });
  child.once('close', (code) => {
    process.exitCode = code ?? 1;
  });
}
