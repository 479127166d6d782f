// Changing many actions: one after the other, each with its own outcome, and undone in the same way.
import { toCallError } from '../../lib/errors.js';
import type { ApiClient } from '../../lib/trpc.js';
import type { LibraryItem } from './library-query.js';

/** What is to be done to each. */
export type BulkWork = { type: 'deprecate'; reason: string } | { type: 'channel'; channel: string; reason: string };

/** How it went for one action; `undo` where something was changed. */
export type BulkOutcome = {
  name: string;
  status: 'done' | 'unchanged' | 'failed';
  message?: string;
  undo?: () => Promise<unknown>;
};

/** Does the work for one action; a refusal is an outcome, not an exception. */
export async function runOne(client: ApiClient, item: LibraryItem, work: BulkWork): Promise<BulkOutcome> {
  try {
    return work.type === 'deprecate' ? await deprecateOne(client, item, work) : await moveOne(client, item, work);
  } catch (error) {
    return { name: item.name, status: 'failed', message: toCallError(error).message };
  }
}

async function deprecateOne(
  client: ApiClient,
  { name, latest_version: version, deprecated }: LibraryItem,
  { reason }: { reason: string },
): Promise<BulkOutcome> {
  // Its reason stands already and must not be overwritten in passing.
  if (deprecated) return { name, status: 'unchanged' };
  await client.releases.deprecate.mutate({ name, version, reason });
  return { name, status: 'done', undo: () => client.releases.undeprecate.mutate({ name, version }) };
}

async function moveOne(
  client: ApiClient,
  { name, latest_version: version }: LibraryItem,
  { channel, reason }: { channel: string; reason: string },
): Promise<BulkOutcome> {
  const moved = await client.channels.move.mutate({ name, channel, version, ...(reason !== '' && { reason }) });
  if (moved.from === moved.to && channel !== 'latest') return { name, status: 'unchanged' };
  const back = channel === 'latest' ? null : moved.from;
  return {
    name,
    status: 'done',
    undo: () => client.channels.move.mutate({ name, channel, version: back, from: moved.to }),
  };
}

/** Takes back what was done, last first; returns how many could not be. */
export async function undoAll(outcomes: readonly BulkOutcome[]): Promise<{ undone: number; failed: number }> {
  let [undone, failed] = [0, 0];
  for (const { undo } of outcomes.toReversed()) {
    if (undo === undefined) continue;
    await undo().then(
      () => {
        undone += 1;
      },
      () => {
        failed += 1;
      },
    );
  }
  return { undone, failed };
}
