// The transaction of a publish. Locks are taken in one order everywhere: keys, action (a new one after its namespace), search,
// draft, and the log last; one statement appends the entries and writes the rows with their indexes, and then it commits.
import { collisionKey, isPrerelease, namespaceOf, type ParsedDocument, versionSortKey } from '@action-registry/core';
import {
  appendLog,
  type ChannelRow,
  claimNamespace,
  type Db,
  findActionByCollisionKey,
  findNamespace,
  findVersionStates,
  insertAction,
  insertVersion,
  type LockedKey,
  type LockedPlace,
  type LogEntryInput,
  lockPlace,
  moveBaseVersion,
  setNamespaceLogIndex,
  upsertChannel,
} from '@action-registry/db';
import { LIMITS, type PublishRelease, RegistryError, type Warning } from '@action-registry/schema';
import type { Principal } from '../context.js';
import { assertRoomForChannel } from './channel-limit.js';
import { assertNameFree, toForbidden } from './check-name.js';
import {
  findLatestMove,
  latestMoveEntry,
  namesByHand,
  noteVersions,
  refreshSearch,
  toKids,
  withPublished,
} from './latest.js';
import { type Act, publicEntry } from './log-entry.js';
import { VersionTaken } from './version-taken.js';

/** A checked publish, ready to be stored; `warnings` go into the log beside the entry. */
export type Publication = {
  parsed: ParsedDocument;
  input: PublishRelease;
  principal: Principal;
  at: string;
  warnings: readonly Warning[];
};

type ChannelMove = Omit<ChannelRow, 'log_index'>;

/** Stores a release with its log entries; throws VersionTaken when (name, version) was taken meanwhile. */
export async function storeRelease(tx: Db, publication: Publication): Promise<void> {
  const { parsed, principal, at } = publication;
  const { name, version } = parsed.document;
  const act: Act = { actor: principal.actor, workspaceId: principal.workspaceId, at };
  const { action, place } = await takePlace(tx, publication);
  if (place.exists) throw new VersionTaken();
  await assertRoom(tx, publication, place);
  const { entries, moves } = planMoves(publication, { act, place });
  await fillSearch(tx, publication, { moves, place });
  if (place.has_draft) await moveBaseVersion(tx, { name, version });
  const claim = action.claimed ? [claimEntry(publication, act)] : [];
  await appendLog(tx, [...claim, publishEntry(publication, act), ...entries], (indexOf) => [
    ...claim.map(() => setNamespaceLogIndex(tx, { name: namespaceOf(name), log_index: indexOf(0) })),
    insertVersion(tx, { ...toStored(publication), action_id: action.id, log_index: indexOf(claim.length) }),
    ...moves.map((row, at) => upsertChannel(tx, { ...row, log_index: indexOf(claim.length + 1 + at) })),
  ]);
}

type Taken = { action: { id: number; claimed: boolean }; place: LockedPlace };

/** Locks the place of a publish; that of a new action is read again once the action has been made. */
async function takePlace(tx: Db, publication: Publication): Promise<Taken> {
  const { name, version } = publication.parsed.document;
  const kids = [...new Set(publication.input.signatures.map(({ kid }) => kid))];
  const place = await lockPlace(tx, { name, version, kids });
  assertKeysActive(publication, { kids, keys: place.keys });
  if (place.action_id !== null) return { action: { id: place.action_id, claimed: false }, place };
  const claimed = await makeAction(tx, publication);
  const made = await lockPlace(tx, { name, version });
  if (made.action_id === null) throw await toNotMade(tx, name);
  return { action: { id: made.action_id, claimed }, place: made };
}

/** A key that was retired or revoked since it was read, or whose scope is no longer its owner's, lets no release in. */
function assertKeysActive(
  { parsed, principal }: Publication,
  { kids, keys }: { kids: readonly string[]; keys: readonly LockedKey[] },
): void {
  for (const kid of kids) {
    const key = keys.find((row) => row.kid === kid);
    if (key?.status !== 'active') throw toUnusable(kid, key?.status ?? 'unknown', 'was retired or revoked');
    if (key.workspace_id !== null && key.workspace_id !== principal.workspaceId)
      throw toUnusable(kid, 'scope', `may not sign '${parsed.document.name}': it belongs to another workspace`);
  }
}

function toUnusable(kid: string, reason: string, problem: string): RegistryError<'KEY_NOT_AUTHORIZED'> {
  return new RegistryError('KEY_NOT_AUTHORIZED', `The key '${kid}' ${problem}. Sign with another key.`, {
    details: { kid, reason },
  });
}

/** Makes the action, unless another publish just has, and claims its namespace if that is free: true when this one did. */
async function makeAction(tx: Db, { parsed, principal, at }: Publication): Promise<boolean> {
  const { name } = parsed.document;
  const [namespace, workspace_id] = [namespaceOf(name), principal.workspaceId];
  const claimed = await claimNamespace(tx, { name: namespace, workspace_id, claimed_at: at });
  const owner = claimed ? undefined : await findNamespace(tx, namespace);
  if (owner !== undefined && owner.workspace_id !== workspace_id) throw toForbidden(namespace, 'owned');
  await insertAction(tx, { name, collision_key: collisionKey(name), namespace, workspace_id, created_at: at });
  return claimed;
}

/** Why an action could not be made: its name collides, or it has become another workspace's. */
async function toNotMade(tx: Db, name: string): Promise<RegistryError> {
  const other = await findActionByCollisionKey(tx, collisionKey(name));
  assertNameFree(name, other?.name ?? null);
  return toForbidden(namespaceOf(name), 'owned');
}

async function assertRoom(tx: Db, { parsed, input }: Publication, standing: LockedPlace): Promise<void> {
  const { name } = parsed.document;
  const { releasesPerAction: limit } = LIMITS;
  if (standing.versions >= limit) {
    throw new RegistryError('LIMIT_REACHED', `'${name}' has ${limit} releases, the most an action may have.`, {
      details: { what: 'releases of an action', limit },
    });
  }
  const newest = standing.stable ?? standing.highest;
  if (input.base_version === undefined || newest === input.base_version) return;
  const [row] = newest === null ? [] : await findVersionStates(tx, [{ name, version: newest }]);
  throw new RegistryError(
    'REVISION_CONFLICT',
    `'${name}' moved on from ${input.base_version}. Look at what was published since, then publish again.`,
    { details: { expected: input.base_version, actual: newest, ...(row && { changed_by: row.published_by }) } },
  );
}

/** The channels that a publish moves, with their entries in the same order: `latest` if it follows, then the one asked for. */
function planMoves(publication: Publication, { act, place }: { act: Act; place: LockedPlace }) {
  const { parsed, input } = publication;
  const { name, version } = parsed.document;
  const entries: LogEntryInput[] = [];
  const moves: ChannelMove[] = [];
  const find = (channel: string) => place.channels.find((row) => row.channel === channel);
  const move = findLatestMove(withPublished(place, version), find('latest'));
  if (move !== undefined && move.to !== null && input.channel !== 'latest') {
    entries.push(latestMoveEntry(name, move, act));
    moves.push({ name, channel: 'latest', version: move.to, pinned: false, actor: act.actor, at: act.at });
  }
  if (input.channel !== undefined) {
    const { channel } = input;
    const pinned = channel === 'latest';
    assertRoomForChannel(place.channels, { name, channel });
    const leaf = {
      type: 'channel.move',
      v: 1,
      name,
      channel,
      from: find(channel)?.version ?? null,
      to: version,
      pinned,
    } as const;
    entries.push(publicEntry(leaf, `${name}@${channel}`, act));
    moves.push({ name, channel, version, pinned, actor: act.actor, at: act.at });
  }
  return { entries, moves };
}

type Filling = { moves: readonly ChannelMove[]; place: LockedPlace };

async function fillSearch(tx: Db, publication: Publication, { moves, place }: Filling): Promise<void> {
  const { parsed, input, principal, at } = publication;
  const { name, version, kind } = parsed.document;
  const all = [...place.channels.filter(({ channel }) => moves.every((move) => move.channel !== channel)), ...moves];
  const latest = all.find(({ channel }) => channel === 'latest')?.version ?? null;
  const after = { name, standing: withPublished(place, version), latest, channels: namesByHand(all), at };
  if (latest !== version) return noteVersions(tx, after);
  const { hash, document } = parsed;
  const kids = toKids(input.signatures);
  const published_by = principal.name;
  await refreshSearch(tx, after, { version, hash, kind, document, kids, published_by, deprecated: false });
}

function claimEntry({ parsed, principal }: Publication, act: Act): LogEntryInput {
  const namespace = namespaceOf(parsed.document.name);
  return publicEntry({ type: 'namespace.claim', v: 1, namespace, workspace: principal.workspace }, namespace, act);
}

function publishEntry({ parsed, input, principal, at, warnings }: Publication, act: Act): LogEntryInput {
  const { name, version } = parsed.document;
  const signatures = input.signatures.map(({ kid, sig }) => ({ kid, sig }));
  const data = {
    published_by: principal.name,
    at,
    ...(input.note && { note: input.note }),
    ...(input.on_behalf_of && { on_behalf_of: input.on_behalf_of }),
    ...(warnings.length > 0 && { warnings: warnings.map((warning) => ({ ...warning })) }),
  };
  return publicEntry(
    { type: 'release.publish', v: 1, name, version, digest: parsed.hash, signatures },
    `${name}@${version}`,
    { ...act, data },
  );
}

function toStored({ parsed, input, principal, at }: Publication) {
  const { name, version, kind } = parsed.document;
  return {
    name,
    version,
    version_key: versionSortKey(version),
    prerelease: isPrerelease(version),
    kind,
    canonical: parsed.canonical,
    hash: parsed.hash,
    size: parsed.size,
    signatures: input.signatures.map(({ kid, sig }) => ({ alg: 'ed25519', kid, sig })),
    note: input.note ?? null,
    published_by: principal.name,
    on_behalf_of: input.on_behalf_of ?? null,
    created_at: at,
  };
}
