// The door of single releases: exact bytes with ETags, redirects from channels and ranges, canonical text.

import { parseActionName } from '@action-registry/core';
import { LIMITS, type Permission } from '@action-registry/schema';
import type { Hono, Context as HonoContext } from 'hono';
import type { Context } from '../context.js';
import { toRegistryError } from '../errors.js';
import { noteRefusal } from '../refusals.js';
import type { ServedRelease } from '../release-store.js';
import { getServedRelease, getVersion } from '../services/get-release.js';
import { assertMay } from '../trpc.js';
import { matchesTag } from './conditional.js';
import { attemptOf, type Bindings } from './request.js';
import { toErrorResponse } from './rest.js';

/** The path of one release. */
export const PATH = '/actions/{name}/versions/{version}';
const REVALIDATE = 'no-cache';
const IMMUTABLE = 'public, max-age=31536000, immutable';

/** Answers a read with what `work` gives, or with the refusal it throws. */
export type Answer = (c: HonoContext<Bindings>, work: (ctx: Context) => Promise<Response>) => Promise<Response>;

/** Answers those who have the permission, and notes who was refused. */
export function createAnswer(permission: 'read' | Permission): Answer {
  return async (c, work) => {
    const { ctx } = c.var;
    try {
      assertMay(ctx, permission);
      return await work(ctx);
    } catch (error) {
      const attempt = attemptOf(c.req.raw);
      noteRefusal(ctx, toRegistryError(error, attempt), { path: attempt.path, permission });
      return toErrorResponse(error, ctx, attempt);
    }
  };
}

/** Adds the routes of one release. Both are reads; the exact bytes never change and are not counted. */
export function addReleaseRoutes(app: Hono<Bindings>, answer: Answer, countRead: (ctx: Context) => void): void {
  app.get('/actions/:name/versions/:version', (c) =>
    answer(c, async (ctx) => {
      ctx.answer.route = PATH;
      countRead(ctx);
      const { name, version } = toId(c.req.param());
      const exact = await getVersion(ctx, { name, version });
      if (exact !== version) return redirect(`/actions/${name}/versions/${exact}`);
      const fresh = /\bno-cache\b/.test(c.req.header('cache-control') ?? '');
      return toResponse(await getServedRelease(ctx, { name, version, fresh }), c.req.header('if-none-match'));
    }),
  );
  app.get('/actions/:name/versions/:version/canonical', (c) =>
    answer(c, async (ctx) => {
      ctx.answer.route = `${PATH}/canonical`;
      const { name, version } = toId(c.req.param());
      const exact = await getVersion(ctx, { name, version });
      if (exact !== version) return redirect(`/actions/${name}/versions/${exact}/canonical`);
      const { release } = await getServedRelease(ctx, { name, version });
      const headers = {
        'Content-Type': 'application/json; charset=utf-8',
        ETag: `"${release.hash}"`,
        'Cache-Control': release.verified ? IMMUTABLE : 'no-store',
      };
      return matchesTag(c.req.header('if-none-match'), headers.ETag)
        ? new Response(null, { status: 304, headers })
        : new Response(release.document, { headers });
    }),
  );
}

/** The release that a path names; its version may be a channel or range. */
export function toId({ name = '', version = '' }: { name?: string; version?: string }): {
  name: string;
  version: string;
} {
  return { name: parseActionName(name), version: version.slice(0, LIMITS.queryCharacters) };
}

function redirect(location: string): Response {
  return new Response(null, { status: 302, headers: { Location: location, 'Cache-Control': REVALIDATE } });
}

function toResponse({ bytes, etag }: ServedRelease, ifNoneMatch: string | undefined): Response {
  const headers = { 'Content-Type': 'application/json', ETag: etag, 'Cache-Control': REVALIDATE };
  return matchesTag(ifNoneMatch, etag)
    ? new Response(null, { status: 304, headers })
    : new Response(bytes, { headers });
}
