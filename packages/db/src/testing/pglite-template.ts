// A migrated PGlite as a folder: copying and opening it takes a quarter of the processor time of making one. Its name holds a
// hash of all that it depends on, so an old one is never taken for a new one.
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { MIGRATIONS_FOLDER } from '../migrations.js';
import { openPglite } from '../pglite.js';

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/pglite-template', import.meta.url));

/** Puts a migrated, empty database where PGlite looks for one in `dataDir`; leaves one that is there as it is. */
export async function copyPgliteTemplate(dataDir: string): Promise<void> {
  const target = path.join(dataDir, 'pglite');
  if (existsSync(target)) return;
  const template = path.join(CACHE, await hashInputs());
  if (!existsSync(template)) await makeTemplate(template);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await cp(template, target, { recursive: true });
}

async function hashInputs(): Promise<string> {
  const pglite = fileURLToPath(new URL('../package.json', import.meta.resolve('@electric-sql/pglite')));
  const names = (await readdir(MIGRATIONS_FOLDER)).filter((name) => name.endsWith('.sql')).sort();
  const hash = createHash('sha256');
  for (const file of [pglite, ...names.map((name) => path.join(MIGRATIONS_FOLDER, name))])
    hash.update(await readFile(file));
  return hash.digest('hex');
}

/** Several workers may make the same folder at once: each makes its own, and the first one's is taken. Older ones go. */
async function makeTemplate(template: string): Promise<void> {
  const draft = path.join(CACHE, `draft-${randomUUID()}`);
  const older = await readdir(CACHE).catch(() => []);
  try {
    const database = await openPglite({ dataDir: draft });
    await database.migrate();
    await database.close();
    await rename(path.join(draft, 'pglite'), template).catch((error: unknown) => {
      if (!existsSync(template)) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  const stale = older.filter((name) => !name.startsWith('draft-') && name !== path.basename(template));
  await Promise.all(stale.map((name) => rm(path.join(CACHE, name), { recursive: true, force: true })));
}
