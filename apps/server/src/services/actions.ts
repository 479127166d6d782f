// Finding actions and reading one with its versions and channels.
import { namespaceOf, toModelName } from '@action-registry/core';
import {
  type ActionSearchRow,
  listChannels,
  listVersions,
  listActions as queryActions,
  searchActions as querySearch,
  suggestNames,
  type VersionRow,
} from '@action-registry/db';
import type { Action, ActionItem, ActionPage, ListActions, SearchActions, VersionState } from '@action-registry/schema';
import { z } from 'zod';
import type { Context } from '../context.js';
import { toReleaseState } from '../release-store.js';
import { parseCursor, toCursor } from './cursor.js';
import { getAction } from './find-action.js';

/** Verdicts in a list cost a row and a signature each, so larger documents are left to whoever opens the action. */
const LIST_VERDICT_BYTES_MAX = 64 * 1024;
const SUGGESTIONS_MAX = 3;

/** Actions in order of name. */
export async function listActions(ctx: Context, { limit, cursor, ...filter }: ListActions): Promise<ActionPage> {
  const after = parseCursor('actions', cursor, z.string());
  const rows = await queryActions(ctx.database.db, {
    ...defined(filter),
    limit: limit + 1,
    ...(after !== undefined && { after }),
  });
  const last = rows.at(limit - 1);
  return {
    items: await toItems(ctx, rows.slice(0, limit)),
    ...(rows.length > limit && last && { next_cursor: toCursor('actions', last.name) }),
  };
}

/** Actions that have every word, best first; without a word, all of them by name. */
export async function searchActions(ctx: Context, { q, ...rest }: SearchActions): Promise<ActionPage> {
  const words = (q ?? '').split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return listActions(ctx, rest);
  const { limit, cursor, ...filter } = rest;
  const position = parseCursor('search', cursor, z.object({ rank: z.number(), name: z.string() }));
  const rows = await querySearch(ctx.database.db, {
    words,
    ...defined(filter),
    limit: limit + 1,
    ...(position && { cursor: position }),
  });
  const last = rows.at(limit - 1);
  const items = await toItems(ctx, rows.slice(0, limit));
  if (items.length === 0 && position === undefined)
    return { items, suggestions: await suggestNames(ctx.database.db, { q: words.join('.'), limit: SUGGESTIONS_MAX }) };
  return {
    items,
    ...(rows.length > limit && last && { next_cursor: toCursor('search', { rank: last.rank, name: last.name }) }),
  };
}

type Filter = { kind?: string | undefined; namespace?: string | undefined; tag?: string | undefined };

function defined({ kind, namespace, tag }: Filter): { kind?: string; namespace?: string; tag?: string } {
  return {
    ...(kind !== undefined && { kind }),
    ...(namespace !== undefined && { namespace }),
    ...(tag !== undefined && { tag }),
  };
}

function toItems(ctx: Context, rows: readonly ActionSearchRow[]): Promise<ActionItem[]> {
  return Promise.all(rows.map((row) => toItem(ctx, row)));
}

async function toItem(ctx: Context, row: ActionSearchRow): Promise<ActionItem> {
  const served = await ctx.releases.find({ name: row.name, version: row.latest_version });
  const isSmall = served !== undefined && served.body.length <= LIST_VERDICT_BYTES_MAX;
  return {
    name: row.name,
    latest_version: row.latest_version,
    hash: row.latest_hash,
    versions: row.versions,
    ...(row.title !== null && { title: row.title }),
    ...(row.description !== null && { description: row.description }),
    kind: toKind(row.kind),
    ...(isSmall && { verified: served.release.verified }),
    deprecated: row.deprecated,
    tags: row.tags,
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
  return {
    ...(await toItem(ctx, row)),
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
  };
}
