// A command's connection: the registry it talks to, with this user's key and pinned trust.
import { createRegistry, type Registry } from '@action-registry/client';
import type { CliConfig } from './config.js';
import { findCredentials } from './credentials.js';
import { readTrust } from './trust-file.js';

/** Opens the registry that the flags, the environment or the stored login name. */
export async function openRegistry(config: CliConfig): Promise<Registry> {
  const { url, apiKey } = await findCredentials(config);
  return createRegistry({ url, ...(apiKey !== undefined && { apiKey }), trust: await readTrust(config) });
}
