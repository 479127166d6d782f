// Where `latest` stands and what search says of an action: computed under the action's lock from the releases as they will
// be, because the rows that carry an index of the log are written last.
import { compareVersions, isPrerelease, namespaceOf } from '@action-registry/core';
import {
  type ActionStanding,
  type ChannelRow,
  type Db,
  deleteChannel,
  findVersion,
  type SearchInput,
  upsertSearch,
} from '@action-registry/db';
import { isJsonObject, type JsonObject } from '@action-registry/schema';
import { type Act, publicEntry } from './log-entry.js';

const LATEST = 'latest';

/** The highest releases of an action. */
type Highest = Pick<ActionStanding, 'stable' | 'offered' | 'highest'>;

/** The standing once a version has been published too. */
export function withPublished(standing: ActionStanding, version: string): ActionStanding {
  const higher = (other: string | null): string =>
    other !== null && compareVersions(other, version) > 0 ? other : version;
  return {
    versions: standing.versions + 1,
    stable: isPrerelease(version) ? standing.stable : higher(standing.stable),
    offered: higher(standing.offered),
    highest: higher(standing.highest),
  };
}

/** A move of `latest` that follows from a change: from where to where. */
export type LatestMove = { from: string | null; to: string | null };

/** The move that makes `latest` follow the highest offered release, undefined when it stands right or is pinned. */
export function findLatestMove(
  { stable, offered }: Pick<Highest, 'stable' | 'offered'>,
  channel: Pick<ChannelRow, 'version' | 'pinned'> | undefined,
): LatestMove | undefined {
  if (channel?.pinned === true) return undefined;
  const [from, to] = [channel?.version ?? null, stable ?? offered];
  return from === to ? undefined : { from, to };
}

type Stand = Pick<ChannelRow, 'version' | 'pinned'>;

/** What an event of a channel says: where it stood and where it stands, null for nowhere. */
export function toMove(before: Stand | undefined, after: Stand | undefined): JsonObject {
  const say = (stand: Stand | undefined) => stand && { version: stand.version, pinned: stand.pinned };
  return { before: say(before) ?? null, after: say(after) ?? null };
}

/** The log entry of a move that nobody asked for. */
export function latestMoveEntry(name: string, move: LatestMove, act: Act) {
  const leaf = { type: 'channel.move', v: 1, name, channel: LATEST, ...move, pinned: false } as const;
  const stand = (version: string | null) => (version === null ? undefined : { version, pinned: false });
  return publicEntry(leaf, `${name}@${LATEST}`, { ...act, data: toMove(stand(move.from), stand(move.to)) });
}

/** The row of `latest` after a move; undefined when there is nothing left to point at, and then the row is removed. */
export async function toLatestRow(
  tx: Db,
  name: string,
  { move, act }: { move: LatestMove; act: Act },
): Promise<Omit<ChannelRow, 'log_index'> | undefined> {
  if (move.to !== null) return { name, channel: LATEST, version: move.to, pinned: false, actor: act.actor, at: act.at };
  await deleteChannel(tx, { name, channel: LATEST });
  return undefined;
}

/** The names of channels that were set by hand, in order: all but a `latest` that follows by itself. */
export function namesByHand(channels: readonly Pick<ChannelRow, 'channel' | 'pinned'>[]): string[] {
  const byHand = channels.filter(({ channel, pinned }) => channel !== LATEST || pinned);
  return [...new Set(byHand.map(({ channel }) => channel))].sort();
}

/** What search needs of the release that it shows. */
export type SearchFacts = {
  version: string;
  hash: string;
  kind: string;
  /** The parsed document; only what search shows of it is read. */
  document: { title?: unknown; description?: unknown; metadata?: unknown };
  deprecated: boolean;
  kids: string[];
  published_by: string;
};

/** An action as it will be: `latest` is where the channel of that name will stand, `channels` those set by hand. */
export type ActionAfter = {
  name: string;
  standing: ActionStanding;
  latest: string | null;
  channels: string[];
  at: string;
};

/** Writes an action's search row; the highest release stands in for `latest` when none is offered. */
export async function refreshSearch(tx: Db, after: ActionAfter, changed: Partial<SearchFacts>): Promise<void> {
  const shown = after.latest ?? after.standing.highest;
  const facts = isWhole(changed) && changed.version === shown ? changed : await findFacts(tx, after.name, shown);
  if (facts === undefined) return;
  const latest = changed.version === shown ? { ...facts, ...changed } : facts;
  await upsertSearch(tx, toSearchInput(after, latest));
}

/** What search notes of a release that is not the one it shows. */
export function notedVersions({ standing: { versions, offered }, channels, at }: ActionAfter) {
  return { versions, channels, yanked: offered === null, updated_at: at };
}

function isWhole(facts: Partial<SearchFacts>): facts is SearchFacts {
  return facts.document !== undefined;
}

async function findFacts(tx: Db, name: string, version: string | null): Promise<SearchFacts | undefined> {
  const row = version === null ? undefined : await findVersion(tx, name, version);
  return (
    row && {
      version: row.version,
      hash: row.hash,
      kind: row.kind,
      document: toObject(row.canonical),
      deprecated: row.deprecation_reason !== null,
      kids: toKids(row.signatures),
      published_by: row.published_by,
    }
  );
}

/** The kids of signatures, each once and in order. */
export function toKids(signatures: readonly { kid: string }[]): string[] {
  return [...new Set(signatures.map(({ kid }) => kid))].sort();
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

/** The search row of an action that shows a release of these facts. */
export function toSearchInput(
  { name, standing, channels, at }: ActionAfter,
  { version, hash, document, ...facts }: SearchFacts,
): SearchInput {
  const metadata = isJsonObject(document.metadata) ? document.metadata : {};
  return {
    ...facts,
    name,
    channels,
    namespace: namespaceOf(name),
    title: typeof document.title === 'string' ? document.title : null,
    description: typeof document.description === 'string' ? document.description : null,
    tags: Array.isArray(metadata.tags) ? metadata.tags.map(String) : [],
    latest_version: version,
    latest_hash: hash,
    versions: standing.versions,
    yanked: standing.offered === null,
    updated_at: at,
  };
}
