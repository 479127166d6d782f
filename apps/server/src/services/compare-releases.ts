// Two releases of one action, compared as the gate would: what changed between them, for whoever thinks of moving.
import { parseSelector, toComparisonPolicy } from '@action-registry/core';
import type { CompareReleases, ReleaseComparison } from '@action-registry/schema';
import type { Context } from '../context.js';
import { getServedRelease, getVersion } from './get-release.js';

/** The comparison of what `from` and `to` mean now; throws INVALID_VERSION, ACTION_NOT_FOUND, VERSION_NOT_FOUND or NO_MATCHING_VERSION. */
export async function compareReleases(
  ctx: Context,
  { name, from, to, strict = false }: CompareReleases,
): Promise<ReleaseComparison> {
  // Which of the two is no version is known here only.
  parseSelector(from, '/from');
  parseSelector(to, '/to');
  const [older, newer] = await Promise.all([
    getVersion(ctx, { name, version: from }),
    getVersion(ctx, { name, version: to }),
  ]);
  const [old, next] = await Promise.all([getDocument(ctx, name, older), getDocument(ctx, name, newer)]);
  const policy = toComparisonPolicy(strict ? 'any' : ctx.config.compatCallers);
  const compared = await ctx.comparer.compare({ old, next, policy });
  return { ...compared, name, from: older, to: newer };
}

/** What is stored, as it is: whether it verifies is told by `releases.get`. */
async function getDocument(ctx: Context, name: string, version: string): Promise<string> {
  const { release } = await getServedRelease(ctx, { name, version });
  return JSON.stringify(release.schema ?? {});
}
