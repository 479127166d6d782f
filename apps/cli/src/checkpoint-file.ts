// The last checkpoint of each registry's log that was accepted on this machine: one file for each registry, holding the note
// word for word. Removing it is forgetting, and only an explicit command does it.
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BundleCache, CheckpointStore } from '@action-registry/client';
import { LogFormatError, parseCheckpoint, parseNote } from '@action-registry/core';
import type { CliConfig } from './config.js';
import { withFileLock } from './file-lock.js';
import { findBytes, findText, writePrivateFile } from './private-file.js';
import { UsageError } from './usage-error.js';

type Place = Pick<CliConfig, 'configDir'>;

/** The folder of what is kept of a registry's log. */
export function logFolderOf({ configDir }: Place, url: string): string {
  const readable = url.replace(/^https?:\/\//, '').replaceAll(/[^a-zA-Z0-9.-]/g, '_');
  // Two addresses may read alike, and names of files have an end.
  const digest = createHash('sha256').update(url).digest('hex').slice(0, 12);
  return join(configDir, 'logs', `${readable.slice(0, 80)}-${digest}`);
}

/** The remembered checkpoint of the registry at `url`; reading throws UsageError for a damaged file. */
export function createCheckpointFile(config: Place, url: string): CheckpointStore {
  const file = fileOf(config, url);
  return {
    read: () => readNote(file),
    replace: (expected, next) =>
      withFileLock(file, async () => {
        if ((await readNote(file)) !== expected) return false;
        await writePrivateFile(file, next);
        return true;
      }),
  };
}

/** Forgets what is remembered of a registry's log; the note that stood there, undefined for none. */
export function forgetCheckpoint(config: Place, url: string): Promise<string | undefined> {
  const file = fileOf(config, url);
  return withFileLock(file, async () => {
    const note = await findText(file);
    await rm(file, { force: true });
    return note;
  });
}

/** Full bundles of entries, kept for the next audit: the root that they lead to is computed anew each time. */
export function createBundleCache(config: Place, url: string): BundleCache {
  const fileFor = (path: string): string => join(logFolderOf(config, url), ...path.split('/'));
  return {
    find: (path) => findBytes(fileFor(path)),
    store: (path, bytes) => writePrivateFile(fileFor(path), bytes),
  };
}

function fileOf(config: Place, url: string): string {
  return join(logFolderOf(config, url), 'checkpoint');
}

async function readNote(file: string): Promise<string | undefined> {
  const note = await findText(file);
  if (note === undefined) return undefined;
  try {
    parseCheckpoint(parseNote(note).text);
    return note;
  } catch (cause) {
    if (!(cause instanceof LogFormatError)) throw cause;
    throw new UsageError(
      `${file} is damaged: what was seen of the log is not known any more. \`actions log forget\` starts anew.`,
      { cause },
    );
  }
}
