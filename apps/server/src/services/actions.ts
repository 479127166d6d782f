// Finding actions and reading one with its versions and channels.
import { namespaceOf, toModelName } from '@action-registry/core';
import {
  type ActionCursor,
  type ActionFilter,
  type ActionSearchRow,
  countActions,
  type Db,
  listChannels,
  listVersions,
  listActions as queryActions,
  searchActions as querySearch,
  suggestNames,
  type VersionRow,
} from '@action-registry/db';
import type {
  Action,
  ActionFacets,
  ActionItem,
  ActionPage,
  ListActions,
  SearchActions,
  VersionState,
} from '@action-registry/schema';
import { z } from 'zod';
import type { Context } from '../context.js';
import { type ServedRelease, toGate, toReleaseState } from '../release-store.js';
import { CursorTime, parseCursor, toCursor } from './cursor.js';
import { getAction } from './find-action.js';

/** Verdicts in a list cost a text and a signature each, so longer documents are left to whoever opens the action. */
const LIST_VERDICT_BYTES_MAX = 16 * 1024;
const SUGGESTIONS_MAX = 3;

const Position = {
  name: z.object({ name: z.string() }),
  updated_at: z.object({ name: z.string(), value: CursorTime }),
};
const RankedPosition = z.object({ rank: z.number(), name: z.string() });

/** Actions in one order, by name unless another is asked for. */
export function listActions(ctx: Context, input: ListActions): Promise<ActionPage> {
  return listInOrder(ctx, input, []);
}

/** Actions that have every word, best first or in the order asked for; without a word, all of them. */
export function searchActions(ctx: Context, { q, ...input }: SearchActions): Promise<ActionPage> {
  const words = (q ?? '').split(/\s+/).filter((word) => word !== '');
  return words.length === 0 || input.sort !== undefined
    ? listInOrder(ctx, input, words)
    : searchBestFirst(ctx, input, words);
}

async function listInOrder(ctx: Context, input: ListActions, words: readonly string[]): Promise<ActionPage> {
  const { limit, cursor, sort = 'name', dir = sort === 'name' ? 'asc' : 'desc', facets, ...given } = input;
  const filter = withoutUndefined(given);
  const place = `actions-${sort}-${dir}`;
  const position = parseCursor<ActionCursor>(place, cursor, Position[sort]);
  const order = { sort, dir, limit: limit + 1, ...(position && { cursor: position }) };
  const rows = await queryActions(ctx.database.db, { ...filter, words, ...order });
  const last = rows.at(limit - 1);
  const next = last && { name: last.name, ...(sort === 'updated_at' && { value: last.updated_at }) };
  return {
    items: await toItems(ctx, rows.slice(0, limit)),
    ...(rows.length > limit && next && { next_cursor: toCursor(place, next) }),
    ...(position === undefined && (await toExtras(ctx, { words, filter, facets, isEmpty: rows.length === 0 }))),
  };
}

async function searchBestFirst(ctx: Context, input: ListActions, words: readonly string[]): Promise<ActionPage> {
  const { limit, cursor, sort: _sort, dir: _dir, facets, ...given } = input;
  const filter = withoutUndefined(given);
  const position = parseCursor('search', cursor, RankedPosition);
  const page = { limit: limit + 1, ...(position && { cursor: position }) };
  const rows = await querySearch(ctx.database.db, { words, ...filter, ...page });
  const last = rows.at(limit - 1);
  return {
    items: await toItems(ctx, rows.slice(0, limit)),
    ...(rows.length > limit && last && { next_cursor: toCursor('search', { rank: last.rank, name: last.name }) }),
    ...(position === undefined && (await toExtras(ctx, { words, filter, facets, isEmpty: rows.length === 0 }))),
  };
}

type Extras = { words: readonly string[]; filter: ActionFilter; facets: boolean | undefined; isEmpty: boolean };

/** What only a first page has: facets where they were asked for, and names near words that found nothing. */
async function toExtras(ctx: Context, { words, filter, facets, isEmpty }: Extras) {
  const db = ctx.database.db;
  return {
    ...(facets === true && { facets: toFacets(await countActions(db, { words, ...filter })) }),
    ...(isEmpty && words.length > 0 && { suggestions: await suggest(db, words.join('.')) }),
  };
}

async function suggest(db: Db, text: string): Promise<string[]> {
  return (await suggestNames(db, { texts: [text], limit: SUGGESTIONS_MAX })).map(({ name }) => name);
}

function toFacets(rows: readonly { facet: string; value: string; count: number }[]): ActionFacets {
  const valuesOf = (facet: string) =>
    Object.fromEntries(rows.flatMap((row) => (row.facet === facet ? [[row.value, row.count]] : [])));
  return {
    total: rows.find(({ facet }) => facet === 'total')?.count ?? 0,
    kind: valuesOf('kind'),
    state: valuesOf('state'),
    channel: valuesOf('channel'),
    tag: valuesOf('tag'),
    key: valuesOf('key'),
  };
}

function withoutUndefined(filter: ActionFilter): ActionFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

async function toItems(ctx: Context, rows: readonly ActionSearchRow[]): Promise<ActionItem[]> {
  const ids = rows.map(({ name, latest_version: version }) => ({ name, version }));
  const served = await ctx.releases.findMany(ids, { bytes_max: LIST_VERDICT_BYTES_MAX });
  return rows.map((row) => toItem(row, served.get(`${row.name}@${row.latest_version}`)));
}

function toItem(row: ActionSearchRow, served: ServedRelease | undefined): ActionItem {
  return {
    name: row.name,
    latest_version: row.latest_version,
    hash: row.latest_hash,
    versions: row.versions,
    ...(row.title !== null && { title: row.title }),
    ...(row.description !== null && { description: row.description }),
    kind: toKind(row.kind),
    ...(served !== undefined && { verified: served.release.verified }),
    deprecated: row.deprecated,
    yanked: row.yanked,
    tags: row.tags,
    channels: row.channels,
    kids: row.kids,
    published_by: row.published_by,
    updated_at: row.updated_at,
  };
}

/** Kinds are checked before they are stored; a damaged row reads as the kind with the fewest promises. */
export function toKind(kind: string): ActionItem['kind'] {
  return kind === 'prompt' || kind === 'command' || kind === 'device' ? kind : 'tool';
}

/** One action with a page of its versions, highest first, and its channels. */
export async function getActionPage(
  ctx: Context,
  { name, limit, cursor }: { name: string; limit: number; cursor?: string | undefined },
): Promise<Action> {
  const db = ctx.database.db;
  const row = await getAction(db, name);
  const before = parseCursor('versions', cursor, z.string());
  const rows = await listVersions(db, { name, limit: limit + 1, ...(before !== undefined && { before }) });
  const channels = Object.fromEntries(
    (await listChannels(db, [name])).map(({ channel, version }) => [channel, version]),
  );
  const last = rows.at(limit - 1);
  const served = await ctx.releases.find({ name, version: row.latest_version });
  const { channels: _names, ...item } = toItem(row, served);
  return {
    ...item,
    namespace: namespaceOf(name),
    model_name: toModelName(name),
    version_states: rows.slice(0, limit).map(toVersionState),
    channels,
    ...(rows.length > limit && last && { next_cursor: toCursor('versions', last.version_key) }),
  };
}

function toVersionState(row: VersionRow): VersionState {
  const { version, hash, created_at, published_by, log_index, size, note } = row;
  return {
    version,
    hash,
    created_at,
    published_by,
    ...(note !== null && { note }),
    log_index,
    size,
    ...toReleaseState(row),
    ...toGate(row),
  };
}
