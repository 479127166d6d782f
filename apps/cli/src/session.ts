// A command's connection: the registry it talks to, with this user's key, pinned trust and remembered log.
import { createRegistry, type LogFork, type Registry, type RegistryOptions } from '@action-registry/client';
import { createCheckpointFile } from './checkpoint-file.js';
import type { CliConfig } from './config.js';
import { findCredentials } from './credentials.js';
import { writeForkFile } from './fork-file.js';
import type { Io } from './io.js';
import { isHere } from './local-registry.js';
import { readTrust } from './trust-file.js';

/** What a connection needs of its command. */
export type Session = { config: CliConfig; io: Io };

/** Opens the registry that the environment or the stored login names. */
export async function openRegistry(session: Session): Promise<Registry> {
  const { url, apiKey } = await findCredentials(session.config);
  return connect(session, { url, ...(apiKey !== undefined && { apiKey }), trust: await readTrust(session.config) });
}

/** Opens a registry; says so when the key will travel where others on the way can read it. */
export function connect({ config, io }: Session, options: RegistryOptions): Registry {
  const { url, apiKey } = options;
  if (apiKey !== undefined && url.startsWith('http:') && !isHere(new URL(url)))
    io.note(`! ${url} is not encrypted: whoever is on the way can read and use your API key. Prefer https.`);
  const onFork = async (fork: LogFork): Promise<void> => {
    const file = await writeForkFile(config, url, fork);
    io.note(
      `! The log contradicts what it showed before. Keep ${file} and show it to others: \`actions log check-fork\` says what it proves.`,
    );
  };
  const log = { remembered: createCheckpointFile(config, url), onFork };
  const { workspace, timeoutMs } = config;
  return createRegistry({
    ...{ log, ...options },
    ...(workspace !== undefined && { workspace }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
}
