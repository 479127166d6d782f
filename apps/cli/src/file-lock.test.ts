// One writer at a time, also after a holder was killed, and nobody waits for a lock that nobody holds.
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withFileLock } from './file-lock.js';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'actions-lock-'));
  file = join(folder, 'counter');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('writers at once lose nothing of each other', async () => {
  await writeFile(file, '0');
  const add = (): Promise<void> =>
    withFileLock(file, async () => writeFile(file, String(Number(await readFile(file, 'utf8')) + 1)));
  await Promise.all(Array.from({ length: 12 }, add));
  expect(await readFile(file, 'utf8')).toBe('12');
  expect(await readdir(folder)).toEqual(['counter']);
});

test('work that throws lets go of the lock', async () => {
  await expect(withFileLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await withFileLock(file, async () => 'done')).toBe('done');
});

test('the lock of a process that is gone is taken over', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  await writeFile(`${file}.lock`, `${pid} left-over`);
  expect(await withFileLock(file, async () => 'done')).toBe('done');
  expect(await readdir(folder)).toEqual([]);
});

test('a lock older than any work is taken over, though its process id lives', async () => {
  await writeFile(`${file}.lock`, `${process.pid} left-over`);
  const old = new Date(Date.now() - 3_600_000);
  await utimes(`${file}.lock`, old, old);
  expect(await withFileLock(file, async () => 'done')).toBe('done');
});

test('whoever was taken for dead does not take the next one’s lock away', async () => {
  await withFileLock(file, () => writeFile(`${file}.lock`, '1 another'));
  expect(await readFile(`${file}.lock`, 'utf8')).toBe('1 another');
});
