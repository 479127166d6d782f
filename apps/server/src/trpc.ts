// Context, error shape and the one procedure builder. Who may call is said in `meta` and decided before any input is
// parsed, so that nobody without the right can probe an input's schema.
import { assertStorable } from '@action-registry/core';
import { type Permission, RegistryError, statusOf } from '@action-registry/schema';
import { initTRPC } from '@trpc/server';
import type { CallerContext, Context } from './context.js';
import { toRegistryError, toTrpcError, toWireError } from './errors.js';
import { assertWithin, type LimitName, type Standing, toRateLimitHeaders } from './rate-limits.js';
import { noteRefusal } from './refusals.js';

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
export type Meta = {
  permission: 'none' | 'read' | Permission;
  rest?: RestRoute;
  /** What a call is counted as beside a read: `publishes` per caller, `sign_ins` per address; `none` is not counted. */
  limit?: Exclude<LimitName, 'reads'> | 'none';
  /** How many keys an input may have in all, where that is not what documents may have. */
  maxKeys?: number | undefined;
};

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
        method: ctx?.method ?? 'GET',
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
    let input: unknown;
    try {
      await countCall(ctx, meta.limit);
      assertMay(ctx, meta.permission);
      input = await getRawInput();
      if (input !== undefined) assertStorable(input, meta);
      const result = await next();
      if (!result.ok) throw result.error;
      ctx.metrics.call(path, 'ok');
      return result;
    } catch (error) {
      const refusal = toRegistryError(error, { method: type, path, input });
      ctx.metrics.call(path, refusal.code);
      noteRefusal(ctx, refusal, { path, permission: meta.permission });
      if (refusal.code === 'INTERNAL')
        ctx.log.error({ err: refusal.cause, path, request_id: ctx.requestId }, 'procedure failed');
      throw toTrpcError(refusal);
    }
  });
}

/** A procedure whose caller is known. */
export function callerProcedure(meta: Meta & { permission: Permission }) {
  return procedure(meta).use(({ ctx, next }) => next({ ctx: assertCaller(ctx) }));
}

async function countCall(ctx: Context, limit: Meta['limit']): Promise<void> {
  if (limit === 'none') return;
  countRead(ctx);
  if (limit === undefined) return;
  const caller = limit === 'sign_ins' ? ctx.address : (ctx.principal?.actor ?? ctx.address);
  note(ctx, await ctx.limits.countShared(limit, caller));
}

/** Counts a read of this caller, for doors that answer without a procedure; throws RATE_LIMITED. */
export function countRead(ctx: Context): void {
  note(ctx, ctx.limits.countRead(ctx.principal?.actor ?? ctx.address));
}

function note(ctx: Context, standing: Standing | undefined): void {
  if (standing === undefined) return;
  for (const [field, value] of Object.entries(toRateLimitHeaders(standing))) ctx.answer.headers.set(field, value);
  assertWithin(standing);
}

/** Throws unless the caller has the permission; what is public may be read by anyone, or with a key where `READ_ACCESS=key`. */
export function assertMay(ctx: Context, permission: Meta['permission']): void {
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

/** The context of a caller who is known; throws UNAUTHENTICATED for anybody else. */
export function assertCaller(ctx: Context): CallerContext {
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
