// Channels: where they stand, moving them, and what the log remembers of their moves.
import { namespaceOf } from '@action-registry/core';
import {
  appendLog,
  type ChannelRow,
  type Db,
  deleteChannel,
  findVersion,
  listChannels,
  listEventsBySubject,
  listVersionKeys,
  lockAction,
  lockChannel,
  refreshSearchChannels,
  upsertChannel,
} from '@action-registry/db';
import {
  type Channel,
  type ChannelMovePage,
  type MoveChannel,
  type MovedChannel,
  RegistryError,
} from '@action-registry/schema';
import { z } from 'zod';
import type { CallerContext, Context } from '../context.js';
import { toForbidden } from './check-name.js';
import { parseCursor, toCursor } from './cursor.js';
import { getAction } from './find-action.js';
import { findLatestMove, refreshSearch } from './latest.js';
import { publicEntry } from './log-entry.js';
import { toVersionNotFound } from './moderate-release.js';
import { transact } from './transact.js';

/** The channels of an action, by name of channel. */
export async function listActionChannels(ctx: Context, { name }: { name: string }): Promise<{ items: Channel[] }> {
  await getAction(ctx.database.db, name);
  return { items: (await listChannels(ctx.database.db, [name])).map(toChannel) };
}

function toChannel({ name, channel, version, pinned, actor, at, log_index }: ChannelRow): Channel {
  return { name, channel, version, pinned, moved_by: actor, moved_at: at, log_index };
}

/** Moves, makes or removes a channel; `latest` is pinned by a move and follows again after its removal. */
export async function moveChannel(ctx: CallerContext, input: MoveChannel): Promise<MovedChannel> {
  const { principal } = ctx;
  await getAction(ctx.database.db, input.name);
  return transact(ctx.database, principal.workspaceId, async (tx) => {
    if ((await lockAction(tx, input.name)) === undefined) throw toForbidden(namespaceOf(input.name), 'owned');
    const standing = await lockChannel(tx, input);
    assertUnmoved(input, standing);
    return applyMove(tx, {
      input,
      standing,
      actor: principal.actor,
      workspaceId: principal.workspaceId,
      at: ctx.now().toISOString(),
    });
  });
}

function assertUnmoved({ name, channel, from }: MoveChannel, standing: ChannelRow | undefined): void {
  if (from === undefined || from === (standing?.version ?? null)) return;
  throw new RegistryError(
    'REVISION_CONFLICT',
    `The channel '${channel}' of '${name}' stands at ${standing?.version ?? 'nothing'}, not at ${from ?? 'nothing'}.`,
    {
      details: { expected: from, actual: standing?.version ?? null, ...(standing && { changed_by: standing.actor }) },
    },
  );
}

type Move = { input: MoveChannel; standing: ChannelRow | undefined; actor: string; workspaceId: number; at: string };

async function applyMove(tx: Db, { input, standing, ...act }: Move): Promise<MovedChannel> {
  const { name, channel } = input;
  const rows = await listVersionKeys(tx, { names: [name] });
  const isUnpin = channel === 'latest' && input.version === null;
  const from = standing?.version ?? null;
  const to = isUnpin
    ? (findLatestMove(rows, standing && { ...standing, version: '', pinned: false })?.to ?? null)
    : input.version;
  if (to !== null && (await findVersion(tx, name, to)) === undefined)
    throw await toVersionNotFound(tx, { name, version: to });
  const pinned = channel === 'latest' && !isUnpin;
  if (standing !== undefined && to === from && standing.pinned === pinned)
    return { channel: toChannel(standing), from, to, log_index: standing.log_index };
  if (standing === undefined && to === null) throw toNoChannel(name, channel);
  const data = input.reason === undefined ? {} : { data: { reason: input.reason } };
  const log_index = await appendLog(tx, [
    publicEntry({ type: 'channel.move', v: 1, name, channel, from, to, pinned }, `${name}@${channel}`, {
      ...act,
      ...data,
    }),
  ]);
  if (to === null) await deleteChannel(tx, { name, channel });
  const row = to === null ? undefined : { name, channel, version: to, pinned, actor: act.actor, at: act.at, log_index };
  if (row !== undefined) await upsertChannel(tx, row);
  if (channel === 'latest') await refreshSearch(tx, name, { rows, latest: to ?? undefined, at: act.at });
  else await refreshSearchChannels(tx, name);
  return { ...(row !== undefined && { channel: toChannel(row) }), from, to, log_index };
}

function toNoChannel(name: string, channel: string): RegistryError<'VERSION_NOT_FOUND'> {
  return new RegistryError('VERSION_NOT_FOUND', `'${name}' has no channel '${channel}'.`, {
    details: { name, version: channel },
  });
}

/** The moves of a channel, newest first; a removed channel keeps its history. */
export async function listChannelMoves(
  ctx: Context,
  { name, channel, limit, cursor }: { name: string; channel: string; limit: number; cursor?: string | undefined },
): Promise<ChannelMovePage> {
  const db = ctx.database.db;
  await getAction(db, name);
  const before = parseCursor('channel-moves', cursor, z.int());
  const events = await listEventsBySubject(db, {
    subject: `${name}@${channel}`,
    type: 'channel.move',
    limit: limit + 1,
    ...(before !== undefined && { before }),
  });
  const items = events.slice(0, limit).map((event) => {
    const { from, to, pinned } = JSON.parse(event.leaf) as { from: string | null; to: string | null; pinned: boolean };
    const reason = event.data?.reason;
    return {
      from,
      to,
      pinned,
      moved_by: event.actor,
      moved_at: event.at,
      ...(typeof reason === 'string' && { reason }),
      log_index: event.index,
    };
  });
  const last = items.at(-1);
  return { items, ...(events.length > limit && last && { next_cursor: toCursor('channel-moves', last.log_index) }) };
}
