// The doors of the server on one port: tRPC, REST, single releases, events, health, docs, the editor. Limits, request ids
// and headers come before any of them; a kept release is answered ahead of them all.
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { LIMITS, RegistryError } from '@action-registry/schema';
import { createAdaptorServer } from '@hono/node-server';
import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { cors } from 'hono/cors';
import type { Deps } from './context.js';
import { addAuditRoutes } from './doors/audit-export.js';
import { addDocsRoutes } from './doors/docs.js';
import { addEditorRoutes } from './doors/editor.js';
import { createEventStreams, type EventStreams } from './doors/event-streams.js';
import { streamToClient } from './doors/events.js';
import { addHealthRoutes, toJwks } from './doors/health.js';
import { addLogRoutes } from './doors/log-files.js';
import { addReleaseRoutes, createAnswer } from './doors/releases.js';
import { attemptOf, type Bindings, prepareRequests } from './doors/request.js';
import { createRestDoor, toErrorResponse } from './doors/rest.js';
import { answerTrpc, TRPC_PATH } from './doors/trpc.js';
import { createWarmDoor } from './doors/warm-release.js';
import { countRead } from './trpc.js';

/** Who sends slowly is cut off, in milliseconds: a head in 10 s, a whole request in 60 s. */
const SLOW_CLIENTS = { headersTimeout: 10_000, requestTimeout: 60_000, connectionsCheckingInterval: 2_000 };
/** Nor may anybody read for ever: a connection on which nothing moves ends. Event streams move every 15 s. */
const IDLE_MS = 120_000;
/** Smaller answers do not get smaller by it. */
const COMPRESS_BYTES = 1_024;

/** An HTTP server over the parts, which does not listen yet, and its event streams, which must be cut before it closes. */
export function createServer(deps: Deps): { server: Server; streams: EventStreams } {
  const streams = createEventStreams();
  const app = createApp(deps, streams);
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions: SLOW_CLIENTS }) as Server;
  server.timeout = IDLE_MS;
  const [listener] = server.listeners('request') as ((request: IncomingMessage, response: ServerResponse) => void)[];
  if (listener === undefined) throw new Error('the adapter made a server without a listener');
  const isAnswered = createWarmDoor(deps);
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (!isAnswered(request, response)) listener(request, response);
  });
  return { server, streams };
}

function createApp(deps: Deps, streams: EventStreams): Hono<Bindings> {
  const app = new Hono<Bindings>();
  app.use(prepareRequests(deps));
  if (deps.config.corsOrigins.length > 0) app.use(allowOrigins(deps.config.corsOrigins));
  app.use(compress({ threshold: COMPRESS_BYTES }));
  app.use(
    bodyLimit({
      maxSize: LIMITS.bodyBytes,
      onError: (c) => toErrorResponse(tooLarge(), c.var.ctx, attemptOf(c.req.raw)),
    }),
  );
  addHealthRoutes(app);
  app.all(`${TRPC_PATH}/*`, (c) => {
    // The one procedure that streams.
    if (c.req.path.startsWith(`${TRPC_PATH}/events.stream`)) streams.enter(c.var.ctx, c.env.outgoing);
    return answerTrpc(c.req.raw, c.var.ctx);
  });
  const answer = createAnswer('read');
  addReleaseRoutes(app, answer, countRead);
  addLogRoutes(app, answer, countRead);
  addAuditRoutes(app);
  app.get('/.well-known/jwks.json', (c) =>
    answer(c, async (ctx) => {
      ctx.answer.route = '/.well-known/jwks.json';
      countRead(ctx);
      return Response.json(await toJwks(deps));
    }),
  );
  app.get('/events', (c) =>
    answer(c, async (ctx) => {
      ctx.answer.route = '/events';
      countRead(ctx);
      const response = streamToClient(c.req.raw, ctx);
      streams.enter(ctx, c.env.outgoing);
      return response;
    }),
  );
  addEditorRoutes(app);
  addDocsRoutes(app);
  const rest = createRestDoor();
  app.all('*', (c) => rest(c.req.raw, c.var.ctx));
  app.notFound((c) => rest(c.req.raw, c.var.ctx));
  app.onError((error, c) => toErrorResponse(error, c.var.ctx, attemptOf(c.req.raw)));
  return app;
}

function allowOrigins(origins: readonly string[]): MiddlewareHandler<Bindings> {
  const allow = cors({
    origin: origins.includes('*') ? '*' : [...origins],
    allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
    allowHeaders: [
      ...['Authorization', 'Content-Type', 'If-None-Match', 'Last-Event-ID'],
      ...['X-API-Key', 'X-Request-Id', 'X-Workspace'],
    ],
    exposeHeaders: ['ETag', 'Location', 'RateLimit', 'RateLimit-Policy', 'Retry-After', 'X-Request-Id'],
    maxAge: 600,
  });
  // An OPTIONS that is no preflight asks for the methods, which the REST door knows.
  const isPreflight = (request: Request) => request.headers.has('access-control-request-method');
  return (c, next) => (c.req.method === 'OPTIONS' && !isPreflight(c.req.raw) ? next() : allow(c, next));
}

function tooLarge(): RegistryError<'PAYLOAD_TOO_LARGE'> {
  return new RegistryError('PAYLOAD_TOO_LARGE', `The body is larger than ${LIMITS.bodyBytes} bytes.`, {
    details: { what: 'body', limit: LIMITS.bodyBytes },
  });
}
