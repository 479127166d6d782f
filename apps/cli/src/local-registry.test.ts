import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findLocalRegistry, isSameRegistry } from './local-registry.js';

test('a registry of this machine is told with its key, and none where none ran', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'local-registry-'));
  try {
    expect(await findLocalRegistry({ dataDir })).toBeUndefined();
    await writeFile(path.join(dataDir, 'url'), 'http://localhost:8601\n');
    expect(await findLocalRegistry({ dataDir })).toMatchObject({ url: 'http://localhost:8601', adminKey: undefined });
    await writeFile(path.join(dataDir, 'admin-api-key'), 'ark_x\n');
    expect(await findLocalRegistry({ dataDir })).toMatchObject({ adminKey: 'ark_x' });
  } finally {
    await rm(dataDir, { recursive: true });
  }
});

test.each([
  ['http://localhost:8000', 'http://127.0.0.1:8000', true],
  ['http://localhost:8000', 'http://[::1]:8000/', true],
  ['http://localhost:8000', 'http://localhost:8001', false],
  ['http://localhost:8000', 'https://localhost:8000', false],
  ['http://localhost:8000', 'http://localhost.evil.example:8000', false],
  ['http://registry.example', 'http://registry.example/', true],
])('%s and %s are one registry: %s', (left, right, expected) => {
  expect(isSameRegistry(left, right)).toBe(expected);
});
