// A migrated PGlite as a file: loading it takes a quarter of making one. Its name holds a hash of all that it depends on,
// so an old one is never taken for a new one.
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { MIGRATIONS_FOLDER } from '../migrations.js';
import { openPgliteSession } from '../pglite.js';

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/pglite-template', import.meta.url));

/** The dump of a migrated, empty database. */
export async function loadPgliteTemplate(): Promise<Blob> {
  const file = path.join(CACHE, `${await hashInputs()}.tar`);
  const bytes = (await readFile(file).catch(() => undefined)) ?? (await makeTemplate(file));
  return new Blob([new Uint8Array(bytes)]);
}

async function hashInputs(): Promise<string> {
  const pglite = fileURLToPath(new URL('../package.json', import.meta.resolve('@electric-sql/pglite')));
  const names = (await readdir(MIGRATIONS_FOLDER)).filter((name) => name.endsWith('.sql')).sort();
  const hash = createHash('sha256');
  for (const file of [pglite, ...names.map((name) => path.join(MIGRATIONS_FOLDER, name))])
    hash.update(await readFile(file));
  return hash.digest('hex');
}

async function makeTemplate(file: string): Promise<Buffer> {
  const dataDir = path.join(tmpdir(), `action-registry-template-${randomUUID()}`);
  const { database, client } = await openPgliteSession({ dataDir });
  try {
    await database.migrate();
    const bytes = Buffer.from(await (await client.dumpDataDir('none')).arrayBuffer());
    await writeWhole(file, bytes);
    return bytes;
  } finally {
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Several workers may make the same file at once: each writes its own and moves it into place. Older ones go. */
async function writeWhole(file: string, bytes: Buffer): Promise<void> {
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true });
  const older = (await readdir(folder)).filter((name) => name.endsWith('.tar') && name !== path.basename(file));
  await Promise.all(older.map((name) => rm(path.join(folder, name), { force: true })));
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, bytes);
  await rename(draft, file);
}
