// Adds what is new in the surface to the pinned one (`pnpm fix` runs it). What is pinned is never changed by it.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { addNew, readSurface, type Surface } from './surface.js';

const FILE = fileURLToPath(new URL('../fixtures/golden/surface.json', import.meta.url));
const pinned = JSON.parse(await readFile(FILE, 'utf8')) as Surface;
await writeFile(FILE, `${JSON.stringify(addNew(pinned, readSurface()), null, 2)}\n`);
