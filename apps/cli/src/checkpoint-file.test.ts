// What is remembered of a log is kept for each registry apart, readable by its owner alone, and is never silently lost.
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyRoot, signCheckpoint } from '@action-registry/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBundleCache, createCheckpointFile, forgetCheckpoint, logFolderOf } from './checkpoint-file.js';

const URLS = ['https://a.example/x', 'https://a.example_x'] as const;
const seed = new Uint8Array(32).fill(7);
const NOTES = [
  signCheckpoint({ origin: 'log.example', size: 0, root: emptyRoot() }, seed),
  signCheckpoint({ origin: 'log.example', size: 1, root: emptyRoot() }, seed),
] as const;
let configDir: string;
beforeEach(async () => {
  configDir = await mkdtemp(join(tmpdir(), 'action-registry-checkpoint-'));
});
afterEach(() => rm(configDir, { recursive: true, force: true }));

test('a note is replaced only where the expected one stands, by one of several writers', async () => {
  const file = createCheckpointFile({ configDir }, URLS[0]);
  expect(await file.read()).toBeUndefined();
  const tries = await Promise.all([file.replace(undefined, NOTES[0]), file.replace(undefined, NOTES[1])]);
  expect(tries.filter(Boolean)).toHaveLength(1);
  const standing = await file.read();
  expect(await file.replace('another', NOTES[0])).toBe(false);
  expect(await file.read()).toBe(standing);
  expect(await file.replace(standing, NOTES[1])).toBe(true);
});

test('registries whose addresses read alike have files of their own, private ones', async () => {
  await createCheckpointFile({ configDir }, URLS[0]).replace(undefined, NOTES[0]);
  expect(await createCheckpointFile({ configDir }, URLS[1]).read()).toBeUndefined();
  const { mode } = await stat(join(logFolderOf({ configDir }, URLS[0]), 'checkpoint'));
  if (process.platform !== 'win32') expect(mode & 0o777).toBe(0o600);
});

test('a damaged file is refused, not taken for none; forgetting is explicit', async () => {
  const file = createCheckpointFile({ configDir }, URLS[0]);
  await file.replace(undefined, NOTES[0]);
  await writeFile(join(logFolderOf({ configDir }, URLS[0]), 'checkpoint'), 'log.example\n');
  await expect(file.read()).rejects.toMatchObject({ code: 'USAGE' });
  await expect(file.replace(undefined, NOTES[0])).rejects.toMatchObject({ code: 'USAGE' });
  expect(await forgetCheckpoint({ configDir }, URLS[0])).toBe('log.example\n');
  expect(await file.read()).toBeUndefined();
});

test('bundles are kept below the folder of their registry', async () => {
  const cache = createBundleCache({ configDir }, URLS[0]);
  expect(await cache.find('tile/entries/000')).toBeUndefined();
  await cache.store('tile/entries/000', Uint8Array.of(1, 2));
  expect([...((await cache.find('tile/entries/000')) ?? [])]).toEqual([1, 2]);
  expect(await readdir(logFolderOf({ configDir }, URLS[0]))).toEqual(['tile']);
});
