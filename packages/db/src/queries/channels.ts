// Channels as they stand, and where they stood at an index of the log. Lock the action before changing one.
import { and, asc, eq, sql } from 'drizzle-orm';
import { type Db, selectRows } from '../database.js';
import { channels } from '../tables.js';
import type { Logged } from './log.js';

/** A channel's row. */
export type ChannelRow = typeof channels.$inferSelect;

type ChannelId = { name: string; channel: string };

const isChannel = ({ name, channel }: ChannelId) => and(eq(channels.name, name), eq(channels.channel, channel));

/** The channels of one action or of many, in order of action and channel. */
export function listChannels(db: Db, names: readonly string[]): Promise<ChannelRow[]> {
  return db
    .select()
    .from(channels)
    .where(sql`${channels.name} = any(${sql.param(names)}::text[])`)
    .orderBy(asc(channels.name), asc(channels.channel));
}

/** Where a channel points. */
export type ChannelPlace = ChannelId & { version: string };

/** Where channels point, or pointed after the log's entry `at_most`; those that do or did not exist are left out. */
export function findChannelPlaces(
  db: Db,
  ids: readonly ChannelId[],
  { at_most }: { at_most?: number | undefined } = {},
): Promise<ChannelPlace[]> {
  const names = ids.map(({ name }) => name);
  const wanted = ids.map(({ channel }) => channel);
  const asked = sql`unnest(${sql.param(names)}::text[], ${sql.param(wanted)}::text[]) as asked (name, channel)`;
  if (at_most === undefined)
    return selectRows(db, sql`select name, channel, version from ${asked} join channels using (name, channel)`);
  return selectRows(
    db,
    sql`select asked.name, asked.channel, moved.version from ${asked} cross join lateral (
        select l.leaf::jsonb ->> 'to' as version from log_events e join log_leaves l using (idx)
        where e.subject = asked.name || '@' || asked.channel and e.type = 'channel.move' and e.idx <= ${at_most}
        order by e.idx desc limit 1
      ) as moved where moved.version is not null`,
  );
}

/** Makes or moves a channel; for `appendLog`, which knows its index, or to be awaited. */
export function upsertChannel(tx: Db, row: Logged<ChannelRow>) {
  const { name: _name, channel: _channel, ...place } = row;
  return tx
    .insert(channels)
    .values(row)
    .onConflictDoUpdate({ target: [channels.name, channels.channel], set: place });
}

/** Removes a channel; answers the row that stood, undefined when there was none. */
export async function deleteChannel(tx: Db, id: ChannelId): Promise<ChannelRow | undefined> {
  const [row] = await tx.delete(channels).where(isChannel(id)).returning();
  return row;
}
