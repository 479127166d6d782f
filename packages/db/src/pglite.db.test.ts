import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { migrate, openDatabase } from './connect.js';
import { isDatabaseUnavailable } from './errors.js';
import { findWorkspaceBySlug } from './queries/workspaces.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const SCRIPT = `
  import { insertWorkspace, migrate, openDatabase } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
  const database = await openDatabase({ dataDir: process.argv[1] });
  await migrate(database);
  await database.transact(null, (tx) => insertWorkspace(tx, { slug: 'kept', name: 'Kept', created_at: new Date().toISOString() }));
  process.stdout.write('ready');
  setInterval(() => {}, 1000);`;

test('PGlite is one process’s; after a kill the next one finds what was committed', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'action-registry-pglite-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const child = spawn(
    process.execPath,
    ['--conditions=@action-registry/source', '--import', 'tsx', '--input-type=module', '--eval', SCRIPT, dataDir],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  await expect(openDatabase({ dataDir })).rejects.toMatchObject({ name: 'DataDirLockedError', pid: child.pid });
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
  const database = await openDatabase({ dataDir });
  await migrate(database);
  expect(await findWorkspaceBySlug(database.db, 'kept')).toMatchObject({ name: 'Kept' });
  await database.close();
  await database.close();
  await expect(database.ping()).rejects.toSatisfy(isDatabaseUnavailable);
  await (await openDatabase({ dataDir })).close();
});
