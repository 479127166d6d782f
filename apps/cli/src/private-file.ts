// Files of this user's: written whole or not at all, on the disk when the call returns, and private unless said otherwise
// (mode 0600 in a folder of mode 0700).
import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, realpath, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

const PRIVATE = { file: 0o600, folder: 0o700 } as const;
const SHARED = { file: 0o666, folder: 0o777 } as const;
type Modes = typeof PRIVATE | typeof SHARED;

/** Writes a private text over what stands there; no reader ever sees half of it. */
export function writePrivateFile(path: string, text: string | Uint8Array): Promise<void> {
  return replaceFile(path, text, PRIVATE);
}

/** The same for a text that is nobody's secret; the umask decides who may read it. */
export function writeSharedFile(path: string, text: string): Promise<void> {
  return replaceFile(path, text, SHARED);
}

/** Writes a private text where nothing stands yet; false, with nothing written, when something does. */
export async function createPrivateFile(path: string, text: string): Promise<boolean> {
  const draft = await writeDraft(path, text, PRIVATE);
  try {
    // Unlike a rename, a link replaces nothing: of two processes one makes the file.
    await link(draft, path);
    await syncFolder(path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** The text of a file, undefined when there is none. */
export async function findText(path: string): Promise<string | undefined> {
  const bytes = await findBytes(path);
  return bytes && Buffer.from(bytes).toString('utf8');
}

/** The bytes of a file, undefined when there is none. */
export async function findBytes(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** True for an error of the system's with this code. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

async function replaceFile(path: string, text: string | Uint8Array, modes: Modes): Promise<void> {
  // A link (people keep such files under version control) stays one: what it points at is replaced.
  const target = await realpath(path).catch(() => path);
  const draft = await writeDraft(target, text, modes);
  try {
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(target);
}

async function writeDraft(path: string, text: string | Uint8Array, { file, folder }: Modes): Promise<string> {
  await mkdir(dirname(path), { recursive: true, mode: folder });
  const draft = `${path}.${randomUUID()}.tmp`;
  const handle = await open(draft, 'wx', file);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  return draft;
}

/** Puts the new name on the disk as well; some systems refuse that for folders, and do it by themselves. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(dirname(path), 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
