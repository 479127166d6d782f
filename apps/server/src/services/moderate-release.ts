// Deprecate, yank and their undoing: facts about a release that stand in rows of their own, each written with its log
// entry. Saying again what stands already changes nothing and logs nothing.

import { namespaceOf, type PublicLeaf, parseReference, versionSortKey } from '@action-registry/core';
import {
  appendLog,
  type Db,
  deleteDeprecation,
  deleteYank,
  type FullVersionRow,
  findChannel,
  nearestVersions as findNear,
  findVersion,
  insertYank,
  listVersionKeys,
  lockAction,
  upsertDeprecation,
  type VersionRow,
} from '@action-registry/db';
import { type DeprecateRelease, type ModeratedRelease, RegistryError, type YankRelease } from '@action-registry/schema';
import type { CallerContext } from '../context.js';
import { toForbidden } from './check-name.js';
import { toActionNotFound } from './find-action.js';
import { applyLatestMove, findLatestMove, latestMoveEntry, refreshSearch } from './latest.js';
import { type Act, publicEntry } from './log-entry.js';
import { transact } from './transact.js';

type Id = { name: string; version: string };

/** Warns about a release; replaces what an earlier deprecation said. */
export function deprecateRelease(
  ctx: CallerContext,
  { name, version, reason, severity, replaced_by }: DeprecateRelease,
): Promise<ModeratedRelease> {
  // What people are sent to must at least be a reference.
  if (replaced_by !== undefined) parseReference(replaced_by);
  return moderate(ctx, { name, version }, async ({ tx, row, act, append }) => {
    if (row.deprecation_reason === reason && row.severity === severity && row.replaced_by === (replaced_by ?? null))
      return undefined;
    const log_index = await append({
      type: 'release.deprecate',
      v: 1,
      name,
      version,
      reason,
      severity,
      ...(replaced_by && { replaced_by }),
    });
    await upsertDeprecation(tx, {
      name,
      version,
      reason,
      severity,
      replaced_by: replaced_by ?? null,
      actor: act.actor,
      at: act.at,
      log_index,
    });
    return { deprecation_reason: reason };
  });
}

/** Takes a deprecation back. */
export function undeprecateRelease(ctx: CallerContext, { name, version }: Id): Promise<ModeratedRelease> {
  return moderate(ctx, { name, version }, async ({ tx, row, append }) => {
    if (row.deprecation_reason === null) return undefined;
    await append({ type: 'release.undeprecate', v: 1, name, version });
    await deleteDeprecation(tx, { name, version });
    return { deprecation_reason: null };
  });
}

/** Takes a release out of ranges and channels, never out of exact fetch. */
export function yankRelease(ctx: CallerContext, { name, version, reason }: YankRelease): Promise<ModeratedRelease> {
  return moderate(ctx, { name, version }, async ({ tx, row, act, append }) => {
    if (row.yank_reason !== null) return undefined;
    const log_index = await append({ type: 'release.yank', v: 1, name, version, reason });
    await insertYank(tx, { name, version, reason, actor: act.actor, at: act.at, log_index });
    return { yank_reason: reason };
  });
}

/** Takes a yank back. */
export function unyankRelease(ctx: CallerContext, { name, version }: Id): Promise<ModeratedRelease> {
  return moderate(ctx, { name, version }, async ({ tx, row, append }) => {
    if (row.yank_reason === null) return undefined;
    await append({ type: 'release.unyank', v: 1, name, version });
    await deleteYank(tx, { name, version });
    return { yank_reason: null };
  });
}

type Change = Partial<Pick<VersionRow, 'yank_reason' | 'deprecation_reason'>>;
type Step = { tx: Db; row: FullVersionRow; act: Act; append: (leaf: PublicLeaf) => Promise<number> };

/** Runs a change under the action's lock, moves `latest` after it, and answers the release as it then stands. */
async function moderate(
  ctx: CallerContext,
  id: Id,
  change: (step: Step) => Promise<Change | undefined>,
): Promise<ModeratedRelease> {
  await transact(ctx.database, ctx.principal.workspaceId, async (tx) => {
    const row = await getOwnRelease(tx, id);
    const act: Act = {
      actor: ctx.principal.actor,
      workspaceId: ctx.principal.workspaceId,
      at: ctx.now().toISOString(),
    };
    const append = (leaf: PublicLeaf): Promise<number> =>
      appendLog(tx, [publicEntry(leaf, `${id.name}@${id.version}`, act)]);
    const changed = await change({ tx, row, act, append });
    if (changed !== undefined) await followLatest(tx, { id, act, changed });
  });
  ctx.releases.forget(id.name, id.version);
  const served = await ctx.releases.find({ ...id, fresh: true });
  if (served === undefined) throw new Error('a moderated release was not found');
  // Executions are counted once they are recorded here.
  return { ...served.release, executions_30d: 0 };
}

async function followLatest(tx: Db, { id, act, changed }: { id: Id; act: Act; changed: Change }): Promise<void> {
  const stored = await listVersionKeys(tx, { names: [id.name] });
  const rows = stored.map((row) => (row.version === id.version ? { ...row, ...changed } : row));
  const channel = await findChannel(tx, { name: id.name, channel: 'latest' });
  const move = findLatestMove(rows, channel);
  if (move !== undefined) {
    const log_index = await appendLog(tx, [latestMoveEntry(id.name, move, act)]);
    await applyLatestMove(tx, id.name, { move, act, log_index });
  }
  await refreshSearch(tx, id.name, {
    rows,
    latest: (move === undefined ? channel?.version : move.to) ?? undefined,
    at: act.at,
  });
}

async function getOwnRelease(tx: Db, { name, version }: Id): Promise<FullVersionRow> {
  const action = await lockAction(tx, name);
  const row = await findVersion(tx, name, version);
  if (row === undefined) throw await toVersionNotFound(tx, { name, version });
  if (action === undefined) throw toForbidden(namespaceOf(name), 'owned');
  return row;
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
