// What every request goes through before a door: its context (id, caller, address), and afterwards its headers, its line in
// the log and its place in the metrics.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LogSource } from '@action-registry/db';
import { RegistryError } from '@action-registry/schema';
import type { Context as Hono, MiddlewareHandler } from 'hono';
import { authenticate } from '../auth.js';
import { toClientAddress } from '../client-address.js';
import type { Context, Deps, Principal } from '../context.js';
import { addSecurityHeaders } from './security-headers.js';

const REQUEST_ID = /^[\w.-]{1,64}$/;

/** What node gives beside the request. */
export type Bindings = {
  Bindings: { incoming: IncomingMessage; outgoing: ServerResponse };
  Variables: { ctx: Context };
};

/** Makes the request's context, and writes it down when it was answered. */
export function prepareRequests(deps: Deps): MiddlewareHandler<Bindings> {
  return async (c, next) => {
    const start = performance.now();
    const ctx = await makeContext(deps, c);
    c.set('ctx', ctx);
    await next();
    const { headers, route } = ctx.answer;
    for (const [field, value] of headers) c.res.headers.append(field, value);
    c.res.headers.set('X-Request-Id', ctx.requestId);
    addSecurityHeaders(c.res.headers, deps.config);
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store');
    const ms = performance.now() - start;
    deps.metrics.request(route, c.req.method, { status: c.res.status, seconds: ms / 1_000 });
    const line = {
      method: c.req.method,
      path: c.req.path,
      status: c.res.status,
      ms: Math.round(ms * 10) / 10,
      request_id: ctx.requestId,
      ...(ctx.principal !== undefined && { actor: ctx.principal.actor }),
    };
    deps.log.info(line, 'request');
  };
}

async function makeContext(deps: Deps, c: Hono<Bindings>): Promise<Context> {
  const { headers } = c.req.raw;
  const given = headers.get('x-request-id') ?? '';
  const base = {
    ...deps,
    requestId: REQUEST_ID.test(given) ? given : deps.newId(),
    method: c.req.method,
    address: toClientAddress(
      c.env.incoming.socket.remoteAddress,
      headers.get('x-forwarded-for') ?? undefined,
      deps.config.trustedProxies,
    ),
    origin: deps.config.publicUrl ?? new URL(c.req.url).origin,
    answer: { headers: new Headers(), route: 'other' },
  };
  try {
    const caller = await authenticate({ method: c.req.method, headers }, deps);
    return { ...base, ...caller, source: toSource(base, caller.principal, headers) };
  } catch (error) {
    // A database that is away must not turn health checks into failures of their own.
    deps.log.warn({ err: error, request_id: base.requestId }, 'a caller could not be identified');
    const refusal = new RegistryError('UNAVAILABLE', 'The database does not answer. Try again after 1 s.', {
      details: { retry_after_s: 1 },
      cause: error,
    });
    return { ...base, principal: undefined, refusal, source: undefined };
  }
}

/** More of a header than this tells nobody anything. */
const USER_AGENT_CHARACTERS_MAX = 300;

function toSource(
  { requestId, address }: Pick<Context, 'requestId' | 'address'>,
  principal: Principal | undefined,
  headers: Headers,
): LogSource | undefined {
  if (principal === undefined) return undefined;
  return {
    workspace_id: principal.workspaceId,
    address,
    user_agent: headers.get('user-agent')?.slice(0, USER_AGENT_CHARACTERS_MAX) ?? null,
    request_id: requestId,
    credential: principal.shownCredential,
  };
}

/** What a request tried, for refusals that come before any procedure. */
export function attemptOf(request: Request): { method: string; path: string } {
  return { method: request.method, path: new URL(request.url).pathname };
}
