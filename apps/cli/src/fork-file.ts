// Evidence of a log that shows two histories, kept for others: one file for each pair of notes, however often it is met.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { LogFork } from '@action-registry/client';
import { logFolderOf } from './checkpoint-file.js';
import type { CliConfig } from './config.js';
import { writePrivateFile } from './private-file.js';

/** Writes the evidence and returns its file. */
export async function writeForkFile(config: CliConfig, url: string, { evidence }: LogFork): Promise<string> {
  const text = `${JSON.stringify(evidence, null, 2)}\n`;
  const name = createHash('sha256').update(text).digest('hex').slice(0, 16);
  const file = join(logFolderOf(config, url), `fork-${name}.json`);
  await writePrivateFile(file, text);
  return file;
}
