// What a publish will write, from what stands where it goes: its channels, its entries in the log and the rows that carry
// their indexes, and what search will say. Nothing is asked or written here.
import { isPrerelease, type ParsedDocument, versionSortKey } from '@action-registry/core';
import {
  type ChannelRow,
  type Db,
  enteredName,
  type FullVersionRow,
  insertVersion,
  type LockedPlace,
  type LogEntryInput,
  type LogSource,
  type LogWrites,
  updateSearch,
  upsertChannel,
  upsertSearch,
} from '@action-registry/db';
import type { PublishRelease, Warning } from '@action-registry/schema';
import type { Principal } from '../context.js';
import { assertRoomForChannel } from './channel-limit.js';
import { type GateAnswer, toLoggedGate, toRecordedGate } from './check-contract.js';
import {
  findLatestMove,
  latestMoveEntry,
  namesByHand,
  notedVersions,
  toKids,
  toMove,
  toSearchInput,
  withPublished,
} from './latest.js';
import { type Act, publicEntry } from './log-entry.js';

/** A checked publish, ready to be stored; `warnings` go into the log beside the entry. */
export type Publication = {
  parsed: ParsedDocument;
  input: PublishRelease;
  principal: Principal;
  /** From where it was asked for. */
  source: LogSource | undefined;
  at: string;
  warnings: readonly Warning[];
  /** What the gate said of it. */
  gate: GateAnswer;
};

type ChannelMove = Omit<ChannelRow, 'log_index'>;

/** What a publish writes into a place: entries in the order of their indexes, the release's first, then those of `moves`. */
export type ReleasePlan = {
  publication: Publication;
  place: LockedPlace;
  entries: LogEntryInput[];
  moves: ChannelMove[];
};

/** Who publishes, for the log. */
export function actOf({ principal, at }: Publication): Act {
  return { actor: principal.actor, workspaceId: principal.workspaceId, at };
}

/** Plans a publish into a place that has room for it. */
export function planRelease(publication: Publication, place: LockedPlace): ReleasePlan {
  const act = actOf(publication);
  const { entries, moves } = planMoves(publication, { act, place });
  return { publication, place, entries: [publishEntry(publication, act), ...entries], moves };
}

/** The rows of a plan that carry an index, for `appendLog`; `before` entries of others come before the plan's. */
export function writesOf(
  tx: Db,
  { publication, moves }: ReleasePlan,
  { actionId, before = 0 }: { actionId: number; before?: number },
): LogWrites {
  return (indexOf) => [
    insertVersion(tx, { ...toStored(publication), action_id: actionId, log_index: indexOf(before) }),
    ...moves.map((row, at) => upsertChannel(tx, { ...row, log_index: indexOf(before + 1 + at) })),
  ];
}

/** The release as it is read once the plan was carried out. */
export function toStoredRow({ publication }: ReleasePlan, log_index: number): FullVersionRow {
  const state = { deprecation_reason: null, severity: null, replaced_by: null, yank_reason: null };
  return { ...toStored(publication), log_index, ...state, later_signatures: [] };
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
    const data = toMove(find(channel), { version, pinned });
    entries.push(publicEntry(leaf, `${name}@${channel}`, { ...act, data }));
    moves.push({ name, channel, version, pinned, actor: act.actor, at: act.at });
  }
  return { entries, moves };
}

/** What search will say of the action, to be awaited; with `entered`, for the statement that has entered the place. */
export function fillSearch(tx: Db, { publication, moves, place }: ReleasePlan, { entered = false } = {}) {
  const { parsed, input, principal, at } = publication;
  const { name, version, kind } = parsed.document;
  const all = [...place.channels.filter(({ channel }) => moves.every((move) => move.channel !== channel)), ...moves];
  const latest = all.find(({ channel }) => channel === 'latest')?.version ?? null;
  const after = { name, standing: withPublished(place, version), latest, channels: namesByHand(all), at };
  if (latest !== version) return updateSearch(tx, entered ? enteredName : name, notedVersions(after));
  const { hash, document } = parsed;
  const kids = toKids(input.signatures);
  const facts = { version, hash, kind, document, kids, published_by: principal.name, deprecated: false };
  return upsertSearch(tx, toSearchInput(after, facts), { nameOf: entered ? enteredName : undefined });
}

function publishEntry({ parsed, input, principal, at, warnings, gate }: Publication, act: Act): LogEntryInput {
  const { name, version } = parsed.document;
  const signatures = input.signatures.map(({ kid, sig }) => ({ kid, sig }));
  const data = {
    before: null,
    after: { digest: parsed.hash, signed_by: toKids(input.signatures) },
    published_by: principal.name,
    at,
    ...(input.note && { note: input.note }),
    ...(input.on_behalf_of && { on_behalf_of: input.on_behalf_of }),
    ...(gate !== undefined && toLoggedGate(gate)),
    ...(warnings.length > 0 && { warnings: warnings.map((warning) => ({ ...warning })) }),
  };
  return publicEntry(
    { type: 'release.publish', v: 1, name, version, digest: parsed.hash, signatures },
    `${name}@${version}`,
    { ...act, data },
  );
}

function toStored({ parsed, input, principal, at, gate }: Publication) {
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
    gate: toRecordedGate(gate),
  };
}
