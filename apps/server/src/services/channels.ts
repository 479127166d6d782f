// Channels: where they stand, moving them, and what the log remembers of their moves.
import { namespaceOf } from '@action-registry/core';
import {
  appendLog,
  type ChannelRow,
  type Db,
  deleteChannel,
  findVersionStates,
  type LockedPlace,
  listChannels,
  listEventsBySubject,
  lockPlace,
  type ReleaseId,
  updateSearch,
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
import { assertNames } from './assert-names.js';
import { assertRoomForChannel } from './channel-limit.js';
import { toForbidden } from './check-name.js';
import { parseCursor, toCursor } from './cursor.js';
import { getAction } from './find-action.js';
import { namesByHand, refreshSearch, toMove } from './latest.js';
import { type Act, publicEntry } from './log-entry.js';
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
  assertNames(ctx, 'channels:move', [input.name]);
  const { actor, workspaceId } = ctx.principal;
  await getAction(ctx.database.db, input.name);
  return transact(ctx, workspaceId, async (tx) => {
    const place = await lockPlace(tx, { name: input.name });
    if (place.action_id === null) throw toForbidden(namespaceOf(input.name), 'owned');
    assertUnmoved(
      input,
      place.channels.find(({ channel }) => channel === input.channel),
    );
    if (input.version !== null) assertRoomForChannel(place.channels, input);
    return applyMove(tx, { input, place, act: { actor, workspaceId, at: ctx.now().toISOString() } });
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

type Move = { input: MoveChannel; place: LockedPlace; act: Act };

async function applyMove(tx: Db, { input, place, act }: Move): Promise<MovedChannel> {
  const { name, channel, reason } = input;
  const standing = place.channels.find((row) => row.channel === channel);
  const isUnpin = channel === 'latest' && input.version === null;
  const from = standing?.version ?? null;
  // Unpinned, it stands where it would by itself.
  const to = isUnpin ? (place.stable ?? place.offered) : input.version;
  const pinned = channel === 'latest' && !isUnpin;
  if (standing !== undefined && to === from && standing.pinned === pinned)
    return { channel: toChannel(standing), from, to, log_index: standing.log_index };
  if (standing === undefined && to === null) throw toNoChannel(name, channel);
  if (to !== null) await assertOffered(tx, { name, version: to });
  const row = to === null ? undefined : { name, channel, version: to, pinned, actor: act.actor, at: act.at };
  if (row === undefined) await deleteChannel(tx, { name, channel });
  const others = place.channels.filter((other) => other !== standing);
  await showMove(tx, { place, channel, to, channels: row === undefined ? others : [...others, row], name, at: act.at });
  const leaf = { type: 'channel.move', v: 1, name, channel, from, to, pinned } as const;
  const data = { ...toMove(standing, row), ...(reason !== undefined && { reason }) };
  const entry = publicEntry(leaf, `${name}@${channel}`, { ...act, data });
  const log_index = await appendLog(tx, [entry], (indexOf) =>
    row === undefined ? [] : [upsertChannel(tx, { ...row, log_index: indexOf(0) })],
  );
  return { ...(row !== undefined && { channel: toChannel({ ...row, log_index }) }), from, to, log_index };
}

/** A channel never points at what it could not be resolved to. */
async function assertOffered(tx: Db, { name, version }: ReleaseId): Promise<void> {
  const [row] = await findVersionStates(tx, [{ name, version }]);
  if (row === undefined) throw await toVersionNotFound(tx, { name, version });
  if (row.yank_reason === null) return;
  throw new RegistryError(
    'VERSION_NOT_FOUND',
    `${name}@${version} is yanked, so no channel can point at it. Unyank it first, or choose another version.`,
    { details: { name, version } },
  );
}

type Shown = {
  place: LockedPlace;
  name: string;
  channel: string;
  to: string | null;
  channels: readonly Pick<ChannelRow, 'channel' | 'pinned'>[];
  at: string;
};

async function showMove(tx: Db, { place, name, channel, to, channels, at }: Shown): Promise<void> {
  const names = namesByHand(channels);
  if (channel !== 'latest') await updateSearch(tx, name, { channels: names });
  else await refreshSearch(tx, { name, standing: place, latest: to, channels: names, at }, {});
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
