// Where `latest` stands and what search says of an action: recomputed in the transaction that changes a release, from the
// releases as they will be after it.
import { highestStable, namespaceOf } from '@action-registry/core';
import {
  type ChannelRow,
  type Db,
  deleteChannel,
  findVersion,
  upsertChannel,
  upsertSearch,
  type VersionRow,
} from '@action-registry/db';
import { isJsonObject, type JsonObject } from '@action-registry/schema';
import { toCandidate } from './find-action.js';
import { type Act, publicEntry } from './log-entry.js';

const LATEST = 'latest';

/** A move of `latest` that follows from a change: from where to where. */
export type LatestMove = { from: string | null; to: string | null };

/** The move that makes `latest` follow the highest offered release, undefined when it stands right or is pinned. */
export function findLatestMove(rows: readonly VersionRow[], channel: ChannelRow | undefined): LatestMove | undefined {
  if (channel?.pinned === true) return undefined;
  const to = highestStable(rows.map(toCandidate)) ?? null;
  const from = channel?.version ?? null;
  return from === to ? undefined : { from, to };
}

/** The log entry of a move that nobody asked for. */
export function latestMoveEntry(name: string, move: LatestMove, act: Act) {
  return publicEntry(
    { type: 'channel.move', v: 1, name, channel: LATEST, ...move, pinned: false },
    `${name}@${LATEST}`,
    act,
  );
}

/** Writes the move down. */
export async function applyLatestMove(
  tx: Db,
  name: string,
  { move, act, log_index }: { move: LatestMove; act: Act; log_index: number },
) {
  if (move.to === null) await deleteChannel(tx, { name, channel: LATEST });
  else
    await upsertChannel(tx, {
      name,
      channel: LATEST,
      version: move.to,
      pinned: false,
      actor: act.actor,
      at: act.at,
      log_index,
    });
}

/** What search needs of one release. */
export type SearchFacts = {
  version: string;
  hash: string;
  kind: string;
  document: JsonObject;
  deprecated: boolean;
  yanked: boolean;
  kids: string[];
  published_by: string;
};

/** Writes an action's search row anew; `latest` is the release it shows, `versions` how many there are. */
async function writeSearch(
  tx: Db,
  name: string,
  { latest, versions, at }: { latest: SearchFacts; versions: number; at: string },
) {
  const { document } = latest;
  const metadata = isJsonObject(document.metadata) ? document.metadata : {};
  await upsertSearch(tx, {
    name,
    namespace: namespaceOf(name),
    kind: latest.kind,
    title: typeof document.title === 'string' ? document.title : null,
    description: typeof document.description === 'string' ? document.description : null,
    tags: Array.isArray(metadata.tags) ? metadata.tags.map(String) : [],
    latest_version: latest.version,
    latest_hash: latest.hash,
    versions,
    deprecated: latest.deprecated,
    yanked: latest.yanked,
    kids: latest.kids,
    published_by: latest.published_by,
    updated_at: at,
  });
}

/** Writes the search row of an action from what is stored; the highest release stands in when none is offered. */
export async function refreshSearch(
  tx: Db,
  name: string,
  { rows, latest, at }: { rows: readonly VersionRow[]; latest: string | undefined; at: string },
) {
  const version = latest ?? rows[0]?.version;
  const row = version === undefined ? undefined : await findVersion(tx, name, version);
  if (row === undefined) return;
  const document = toObject(row.canonical);
  const facts = {
    version: row.version,
    hash: row.hash,
    kind: row.kind,
    document,
    deprecated: row.deprecation_reason !== null,
    yanked: rows.every(({ yank_reason }) => yank_reason !== null),
    kids: [...new Set(row.signatures.map(({ kid }) => kid))].sort(),
    published_by: row.published_by,
  };
  await writeSearch(tx, name, { latest: facts, versions: rows.length, at });
}

/** A damaged row must not stop a yank of it. */
function toObject(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}
