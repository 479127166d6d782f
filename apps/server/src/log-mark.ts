// The size and root that this server signed last, kept outside the database: a database that was set back, or changed by
// somebody who may write all of it, does not know of it.
import { open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { LogStopError } from './log-stop.js';

/** What was signed last; `root` is base64. */
export type LogMark = z.infer<typeof LogMark>;
const LogMark = z.strictObject({ origin: z.string(), size: z.int().nonnegative(), root: z.string() });

/** The mark of a file, undefined where there is none; throws LogStopError for one that cannot be read. */
export async function readLogMark(file: string): Promise<LogMark | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    return LogMark.parse(JSON.parse(text));
  } catch (error) {
    throw new LogStopError(
      `${file} cannot be read. It holds the size of the log that this server signed last: restore it from a backup.`,
      { cause: error },
    );
  }
}

/** Writes the mark so that it is whole and on the disk before this resolves. */
export async function writeLogMark(file: string, mark: LogMark): Promise<void> {
  const next = `${file}.next`;
  const handle = await open(next, 'w', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(mark)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(next, file);
  await syncFolder(path.dirname(file));
}

/** A renamed file is only there after a crash when its folder was written too; some systems cannot open folders. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
