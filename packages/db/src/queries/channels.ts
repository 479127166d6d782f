// Channels as they stand; their history is the log's. Lock the action before changing one.
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Db } from '../database.js';
import { channels } from '../tables.js';

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

/** One channel. */
export async function findChannel(db: Db, id: ChannelId): Promise<ChannelRow | undefined> {
  const [row] = await db.select().from(channels).where(isChannel(id));
  return row;
}

/** One channel, locked until the transaction ends. One that does not exist cannot be locked: `lockAction` covers it. */
export async function lockChannel(tx: Db, id: ChannelId): Promise<ChannelRow | undefined> {
  const [row] = await tx.select().from(channels).where(isChannel(id)).for('update');
  return row;
}

/** Makes or moves a channel. */
export async function upsertChannel(tx: Db, row: ChannelRow): Promise<void> {
  const { name: _name, channel: _channel, ...place } = row;
  await tx
    .insert(channels)
    .values(row)
    .onConflictDoUpdate({ target: [channels.name, channels.channel], set: place });
}

/** Removes a channel; answers the row that stood, undefined when there was none. */
export async function deleteChannel(tx: Db, id: ChannelId): Promise<ChannelRow | undefined> {
  const [row] = await tx.delete(channels).where(isChannel(id)).returning();
  return row;
}
