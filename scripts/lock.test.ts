import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withLock } from './lock.mjs';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lock-'));
  file = path.join(folder, 'nested', 'prepare.lock');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function isTaken(): Promise<boolean> {
  return withLock(file, async () => existsSync(file));
}

test('returns what the work returned and leaves no file behind', async () => {
  expect(await isTaken()).toBe(true);
  expect(existsSync(file)).toBe(false);
});

test('gives the lock back when the work fails', async () => {
  const work = withLock(file, async () => {
    throw new TypeError('no');
  });
  await expect(work).rejects.toThrow(TypeError);
  expect(existsSync(file)).toBe(false);
});

test('takes over from a process that died without giving back', async () => {
  await isTaken();
  const { pid } = spawnSync(process.execPath, ['--version']);
  writeFileSync(file, String(pid));
  expect(await isTaken()).toBe(true);
});

test('takes over from a process id that is ours by chance', async () => {
  await isTaken();
  writeFileSync(file, String(process.pid));
  expect(await isTaken()).toBe(true);
});

test('takes over from a file older than any work', async () => {
  await isTaken();
  writeFileSync(file, String(process.ppid));
  utimesSync(file, new Date(0), new Date(0));
  expect(await isTaken()).toBe(true);
});

test('waits for a living holder, says for whom, and goes on when that one ends', async () => {
  const held = `import { withLock } from ${JSON.stringify(new URL('./lock.mjs', import.meta.url).href)};
    await withLock(process.argv[1], async () => {
      process.stdout.write('held');
      for await (const _ of process.stdin);
    });`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', held, file]);
  await once(holder.stdout, 'data');

  const events: string[] = [];
  const waited = new Promise<number>((resolve) => {
    const work = async () => events.push('worked');
    void withLock(file, work, resolve).then(() => events.push('gave back'));
  });
  expect(await waited).toBe(holder.pid);
  expect(events).toEqual([]);
  holder.stdin.end();
  await vi.waitFor(() => expect(events).toEqual(['worked', 'gave back']), { timeout: 10_000 });
});
