// Where a release is to go, or is to be changed: what a publish finds before it begins, and the locks with which every
// change of an action's releases begins, each in one round trip.
import { sql } from 'drizzle-orm';
import { type Db, selectRows } from '../database.js';
import type { ChannelRow } from './channels.js';

/** What there is where a release is to go: its digest if it exists, the namespace's owner, the action it would collide with. */
export type PublishPlace = { hash: string | null; owner: number | null; existing: string | null };

/** The place of a release that is to be published; nothing is locked. */
export async function getPublishPlace(
  db: Db,
  { name, version, namespace, collision_key }: Record<'name' | 'version' | 'namespace' | 'collision_key', string>,
): Promise<PublishPlace> {
  const [row] = await selectRows<PublishPlace>(
    db,
    sql`select (select hash from action_versions where name = ${name} and version = ${version}) as hash,
      (select workspace_id from namespaces where name = ${namespace}) as owner,
      (select name from actions where collision_key = ${collision_key}) as existing`,
  );
  if (row === undefined) throw new Error('a select without a table answered no row');
  return row;
}

/** How many releases an action has, and the highest ones: stable and offered, offered (not yanked), and of all. */
export type ActionStanding = {
  versions: number;
  stable: string | null;
  offered: string | null;
  highest: string | null;
};

/** A key as publishing asks for it. */
export type LockedKey = { kid: string; status: string; workspace_id: number | null };

/** What stands once the locks are held; `action_id` is null where the caller's workspace has no such action. */
export type LockedPlace = ActionStanding & {
  action_id: number | null;
  keys: LockedKey[];
  channels: ChannelRow[];
  /** Whether the version asked about exists. */
  exists: boolean;
  /** Whether the caller's workspace has a draft of that name. */
  has_draft: boolean;
};

/** What to lock; `change` reads the highest releases as they will be after `version` is yanked or its yank undone. */
export type PlaceToLock = {
  name: string;
  version?: string;
  kids?: readonly string[];
  change?: 'yank' | 'unyank' | undefined;
};

/**
 * Locks keys against being retired (FOR SHARE) and the action of the caller's workspace against other changes of its
 * releases and channels, until the transaction ends; then reads what stands. Comes before every other lock.
 */
export async function lockPlace(tx: Db, { name, version, kids = [], change }: PlaceToLock): Promise<LockedPlace> {
  const [row] = await selectRows<{ place: LockedPlace | string }>(
    tx,
    sql`select lock_place(${name}, ${version ?? null}, ${sql.param(kids)}::text[], ${change ?? null}) as place`,
  );
  if (row === undefined) throw new Error('lock_place answered nothing');
  // The two drivers differ in who parses JSON.
  const place = typeof row.place === 'string' ? (JSON.parse(row.place) as LockedPlace) : row.place;
  return {
    ...place,
    channels: place.channels.map((channel) => ({ ...channel, at: new Date(channel.at).toISOString() })),
  };
}
