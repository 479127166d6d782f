// The REST door: finds the route, reads the body strictly, calls the procedure, answers its output or the wire error.
import { StrictJsonError, strictRead, suggest, toInvalidJson } from '@action-registry/core';
import { isJsonObject, type JsonObject, LIMITS, RegistryError, statusOf } from '@action-registry/schema';
import type { Context } from '../context.js';
import { toRegistryError, toWireError } from '../errors.js';
import { createCaller } from '../router.js';
import { assertMay } from '../trpc.js';
import { buildRoutes, type Route, toInput } from './rest-routes.js';

/** Answers a REST request; a request that no route answers gets ROUTE_NOT_FOUND or METHOD_NOT_ALLOWED. */
export type RestDoor = (request: Request, ctx: Context) => Promise<Response>;

/** The door, with its routes built once. */
export function createRestDoor(): RestDoor {
  const routes = buildRoutes();
  return async (request, ctx) => {
    const { pathname } = new URL(request.url);
    try {
      if (request.method === 'OPTIONS') return answerOptions(routes, pathname);
      const { route, match } = getRoute(routes, request.method, pathname);
      ctx.answer.route = route.path;
      const input = await readCall(route, match, request).catch((error: unknown) => {
        // Who may not call is told that, and nothing of what they sent.
        assertMay(ctx, route.permission);
        throw error;
      });
      const output = await callProcedure(route, ctx, { input, signal: request.signal });
      return Response.json(wrap(route, output), { status: toStatus(route, output) });
    } catch (error) {
      return toErrorResponse(error, ctx, { method: request.method, path: pathname });
    }
  };
}

/** RFC 9110 §9.3.7: which methods a path has. */
function answerOptions(routes: readonly Route[], path: string): Response {
  const methods = new Set(routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method));
  if (methods.size === 0) throw toRouteNotFound(routes, 'OPTIONS', path);
  return new Response(null, { status: 204, headers: { Allow: toAllow(methods) } });
}

function toAllow(methods: ReadonlySet<string>): string {
  return [...methods, ...(methods.has('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
}

function getRoute(routes: readonly Route[], method: string, path: string): { route: Route; match: RegExpExecArray } {
  const found = routes.flatMap((route) => {
    const match = route.pattern.exec(path);
    return match === null ? [] : [{ route, match }];
  });
  const [first] = found;
  if (first === undefined) throw toRouteNotFound(routes, method, path);
  // A literal path such as /api/actions/validate hides the one with a field.
  const rivals = found.filter(({ route }) => route.fields.length === first.route.fields.length);
  const wanted = method === 'HEAD' ? 'GET' : method;
  const chosen =
    rivals.find(({ route }) => route.method === wanted) ?? found.find(({ route }) => route.method === wanted);
  if (chosen !== undefined) return chosen;
  const allowed = [...new Set(found.map(({ route }) => route.method))];
  throw new RegistryError('METHOD_NOT_ALLOWED', `${path} does not answer ${method}. Use ${allowed.join(' or ')}.`, {
    details: { method, path, allowed },
  });
}

function toRouteNotFound(routes: readonly Route[], method: string, path: string): RegistryError<'ROUTE_NOT_FOUND'> {
  const suggestions = suggest(path, [...new Set(routes.map((route) => route.path))]);
  const near = suggestions.map(({ value }) => value).join(', ');
  return new RegistryError(
    'ROUTE_NOT_FOUND',
    `There is no route ${method} ${path}.${near === '' ? '' : ` Did you mean ${near}?`}`,
    { details: { method, path, suggestions } },
  );
}

async function readCall(route: Route, match: RegExpExecArray, request: Request): Promise<JsonObject | undefined> {
  const body = await readBody(request, route);
  const input = readInput(route, match, { query: new URL(request.url).searchParams, body });
  assertSameName(route, match, body);
  return input;
}

async function readBody(request: Request, { maxKeys }: Pick<Route, 'maxKeys'>): Promise<JsonObject> {
  if (request.method === 'GET' || request.method === 'HEAD') return {};
  const bytes = new Uint8Array(await request.arrayBuffer());
  if (bytes.length === 0) return {};
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(type)) {
    throw new RegistryError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as JSON with Content-Type: application/json.', {
      details: { received: type, expected: 'application/json' },
    });
  }
  try {
    const value = strictRead(bytes, { maxBytes: LIMITS.bodyBytes, ...(maxKeys !== undefined && { maxKeys }) });
    // What the reader makes has no prototypes, which a driver of the database cannot take.
    if (isJsonObject(value)) return structuredClone(value);
  } catch (error) {
    if (!(error instanceof StrictJsonError)) throw error;
    throw toInvalidJson(error, 'The body');
  }
  throw new RegistryError('INVALID_BODY', 'The body must be a JSON object.', {
    details: { issues: [{ path: '', message: 'must be a JSON object' }] },
  });
}

function readInput(
  route: Route,
  match: RegExpExecArray,
  sent: { query: URLSearchParams; body: JsonObject },
): JsonObject | undefined {
  try {
    const input = toInput(route, match, sent);
    return Object.keys(input).length === 0 && Object.keys(route.shape).length === 0 ? undefined : input;
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    throw toBadPath(error);
  }
}

function toBadPath(cause: URIError): RegistryError<'INVALID_BODY'> {
  const issues = [{ path: '', message: 'must be percent-encoded UTF-8' }];
  return new RegistryError('INVALID_BODY', 'The path is not percent-encoded UTF-8.', { details: { issues }, cause });
}

/** The name in the path of a publish must be the document's own. */
function assertSameName(route: Route, match: RegExpExecArray, { document }: JsonObject): void {
  if (route.procedure !== 'releases.publish' || typeof document !== 'string') return;
  const asked = decodeURIComponent(match[1] ?? '');
  const own = findName(document);
  if (own === undefined || own === asked) return;
  throw new RegistryError('INVALID_NAME', `The path names '${asked}', the document '${own}'.`, {
    details: { issues: [{ path: '/document', message: `must be a document of '${asked}'` }] },
  });
}

function findName(document: string): string | undefined {
  try {
    const value = strictRead(document);
    return isJsonObject(value) && typeof value.name === 'string' ? value.name : undefined;
  } catch {
    // What is wrong with the document is said by the procedure.
    return undefined;
  }
}

type Call = { input: JsonObject | undefined; signal: AbortSignal };

function callProcedure({ procedure }: Route, ctx: Context, { input, signal }: Call): Promise<unknown> {
  let target: unknown = createCaller(ctx, { signal });
  for (const part of procedure.split('.')) target = (target as Record<string, unknown>)[part];
  return (target as (input: unknown) => Promise<unknown>)(input);
}

/** The wrappers that the seeds' clients expect on /api/actions; everything else is answered as it is. */
function wrap({ wrap: shape }: Route, output: unknown): unknown {
  if (!isJsonObject(output)) return output;
  switch (shape) {
    case undefined:
      return output;
    case 'actions': {
      const { items, ...rest } = output;
      return { actions: items, ...rest };
    }
    case 'action':
      return { action: output };
    case 'saved':
    case 'ok':
      return { ok: true, ...output };
  }
}

function toStatus({ status }: Route, output: unknown): number {
  if (status !== 'created') return status ?? 200;
  return isJsonObject(output) && output.created === true ? 201 : 200;
}

/** The wire error of anything thrown, with its status. */
export function toErrorResponse(
  thrown: unknown,
  ctx: Pick<Context, 'log' | 'requestId'>,
  attempt: { method: string; path: string },
): Response {
  const error = toRegistryError(thrown, attempt);
  if (error.code === 'INTERNAL' && error.cause !== undefined)
    ctx.log.error({ err: error.cause, path: attempt.path, request_id: ctx.requestId }, 'request failed');
  const headers = new Headers();
  if ('retry_after_s' in error.details)
    headers.set('Retry-After', String(Math.ceil(Number(error.details.retry_after_s))));
  // The rest of a body that is too large is not read, so the connection cannot be used again.
  if (error.code === 'PAYLOAD_TOO_LARGE') headers.set('Connection', 'close');
  if (error.code === 'UNAUTHENTICATED') headers.set('WWW-Authenticate', 'Bearer');
  if (error.code === 'METHOD_NOT_ALLOWED' && 'allowed' in error.details)
    headers.set('Allow', toAllow(new Set(error.details.allowed)));
  return Response.json({ error: toWireError(error, ctx.requestId) }, { status: statusOf(error.code), headers });
}
