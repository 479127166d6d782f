// The door of single releases: exact bytes with ETags, redirects from channels and ranges, canonical text, and the path on
// which a kept release is answered ahead of everything else.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { isVersion, parseActionName } from '@action-registry/core';
import { LIMITS } from '@action-registry/schema';
import type { Hono } from 'hono';
import type { Context, Deps } from '../context.js';
import type { ServedRelease } from '../release-store.js';
import { getServedRelease, getVersion } from '../services/get-release.js';
import { toErrorResponse } from './rest.js';

const RELEASE_PATH = /^\/actions\/([a-z0-9_.]+)\/versions\/([0-9A-Za-z.-]+)$/;
const REVALIDATE = 'no-cache';
const IMMUTABLE = 'public, max-age=31536000, immutable';

type MakeContext = (request: Request) => Promise<Context>;

/** Adds the routes of one release. Both are reads: they ask for the permission that `releases.get` asks for. */
export function addReleaseRoutes(app: Hono, toContext: MakeContext, assertMayRead: (ctx: Context) => void): void {
  const answer = async (request: Request, work: (ctx: Context) => Promise<Response>): Promise<Response> => {
    const ctx = await toContext(request);
    try {
      assertMayRead(ctx);
      return await work(ctx);
    } catch (error) {
      return toErrorResponse(error, ctx, { method: request.method, path: new URL(request.url).pathname });
    }
  };
  app.get('/actions/:name/versions/:version', (c) =>
    answer(c.req.raw, async (ctx) => {
      const { name, version } = toId(c.req.param());
      const exact = await getVersion(ctx, { name, version });
      if (exact !== version) return redirect(`/actions/${name}/versions/${exact}`);
      const fresh = /\bno-cache\b/.test(c.req.header('cache-control') ?? '');
      return toResponse(await getServedRelease(ctx, { name, version, fresh }), c.req.header('if-none-match'));
    }),
  );
  app.get('/actions/:name/versions/:version/canonical', (c) =>
    answer(c.req.raw, async (ctx) => {
      const { name, version } = toId(c.req.param());
      const exact = await getVersion(ctx, { name, version });
      if (exact !== version) return redirect(`/actions/${name}/versions/${exact}/canonical`);
      const { release } = await getServedRelease(ctx, { name, version });
      const headers = {
        'Content-Type': 'application/json; charset=utf-8',
        ETag: `"${release.hash}"`,
        'Cache-Control': release.verified ? IMMUTABLE : 'no-store',
      };
      return matches(c.req.header('if-none-match'), headers.ETag)
        ? new Response(null, { status: 304, headers })
        : new Response(release.document, { headers });
    }),
  );
}

function toId({ name = '', version = '' }: { name?: string; version?: string }): { name: string; version: string } {
  return { name: parseActionName(name), version: version.slice(0, LIMITS.queryCharacters) };
}

function redirect(location: string): Response {
  return new Response(null, { status: 302, headers: { Location: location, 'Cache-Control': REVALIDATE } });
}

function toResponse({ body, etag }: ServedRelease, ifNoneMatch: string | undefined): Response {
  const headers = { 'Content-Type': 'application/json', ETag: etag, 'Cache-Control': REVALIDATE };
  return matches(ifNoneMatch, etag)
    ? new Response(null, { status: 304, headers })
    : new Response(new Uint8Array(body), { headers });
}

/** RFC 9110 §13.1.2: a list of tags, compared weakly. */
function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch === '*' || ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}

/**
 * Answers a warm `GET` of one release straight from memory; false when somebody else has to. Only requests that any
 * reader may make are answered here: no credential, no request for freshness, reads open.
 */
export function answerWarmRelease(deps: Deps, request: IncomingMessage, response: ServerResponse): boolean {
  if (request.method !== 'GET' || deps.config.readAccess !== 'open' || request.url === undefined) return false;
  const { headers } = request;
  if (
    headers.authorization !== undefined ||
    headers['x-api-key'] !== undefined ||
    headers['cache-control'] !== undefined
  )
    return false;
  const match = RELEASE_PATH.exec(request.url);
  if (match === null) return false;
  const [, name = '', version = ''] = match;
  const served = isVersion(version) ? deps.releases.peek(name, version) : undefined;
  if (served === undefined) return false;
  const isKnown = matches(headers['if-none-match'], served.etag);
  const requestId = deps.newId();
  const common = {
    ETag: served.etag,
    'Cache-Control': REVALIDATE,
    'X-Request-Id': requestId,
    'X-Content-Type-Options': 'nosniff',
  };
  if (isKnown) response.writeHead(304, common).end();
  else
    response
      .writeHead(200, { ...common, 'Content-Type': 'application/json', 'Content-Length': served.body.length })
      .end(served.body);
  deps.log.info({ method: 'GET', path: request.url, status: isKnown ? 304 : 200, request_id: requestId }, 'request');
  return true;
}
