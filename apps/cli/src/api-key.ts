// The API key that a caller hands to `init` or `login`: through a pipe, or as an argument, which others can see.
import { text } from 'node:stream/consumers';
import type { Io } from './io.js';
import { UsageError } from './usage-error.js';

/** Flags by which a key is handed over. */
export type ApiKeyOptions = { apiKey?: string; apiKeyStdin?: boolean };

/** The key of the flags; undefined without one. Throws UsageError for two, and for an empty pipe. */
export async function readApiKey(io: Io, { apiKey, apiKeyStdin }: ApiKeyOptions): Promise<string | undefined> {
  if (apiKeyStdin !== true) {
    if (apiKey !== undefined)
      io.note('! Arguments are seen by others on this machine and kept by shells: prefer --api-key-stdin.');
    return apiKey;
  }
  if (apiKey !== undefined) throw new UsageError('Give --api-key or --api-key-stdin, not both.');
  const key = (await text(process.stdin)).trim();
  if (key === '') throw new UsageError('Standard input has no API key.');
  return key;
}
