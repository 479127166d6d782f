import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStaticFiles } from './static-files.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'static-files-'));
  await writeFile(path.join(folder, 'page.js'), 'one');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const request = (headers: Record<string, string> = {}) => new Request('http://localhost/', { headers });
const open = () => openStaticFiles(folder, (name) => name.endsWith('.js'));

test('a file is answered with its type, for ever, and by its tag only once', async () => {
  const files = open();
  const answer = await files.answer('page.js', request());
  expect(await answer?.text()).toBe('one');
  expect(answer?.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(answer?.headers.get('cache-control')).toMatch(/immutable/);
  const again = await files.answer('page.js', request({ 'if-none-match': answer?.headers.get('etag') ?? '' }));
  expect(again?.status).toBe(304);
});

test('names that the folder had not, and paths out of it, are answered with nothing', async () => {
  const files = open();
  await writeFile(path.join(folder, 'later.js'), 'two');
  for (const name of ['later.js', '../page.js', '/page.js', '.hidden', ''])
    expect(await files.answer(name, request())).toBeUndefined();
});

test('a file that is gone since the start is answered with nothing, not with a failure, and found when it is back', async () => {
  const files = open();
  await rm(path.join(folder, 'page.js'));
  expect(await files.answer('page.js', request())).toBeUndefined();
  await writeFile(path.join(folder, 'page.js'), 'back');
  expect(await (await files.answer('page.js', request()))?.text()).toBe('back');
});
