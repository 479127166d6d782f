// The doors of the server on one port: tRPC, REST, single releases, events, health. Limits and request ids come before any
// of them.

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { importPublicKey, PUBLIC_KEY_BYTES, parseWireBase64, toJwk } from '@action-registry/core';
import { listKeys } from '@action-registry/db';
import { LIMITS, RegistryError } from '@action-registry/schema';
import { createAdaptorServer } from '@hono/node-server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { authenticate } from './auth.js';
import type { Context, Deps } from './context.js';
import { streamToClient } from './doors/events.js';
import { addReleaseRoutes, answerWarmRelease } from './doors/releases.js';
import { createRestDoor, toErrorResponse } from './doors/rest.js';
import { appRouter } from './router.js';
import { getHealth } from './services/system.js';
import { assertMayRead } from './trpc.js';

const REQUEST_ID = /^[\w.-]{1,64}$/;

/** An HTTP server over the parts; it does not listen yet. */
export function createServer(deps: Deps): Server {
  const app = createApp(deps);
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  const [listener] = server.listeners('request') as ((request: IncomingMessage, response: ServerResponse) => void)[];
  if (listener === undefined) throw new Error('the adapter made a server without a listener');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (!answerWarmRelease(deps, request, response)) listener(request, response);
  });
  server.requestTimeout = 60_000;
  server.headersTimeout = 15_000;
  return server;
}

function createApp(deps: Deps): Hono {
  const app = new Hono();
  const contexts = new WeakMap<Request, Promise<Context>>();
  const toContext = (request: Request): Promise<Context> => {
    const known = contexts.get(request);
    if (known !== undefined) return known;
    const context = makeContext(deps, request);
    contexts.set(request, context);
    return context;
  };
  app.use(logRequests(deps, toContext));
  app.use(
    bodyLimit({
      maxSize: LIMITS.bodyBytes,
      onError: async (c) => toErrorResponse(tooLarge(), await toContext(c.req.raw), attemptOf(c.req.raw)),
    }),
  );
  addHealthRoutes(app, toContext);
  app.all('/trpc/*', (c) => handleTrpc(c.req.raw, toContext));
  addReleaseRoutes(app, toContext, assertMayRead);
  app.get('/.well-known/jwks.json', async () => Response.json(await toJwks(deps)));
  app.get('/events', async (c) => {
    const ctx = await toContext(c.req.raw);
    assertMayRead(ctx);
    return streamToClient(c.req.raw, ctx);
  });
  const rest = createRestDoor();
  app.all('*', async (c) => rest(c.req.raw, await toContext(c.req.raw)));
  app.onError(async (error, c) => toErrorResponse(error, await toContext(c.req.raw), attemptOf(c.req.raw)));
  return app;
}

async function makeContext(deps: Deps, request: Request): Promise<Context> {
  const given = request.headers.get('x-request-id') ?? '';
  const requestId = REQUEST_ID.test(given) ? given : deps.newId();
  try {
    return { ...deps, requestId, ...(await authenticate(request.headers, deps)) };
  } catch (error) {
    // A database that is away must not turn health checks into failures of their own.
    deps.log.warn({ err: error, request_id: requestId }, 'a caller could not be identified');
    const refusal = new RegistryError('UNAVAILABLE', 'The database does not answer. Try again after 1 s.', {
      details: { retry_after_s: 1 },
      cause: error,
    });
    return { ...deps, requestId, principal: undefined, refusal };
  }
}

function logRequests(deps: Deps, toContext: (request: Request) => Promise<Context>) {
  return async (c: { req: { raw: Request }; res: Response }, next: () => Promise<void>): Promise<void> => {
    const start = performance.now();
    const { requestId } = await toContext(c.req.raw);
    await next();
    c.res.headers.set('X-Request-Id', requestId);
    c.res.headers.set('X-Content-Type-Options', 'nosniff');
    const { method, path } = attemptOf(c.req.raw);
    deps.log.info(
      {
        method,
        path,
        status: c.res.status,
        ms: Math.round((performance.now() - start) * 10) / 10,
        request_id: requestId,
      },
      'request',
    );
  };
}

function handleTrpc(request: Request, toContext: (request: Request) => Promise<Context>): Promise<Response> {
  return fetchRequestHandler({
    endpoint: '/trpc',
    req: request,
    router: appRouter,
    createContext: () => toContext(request),
    maxBatchSize: LIMITS.batchCalls,
  });
}

function addHealthRoutes(app: Hono, toContext: (request: Request) => Promise<Context>): void {
  app.get('/healthz', () => Response.json({ ok: true }));
  app.get('/readyz', async (c) => {
    const health = await getHealth(await toContext(c.req.raw));
    return Response.json(health, { status: health.ok ? 200 : 503 });
  });
  app.get(
    '/',
    () => new Response('The action registry runs here. docs/api.md lists its routes; GET /info tells more.\n'),
  );
}

async function toJwks({ database }: Deps) {
  const rows = await listKeys(database.db);
  return {
    keys: rows.map(({ kid, public_key }) => ({
      ...toJwk(importPublicKey(parseWireBase64(public_key, PUBLIC_KEY_BYTES))),
      alg: 'Ed25519',
      use: 'sig',
      kid,
    })),
  };
}

function tooLarge(): RegistryError<'PAYLOAD_TOO_LARGE'> {
  return new RegistryError('PAYLOAD_TOO_LARGE', `The body is larger than ${LIMITS.bodyBytes} bytes.`, {
    details: { what: 'body', limit: LIMITS.bodyBytes },
  });
}

function attemptOf(request: Request): { method: string; path: string } {
  return { method: request.method, path: new URL(request.url).pathname };
}
