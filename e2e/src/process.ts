// Child processes as people start them: their output, their exit code, and never one left behind.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyPgliteTemplate } from '@action-registry/db/testing';
import { findSecrets, secretsOf } from './server-log.js';

/** The project's root. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** What a finished process said. */
export type Finished = { code: number | null; stdout: string; stderr: string };

/** Variables beside the machine's own. */
export type Environment = Record<string, string>;

/** Runs a program to its end. */
export async function runProcess(
  command: string,
  args: readonly string[],
  { env, cwd = ROOT }: { env: Environment; cwd?: string },
): Promise<Finished> {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const finished: Finished = { code: null, stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    finished.stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    finished.stderr += chunk.toString();
  });
  [finished.code] = (await once(child, 'close')) as [number | null];
  return finished;
}

/** A test is one caller that does a day's work in a minute; the tests of limits set their own. */
const NO_LIMITS: Environment = { RATE_LIMIT_READS: '0', RATE_LIMIT_PUBLISHES: '0', RATE_LIMIT_SIGN_INS: '0' };

/** A server that runs; `output` is what it printed so far. */
export type Server = { url: string; output: () => string; stop: () => Promise<void>; kill: () => Promise<void> };

/**
 * Starts a server and waits for the line that says where it is. It logs all it can; a secret in that fails its stop. Where it
 * would make a PGlite it finds one that is made and empty: making them is most of what starting costs.
 */
export async function startServer(env: Environment): Promise<Server> {
  if (env.DATABASE_URL === undefined && env.DATA_DIR !== undefined) await copyPgliteTemplate(env.DATA_DIR);
  const whole = { ...process.env, ...NO_LIMITS, ...env, LOG_LEVEL: 'trace' };
  const child = spawn(process.execPath, [path.join(ROOT, 'apps/server/dist/main.js')], {
    cwd: ROOT,
    env: whole,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: Buffer[] = [];
  const output = () => Buffer.concat(printed).toString();
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => printed.push(chunk));
  const url = await readUrl(child, output);
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const secrets = secretsOf(whole);
    const closed = once(child, 'close');
    child.kill(signal);
    await closed;
    const found = findSecrets(output(), secrets);
    if (found.length > 0) throw new Error(`the log of a server has secrets:\n${found.slice(0, 5).join('\n')}`);
  };
  return { url, output, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

function readUrl(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const read = (): void => {
      const url = /ready on (http:\/\/\S+)/.exec(output())?.[1];
      if (url === undefined) return;
      child.stdout?.off('data', read);
      resolve(url);
    };
    child.stdout?.on('data', read);
    child.once('close', (code) => reject(new Error(`the server ended with ${code}: ${output()}`)));
  });
}
