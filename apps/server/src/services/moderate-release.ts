// Deprecate, yank and their undoing: facts about a release that stand in rows of their own, each written with its log
// entry. Saying again what stands already changes nothing and logs nothing.
import { namespaceOf, type PublicLeaf, parseReference, versionSortKey } from '@action-registry/core';
import {
  appendLog,
  type Db,
  deleteDeprecation,
  deleteYank,
  type FullVersionRow,
  nearestVersions as findNear,
  findVersion,
  insertYank,
  type LockedPlace,
  lockPlace,
  upsertChannel,
  upsertDeprecation,
} from '@action-registry/db';
import {
  type DeprecateRelease,
  type JsonObject,
  type ModeratedRelease,
  RegistryError,
  type YankRelease,
} from '@action-registry/schema';
import type { CallerContext } from '../context.js';
import { toActionNotFound } from './action-not-found.js';
import { assertNames } from './assert-names.js';
import { toForbidden } from './check-name.js';
import { findLatestMove, latestMoveEntry, namesByHand, refreshSearch, toLatestRow } from './latest.js';
import { type Act, publicEntry } from './log-entry.js';
import { transact } from './transact.js';

type Id = { name: string; version: string };
type Writes = NonNullable<Parameters<typeof appendLog>[2]>;
type LogIndex = ReturnType<Parameters<Writes>[0]>;

/** What a moderation changes: its leaf, how the release will stand, and its row, which is removed before or written after. */
type Change = {
  leaf: PublicLeaf;
  data: { before: JsonObject | null; after: JsonObject | null };
  deprecated?: boolean;
  remove?: (tx: Db) => Promise<unknown>;
  write?: (tx: Db, act: Pick<Act, 'actor' | 'at'>, log_index: LogIndex) => ReturnType<Writes>[number];
};

/** Warns about a release; replaces what an earlier deprecation said. */
export function deprecateRelease(ctx: CallerContext, input: DeprecateRelease): Promise<ModeratedRelease> {
  const { name, version, reason, severity, replaced_by } = input;
  // What people are sent to must at least be a reference.
  if (replaced_by !== undefined) parseReference(replaced_by);
  const said = { name, version, reason, severity };
  const plan = (row: FullVersionRow): Change | undefined => {
    if (row.deprecation_reason === reason && row.severity === severity && row.replaced_by === (replaced_by ?? null))
      return undefined;
    const after = { reason, severity, replaced_by: replaced_by ?? null };
    return {
      data: { before: toDeprecation(row), after },
      leaf: { type: 'release.deprecate', v: 1, ...said, ...(replaced_by && { replaced_by }) },
      deprecated: true,
      write: (tx, act, log_index) =>
        upsertDeprecation(tx, { ...said, ...act, replaced_by: replaced_by ?? null, log_index }),
    };
  };
  return moderate(ctx, { name, version }, { plan });
}

/** Takes a deprecation back. */
export function undeprecateRelease(ctx: CallerContext, id: Id): Promise<ModeratedRelease> {
  const leaf = { type: 'release.undeprecate', v: 1, name: id.name, version: id.version } as const;
  const remove = (tx: Db) => deleteDeprecation(tx, id);
  return moderate(ctx, id, {
    plan: (row) => {
      const before = toDeprecation(row);
      return before === null ? undefined : { leaf, data: { before, after: null }, deprecated: false, remove };
    },
  });
}

/** Takes a release out of ranges and channels, never out of exact fetch. */
export function yankRelease(ctx: CallerContext, { name, version, reason }: YankRelease): Promise<ModeratedRelease> {
  const leaf = { type: 'release.yank', v: 1, name, version, reason } as const;
  const write: Change['write'] = (tx, act, log_index) => insertYank(tx, { name, version, reason, ...act, log_index });
  return moderate(
    ctx,
    { name, version },
    {
      yank: 'yank',
      plan: (row) =>
        row.yank_reason === null ? { leaf, data: { before: null, after: { reason } }, write } : undefined,
    },
  );
}

/** Takes a yank back. */
export function unyankRelease(ctx: CallerContext, id: Id): Promise<ModeratedRelease> {
  const leaf = { type: 'release.unyank', v: 1, name: id.name, version: id.version } as const;
  const remove = (tx: Db) => deleteYank(tx, id);
  return moderate(ctx, id, {
    yank: 'unyank',
    plan: ({ yank_reason: reason }) =>
      reason === null ? undefined : { leaf, data: { before: { reason }, after: null }, remove },
  });
}

function toDeprecation({ deprecation_reason: reason, severity, replaced_by }: FullVersionRow): JsonObject | null {
  return reason === null ? null : { reason, severity, replaced_by };
}

type Moderation = { yank?: 'yank' | 'unyank'; plan: (row: FullVersionRow) => Change | undefined };

/** Makes a change under the action's lock, moves `latest` after it, and answers the release as it then stands. */
async function moderate(ctx: CallerContext, id: Id, { yank, plan }: Moderation): Promise<ModeratedRelease> {
  assertNames(ctx, 'releases:moderate', [id.name]);
  const { actor, workspaceId } = ctx.principal;
  await transact(ctx, workspaceId, async (tx) => {
    const place = await lockPlace(tx, { ...id, change: yank });
    const row = await findVersion(tx, id.name, id.version);
    if (row === undefined) throw await toVersionNotFound(tx, id);
    if (place.action_id === null) throw toForbidden(namespaceOf(id.name), 'owned');
    const change = plan(row);
    const act = { actor, workspaceId, at: ctx.now().toISOString() };
    if (change !== undefined) await applyChange(tx, id, { change, place, act });
  });
  ctx.releases.forget(id.name, id.version);
  const served = await ctx.releases.find({ ...id, fresh: true });
  if (served === undefined) throw new Error('a moderated release was not found');
  // Executions are counted once they are recorded here.
  return { ...served.release, executions_30d: 0 };
}

type Applied = { change: Change; place: LockedPlace; act: Act };

async function applyChange(tx: Db, { name, version }: Id, { change, place, act }: Applied): Promise<void> {
  const { channels } = place;
  const latest = channels.find(({ channel }) => channel === 'latest');
  const move = findLatestMove(place, latest);
  const moved = move === undefined ? undefined : await toLatestRow(tx, name, { move, act });
  await change.remove?.(tx);
  const shown = move === undefined ? (latest?.version ?? null) : move.to;
  const after = { name, standing: place, latest: shown, channels: namesByHand(channels), at: act.at };
  await refreshSearch(tx, after, {
    version,
    ...(change.deprecated !== undefined && { deprecated: change.deprecated }),
  });
  const entries = [
    publicEntry(change.leaf, `${name}@${version}`, { ...act, data: change.data }),
    ...(move === undefined ? [] : [latestMoveEntry(name, move, act)]),
  ];
  const { actor, at } = act;
  await appendLog(tx, entries, (indexOf) => [
    ...(change.write === undefined ? [] : [change.write(tx, { actor, at }, indexOf(0))]),
    ...(moved === undefined ? [] : [upsertChannel(tx, { ...moved, log_index: indexOf(1) })]),
  ]);
}

/** ACTION_NOT_FOUND, or VERSION_NOT_FOUND with the versions next to it. */
export async function toVersionNotFound(db: Db, { name, version }: Id): Promise<RegistryError> {
  const near = await findNear(db, { name, version_key: versionSortKey(version), limit: 2 });
  if (near.length === 0) return toActionNotFound(db, name);
  return new RegistryError('VERSION_NOT_FOUND', `There is no '${name}@${version}'. Nearest: ${near.join(', ')}.`, {
    details: {
      name,
      version,
      suggestions: near.map((value) => ({ value, distance: countDifferences(value, version) })),
    },
  });
}

/** How many of major, minor, patch and pre-release differ. */
function countDifferences(left: string, right: string): number {
  const [a, b] = [left.split(/[.-]/), right.split(/[.-]/)];
  return Array.from({ length: Math.max(a.length, b.length) }, (_, index) => a[index] !== b[index]).filter(Boolean)
    .length;
}
