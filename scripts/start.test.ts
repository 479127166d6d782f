// `npm start` against a project of stand-ins: a build tool that succeeds or fails and a server that drains slowly.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeTree } from './testing/make-tree.js';

const DRAINING_SERVER = `
  let signals = 0;
  process.on('SIGTERM', () => {
    signals += 1;
    setTimeout(() => { console.log('drained after', signals, 'signal'); process.exit(7); }, 300);
  });
  setInterval(() => {}, 1000);
  console.log('ready', process.env.PORT);`;

function makeProject(build: string): string {
  const root = makeTree({
    'pnpm-lock.yaml': 'lock',
    'node_modules/.modules.yaml': '',
    'node_modules/.pnpm/lock.yaml': 'lock',
    'node_modules/turbo/bin/turbo': build,
    'apps/server/dist/main.js': DRAINING_SERVER,
    'scripts/package.json': { type: 'module' },
  });
  for (const file of ['start.mjs', 'workspace.mjs', 'lock.mjs']) {
    copyFileSync(path.join(import.meta.dirname, file), path.join(root, 'scripts', file));
  }
  return root;
}

type Started = { child: ChildProcess; output: () => string; until: (text: string) => Promise<void> };

function start(command: string, args: string[], env: NodeJS.ProcessEnv = {}): Started {
  const child = spawn(command, args, { env: { PATH: process.env.PATH, PORT: '8123', ...env }, stdio: 'pipe' });
  onTestFinished(() => void child.kill('SIGKILL'));
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += String(chunk)));
  const until = async (wanted: string) => {
    while (!text.includes(wanted)) await once(child.stdout, 'data');
  };
  return { child, output: () => text, until };
}

test('passes the environment and a stop signal to the server, and its exit code back', async () => {
  const root = makeProject('');
  const { child, output, until } = start(process.execPath, [path.join(root, 'scripts/start.mjs')]);
  await until('ready 8123');
  child.kill('SIGTERM');
  child.kill('SIGTERM');
  const [code] = await once(child, 'close');
  expect(code).toBe(7);
  expect(output()).toContain('drained after 1 signal');
});

test('stops the server when npm’s shell dies of a signal that it does not pass on', async () => {
  const root = makeProject('');
  const script = `"${process.execPath}" "${path.join(root, 'scripts/start.mjs')}"; true`;
  const { child, until } = start('sh', ['-c', script], { npm_lifecycle_event: 'start' });
  await until('ready 8123');
  child.kill('SIGKILL');
  await until('drained after 1 signal');
});

test('shows why a build failed and starts nothing', async () => {
  const root = makeProject('console.log("error TS2322: no"); process.exitCode = 2;');
  const { child, output } = start(process.execPath, [path.join(root, 'scripts/start.mjs')]);
  const [code] = await once(child, 'close');
  expect(code).toBe(1);
  expect(output()).toContain('error TS2322: no');
  expect(output()).not.toContain('ready');
});
