// Context, error shape and the one procedure builder. Who may call is said in `meta` and decided before any input is
// parsed, so that nobody without the right can probe an input's schema.
import { assertStorable } from '@action-registry/core';
import { type Permission, RegistryError, statusOf } from '@action-registry/schema';
import { initTRPC } from '@trpc/server';
import type { CallerContext, Context } from './context.js';
import { toRegistryError, toTrpcError, toWireError } from './errors.js';

/** How a procedure is reached over REST. `{field}` in the path fills that field of the input. */
export type RestRoute = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  /** Wraps the answer as the seeds' clients expect it on /api/actions. */
  wrap?: 'actions' | 'saved' | 'action' | 'ok';
  /** The status of success where it is not 200; `created` is 201 when the answer says `created: true`. */
  status?: 201 | 'created';
};

/** Who may call: anyone, whoever may read, or holders of a permission. */
export type Meta = { permission: 'none' | 'read' | Permission; rest?: RestRoute };

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    isServer: true,
    // Stacks never leave, whatever NODE_ENV says.
    isDev: false,
    sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
    errorFormatter: ({ shape, error, path, ctx, input }) => {
      const refusal = toRegistryError(error, {
        method: error.code === 'METHOD_NOT_SUPPORTED' ? 'this method' : 'CALL',
        path: path ?? '',
        input,
      });
      const wire = toWireError(refusal, ctx?.requestId ?? '');
      return {
        ...shape,
        message: wire.message,
        data: { code: shape.data.code, httpStatus: statusOf(refusal.code), path: path ?? '', error: wire },
      };
    },
  });

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** A procedure of that permission and route; add `.input`, `.output` and one service call. */
export function procedure(meta: Meta) {
  return t.procedure.meta(meta).use(async ({ ctx, next, path, type, getRawInput }) => {
    assertAllowed(ctx, meta.permission);
    const input = await getRawInput();
    if (input !== undefined) assertStorable(input);
    const result = await next();
    if (result.ok) return result;
    const refusal = toRegistryError(result.error, { method: type, path, input });
    if (refusal.code === 'INTERNAL')
      ctx.log.error({ err: refusal.cause, path, request_id: ctx.requestId }, 'procedure failed');
    throw toTrpcError(refusal);
  });
}

/** A procedure whose caller is known. */
export function callerProcedure(meta: { permission: Permission; rest?: RestRoute }) {
  return procedure(meta).use(({ ctx, next }) => next({ ctx: assertCaller(ctx) }));
}

function assertAllowed(ctx: Context, permission: Meta['permission']): void {
  if (permission === 'none') return;
  if (ctx.refusal !== undefined) throw toTrpcError(ctx.refusal);
  if (permission === 'read' && ctx.config.readAccess === 'open') return;
  if (ctx.principal === undefined) throw toTrpcError(missingKey());
  if (permission === 'read' || ctx.principal.permissions.has(permission)) return;
  const { name } = ctx.principal;
  throw toTrpcError(
    new RegistryError('FORBIDDEN', `'${name}' lacks the permission ${permission}. Ask an admin of the workspace.`, {
      details: { permission },
    }),
  );
}

/** Throws unless the caller may read what is public: anyone, or holders of a key where `READ_ACCESS=key`. */
export function assertMayRead(ctx: Context): void {
  assertAllowed(ctx, 'read');
}

function assertCaller(ctx: Context): CallerContext {
  if (ctx.principal === undefined) throw toTrpcError(missingKey());
  return { ...ctx, principal: ctx.principal };
}

function missingKey(): RegistryError<'UNAUTHENTICATED'> {
  return new RegistryError(
    'UNAUTHENTICATED',
    'This call needs an API key. Send Authorization: Bearer KEY, or run `actions login`.',
    {
      details: { reason: 'missing' },
    },
  );
}
