// Makes a fresh clone ready to run: installs what is missing and builds what has changed. Plain JavaScript on Node's own
// modules, since nothing is installed when it runs. Safe when several terminals call it at once: one works, others wait.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';

/** The project's root folder. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const PNPM = 'pnpm@10.34.9';
const NODE_MIN = [20, 19];
const TURBO = path.join(ROOT, 'node_modules/turbo/bin/turbo');
/** A build that is all cache hits ends sooner than this and needs no word. */
const QUIET_MS = 700;

/**
 * Whether a Node version is recent enough for the project.
 * @param {string} version such as `20.19.0`
 */
export function isNodeSupported(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [majorMin = 0, minorMin = 0] = NODE_MIN;
  return major > majorMin || (major === majorMin && minor >= minorMin);
}

/**
 * Whether `node_modules` holds what the lockfile asks for: pnpm keeps a copy of the lockfile that it last installed.
 * @param {string} root the workspace's folder
 */
export function isInstalled(root) {
  const [wanted, current] = [path.join(root, 'pnpm-lock.yaml'), path.join(root, 'node_modules/.pnpm/lock.yaml')];
  if (!existsSync(current) || !existsSync(path.join(root, 'node_modules/.modules.yaml'))) return false;
  return readFileSync(wanted).equals(readFileSync(current));
}

/**
 * The environment of child processes: the caller's, with the workspace's tools on the path and no telemetry.
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnv() {
  const bin = path.join(ROOT, 'node_modules/.bin');
  return {
    ...process.env,
    PATH: [bin, process.env.PATH ?? ''].join(path.delimiter),
    TURBO_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
  };
}

/**
 * Runs a command at the root and resolves to its exit code; its output goes to the terminal, or to `onOutput` if given.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ onOutput?: (chunk: Buffer) => void, env?: NodeJS.ProcessEnv, shell?: boolean }} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, { onOutput, env = toolEnv(), shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const output = onOutput ? 'pipe' : 'inherit';
    const child = spawn(command, [...args], { cwd: ROOT, env, shell, stdio: ['inherit', output, output] });
    if (onOutput) {
      child.stdout?.on('data', onOutput);
      child.stderr?.on('data', onOutput);
    }
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

async function install() {
  console.log(`Installing dependencies with ${PNPM} …`);
  // `--prod=false`: NODE_ENV=production would leave out what the build needs. The other setting keeps pnpm from asking.
  const args = ['--yes', PNPM, 'install', '--frozen-lockfile', '--prod=false', '--config.confirm-modules-purge=false'];
  const code = await run('npx', args, { shell: process.platform === 'win32' });
  if (code !== 0) throw new Error(`The installation failed: npx ${args.join(' ')} ended with exit code ${code}.`);
}

/**
 * Builds every workspace that has changed. Prints one line when there was work, and the tool's own output when it failed.
 * @returns {Promise<void>}
 */
async function build() {
  const startedAt = Date.now();
  const slow = setTimeout(() => console.log('Building …'), QUIET_MS);
  /** @type {Buffer[]} */
  const output = [];
  // Two at a time: the compiler uses several threads itself.
  const args = [TURBO, 'run', 'build', '--output-logs=errors-only', '--concurrency=2'];
  const code = await run(process.execPath, args, { onOutput: (chunk) => output.push(chunk) });
  clearTimeout(slow);
  const elapsedMs = Date.now() - startedAt;
  if (code !== 0) throw new Error(`The build failed.\n${Buffer.concat(output).toString()}`);
  if (elapsedMs > QUIET_MS) console.log(`Built in ${(elapsedMs / 1000).toFixed(1)} s.`);
}

/**
 * Installs and builds as needed. On failure prints why and sets a non-zero exit code.
 * @returns {Promise<boolean>} whether the workspace is ready
 */
export async function prepare() {
  if (!isNodeSupported(process.versions.node)) {
    console.error(`Node ${NODE_MIN.join('.')} or newer is needed; this is ${process.versions.node}.`);
    process.exitCode = 1;
    return false;
  }
  try {
    const lock = path.join(ROOT, '.cache/prepare.lock');
    const work = async () => {
      if (!isInstalled(ROOT)) await install();
      await build();
    };
    await withLock(lock, work, (pid) => console.log(`Waiting for process ${pid}, which is preparing this folder …`));
    return true;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
    return false;
  }
}
