// Channels: named pointers of an action to a release. Every move is a log entry, so a channel has a history.
import { z } from 'zod';
import { LIMITS } from './limits.js';
import { ActionName, ChannelName, Timestamp, Version } from './names.js';
import { PageInput, pageOf } from './page.js';

/** A channel as it stands. A pinned `latest` no longer follows the highest stable release by itself. */
export const Channel = z.object({
  name: ActionName,
  channel: ChannelName,
  version: Version,
  pinned: z.boolean(),
  moved_by: z.string(),
  moved_at: Timestamp,
  log_index: z.int().nonnegative(),
});
export type Channel = z.infer<typeof Channel>;

/** Input of `channels.list`. */
export const ListChannels = z.strictObject({ name: ActionName });

/**
 * Input of `channels.move`. `version: null` removes the channel; for `latest` it unpins it. `from` (null: the channel
 * must not exist) refuses the move with REVISION_CONFLICT when the channel stands elsewhere.
 */
export const MoveChannel = z.strictObject({
  name: ActionName,
  channel: ChannelName,
  version: Version.nullable(),
  from: Version.nullish(),
  reason: z.string().max(LIMITS.reasonCharacters).optional(),
});
export type MoveChannel = z.infer<typeof MoveChannel>;

/** The answer to a move: where the channel stands (absent when it was removed) and where it stood. */
export const MovedChannel = z.object({
  channel: Channel.optional(),
  from: Version.nullable(),
  to: Version.nullable(),
  log_index: z.int().nonnegative(),
});
export type MovedChannel = z.infer<typeof MovedChannel>;

/** Input of `channels.history`. */
export const ListChannelMoves = z.strictObject({ ...PageInput, name: ActionName, channel: ChannelName });

/** One move, newest first. */
export const ChannelMove = z.object({
  from: Version.nullable(),
  to: Version.nullable(),
  pinned: z.boolean(),
  moved_by: z.string(),
  moved_at: Timestamp,
  reason: z.string().optional(),
  log_index: z.int().nonnegative(),
});
export const ChannelMovePage = pageOf(ChannelMove);
export type ChannelMovePage = z.infer<typeof ChannelMovePage>;
