// Where a release is to go, or is to be changed: what a publish finds before it begins, and the locks with which every
// change of an action's releases begins, each in one round trip.
import { type SQL, sql } from 'drizzle-orm';
import { type Db, selectRows } from '../database.js';
import type { LogSource } from '../log-source.js';
import type { ChannelRow } from './channels.js';
import type { FirstStep } from './log.js';

/**
 * What there is where a release is to go: its digest if it exists, the namespace's owner, the action it would collide with;
 * and what `lockPlace` would answer, with the stamp by which `enterPlace` knows it again.
 */
export type PublishPlace = {
  hash: string | null;
  owner: number | null;
  existing: string | null;
  place: LockedPlace;
  stamp: string;
};

/** Where a release is to go; `kids` are the keys that signed it. */
export type PlaceToPublish = {
  name: string;
  version: string;
  namespace: string;
  collision_key: string;
  workspace_id: number;
  kids: readonly string[];
};

/** The place of a release that is to be published, as its workspace sees it; nothing is locked. Not for a transaction's use. */
export async function getPublishPlace(
  db: Db,
  { name, version, namespace, collision_key, workspace_id, kids }: PlaceToPublish,
): Promise<PublishPlace> {
  const [row] = await selectRows<Omit<PublishPlace, 'place'> & { place: LockedPlace | string }>(
    db,
    sql`with peeked as materialized (select peek_place(${workspace_id}, ${name}, ${version}, ${sql.param(kids)}::text[]) as place)
      select (select hash from action_versions where name = ${name} and version = ${version}) as hash,
        (select workspace_id from namespaces where name = ${namespace}) as owner,
        (select name from actions where collision_key = ${collision_key}) as existing,
        place, stamp_place(place) as stamp from peeked`,
  );
  if (row === undefined) throw new Error('peek_place answered nothing');
  return { ...row, owner: row.owner === null ? null : Number(row.owner), place: toPlace(row.place) };
}

/** A place to enter, as it was read: see `getPublishPlace`. */
type PlaceToEnter = Pick<PlaceToPublish, 'name' | 'version' | 'workspace_id' | 'kids'> & {
  stamp: string;
  source: LogSource | undefined;
};

/**
 * The first step of a statement that is a transaction of its own: enters the workspace and locks as `lockPlace` does. Where
 * the place is no longer as it was read the statement fails (`isPlaceChanged`), and nothing is written.
 */
export function enterPlace({ workspace_id, name, version, kids, stamp, source }: PlaceToEnter): FirstStep {
  const named = source === undefined ? '' : JSON.stringify(source);
  const query = sql`select enter_place(${workspace_id}, ${name}, ${version}, ${sql.param(kids)}::text[], ${stamp}, ${named}) as name`;
  return { name: 'placed', query };
}

/** The name of the action that `enterPlace` has locked: what is written under it is written after. */
export const enteredName: SQL<string> = sql`(select name from placed)`;

/** How many releases an action has, and the highest ones: stable and offered, offered (not yanked), and of all. */
export type ActionStanding = {
  versions: number;
  stable: string | null;
  offered: string | null;
  highest: string | null;
};

/** A key as publishing asks for it. */
type LockedKey = { kid: string; status: string; workspace_id: number | null };

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
  return toPlace(row.place);
}

/** The two drivers differ in who parses JSON. */
function toPlace(json: LockedPlace | string): LockedPlace {
  const place = typeof json === 'string' ? (JSON.parse(json) as LockedPlace) : json;
  return {
    ...place,
    channels: place.channels.map((channel) => ({ ...channel, at: new Date(channel.at).toISOString() })),
  };
}
