// The key of a registry's log as it is pinned: the one that signs the checkpoint the registry shows now. A log that was seen
// before under another key is not taken for the same one.
import type { Registry } from '@action-registry/client';
import { createTrust, verifyCheckpoint } from '@action-registry/core';
import { isRegistryError, type TrustedKey, TrustedKeyEntry } from '@action-registry/schema';
import { createCheckpointFile } from './checkpoint-file.js';
import type { CliConfig } from './config.js';
import { type Pinned, pinKey } from './trust-file.js';
import { findThumbprint, toPinnedEntry } from './trusted-key.js';
import { UsageError } from './usage-error.js';

/** The pinned key of a log, and the log's origin. */
export type PinnedLogKey = Pinned & { kid: string; origin: string };

type Candidate = { entry: TrustedKeyEntry; origin: string };

/**
 * Pins the key that signs the log's checkpoints; undefined for a registry without a signed log. Throws UsageError for another
 * thumbprint than the given one, and where the remembered checkpoint was signed by another key.
 */
export async function pinLogKey(
  config: CliConfig,
  registry: Registry,
  thumbprint?: string,
): Promise<PinnedLogKey | undefined> {
  const note = await findCheckpoint(registry);
  if (note === undefined) return undefined;
  const { items } = await registry.call((trpc) => trpc.keys.list.query());
  const found = items.map((key) => toCandidate(key, note)).find((candidate) => candidate !== undefined);
  if (found === undefined) return undefined;
  const { entry, origin } = found;
  const actual = findThumbprint(entry);
  if (thumbprint !== undefined && actual !== thumbprint)
    throw new UsageError(`'${entry.kid}' has the thumbprint ${actual}, not ${thumbprint}. Nothing was pinned.`);
  const remembered = await createCheckpointFile(config, registry.url).read();
  if (remembered !== undefined && toOrigin(entry, remembered) !== origin)
    throw new UsageError(
      `The log of ${registry.url} was seen before under another key than '${entry.kid}'. If its operator says that it was replaced, \`actions log forget\` first. The log's key was not pinned.`,
    );
  return { kid: entry.kid, origin, ...(await pinKey(config, entry)) };
}

/** What is said of a pinned log key, as lines. */
export function toLogKeyLines(pinned: PinnedLogKey | undefined): string[] {
  if (pinned === undefined) return ['! the registry shows no signed log: places in it cannot be checked'];
  const done = pinned.change === 'none' ? 'pinned already' : 'pinned';
  return [`✔ the log’s key ${pinned.kid} is ${done}: ${pinned.thumbprint} (${pinned.origin})`];
}

async function findCheckpoint(registry: Registry): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await registry.readLogFile('checkpoint'));
  } catch (error) {
    if (isRegistryError(error) && error.code === 'ROUTE_NOT_FOUND') return undefined;
    throw error;
  }
}

function toCandidate(key: TrustedKey, note: string): Candidate | undefined {
  const entry = TrustedKeyEntry.safeParse(toPinnedEntry(key)).data;
  if (entry?.role !== 'log' || key.status !== 'active' || findThumbprint(entry) === undefined) return undefined;
  const origin = toOrigin(entry, note);
  return origin === undefined ? undefined : { entry, origin };
}

/** The origin of a note that this key signed; undefined for any other. */
function toOrigin(entry: TrustedKeyEntry, note: string): string | undefined {
  const keys = [...createTrust([entry]).keys.values()].map(({ key }) => key);
  const verdict = verifyCheckpoint(note, { keys });
  return verdict.ok ? verdict.checkpoint.origin : undefined;
}
