// Reading releases: one as it stands with the registry's own verdict, or the verdict alone.
import { parseSelector } from '@action-registry/core';
import type { Release, ReleaseVerdict } from '@action-registry/schema';
import type { Context } from '../context.js';
import type { ServedRelease } from '../release-store.js';
import { getExactVersion } from './find-action.js';
import { toVersionNotFound } from './moderate-release.js';

/** The exact version that `version` (a version, range or channel) means now. */
export async function getVersion(ctx: Context, { name, version }: { name: string; version: string }): Promise<string> {
  const selector = parseSelector(version);
  return selector.type === 'version' ? selector.value : getExactVersion(ctx.database.db, name, version);
}

/** A release ready to be served; throws ACTION_NOT_FOUND or VERSION_NOT_FOUND. */
export async function getServedRelease(
  ctx: Context,
  id: { name: string; version: string; fresh?: boolean },
): Promise<ServedRelease> {
  const served = await ctx.releases.find(id);
  if (served === undefined) throw await toVersionNotFound(ctx.database.db, id);
  return served;
}

/** A release by version, range or channel. It is answered even when it does not verify, so that people can see why. */
export async function getRelease(
  ctx: Context,
  { name, version, fresh }: { name: string; version: string; fresh?: boolean | undefined },
): Promise<Release> {
  const exact = await getVersion(ctx, { name, version });
  return (await getServedRelease(ctx, { name, version: exact, fresh: fresh ?? false })).release;
}

/** The verdict over one release, made anew from its row. */
export async function verifyStoredRelease(
  ctx: Context,
  { name, version }: { name: string; version: string },
): Promise<ReleaseVerdict> {
  const exact = await getVersion(ctx, { name, version });
  const { release } = await getServedRelease(ctx, { name, version: exact, fresh: true });
  const { verified, verify_error, verify_code, checks, hash, signature } = release;
  return {
    name,
    version: exact,
    verified,
    ...(verify_error !== undefined && { verify_error }),
    ...(verify_code !== undefined && { verify_code }),
    checks,
    kid: signature?.kid ?? null,
    alg: signature?.alg ?? null,
    hash,
  };
}
