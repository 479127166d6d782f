// Starting and stopping as an operator meets them: one clear line when it cannot start, a clean end when it is told to stop.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT, runProcess } from './process.js';

const MAIN = path.join(ROOT, 'apps/server/dist/main.js');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'action-registry-start-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function startBadly(env: Record<string, string>): Promise<string> {
  const ended = await runProcess(process.execPath, [MAIN], {
    env: { PORT: '0', DATA_DIR: path.join(folder, 'data'), ...env },
  });
  expect(ended.code).toBe(1);
  expect(ended.stderr.trim().split('\n')).toEqual([expect.stringContaining('The registry cannot start: ')]);
  return ended.stderr;
}

test('a start that cannot work ends with one line that names the setting', async () => {
  const file = path.join(folder, 'file');
  await writeFile(file, '');
  const blocker = createServer().listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  const { port } = blocker.address() as { port: number };
  expect(await startBadly({ PORT: 'many' })).toContain('PORT');
  expect(await startBadly({ PORT: String(port) })).toContain(`port ${port} of 127.0.0.1 is taken`);
  expect(await startBadly({ DATA_DIR: file })).toContain('Set DATA_DIR');
  expect(await startBadly({ ACTION_ROOT: path.join(folder, 'nowhere') })).toContain('ACTION_ROOT');
  expect(await startBadly({ CORS_ORIGINS: 'example.org' })).toContain('CORS_ORIGINS');
  expect(await startBadly({ PUBLIC_URL: 'ftp://example.org' })).toContain('PUBLIC_URL');
  const away = await startBadly({ DATABASE_URL: 'postgres://ana:hidden@127.0.0.1:1/registry' });
  expect(away).toContain('no PostgreSQL answers at 127.0.0.1:1/registry');
  expect(away).not.toContain('hidden');
  blocker.close();
});

test('a stop with an open event stream ends without waiting for it, and the data directory is free again', async () => {
  const env = { ...process.env, PORT: '0', DATA_DIR: path.join(folder, 'to stop'), LOG_LEVEL: 'warn' };
  for (let round = 0; round < 2; round++) {
    const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    await expect.poll(() => output, { timeout: 30_000 }).toContain('ready on');
    const url = /ready on (\S+)/.exec(output)?.[1] ?? '';
    // A link for the first sign-in is printed by the first start only.
    expect(output.includes('/app/sign-in#token=')).toBe(round === 0);
    expect(output).toContain(`DATA_DIR='${env.DATA_DIR}' ACTION_REGISTRY_URL=${url} npx --no actions init`);
    const stream = await fetch(`${url}/events`);
    child.kill('SIGTERM');
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(0);
    expect(output).toContain('Stopped.');
    await stream.text().catch(() => undefined);
  }
});
