// What the registry says of itself.
import { type Health, LIMITS, type SystemInfo } from '@action-registry/schema';
import type { Context } from '../context.js';
import { toCaller } from '../principal.js';

/** The version of the server. */
export const VERSION = '0.1.0';

/** Whether the parts that requests need answer. */
export async function getHealth(ctx: Context): Promise<Health> {
  const database = await ctx.database.ping().then(
    () => 'ok' as const,
    () => 'failed' as const,
  );
  const log_signer = ctx.signer.problem() === undefined ? ('ok' as const) : ('failed' as const);
  return { ok: database === 'ok' && log_signer === 'ok', checks: { database, log_signer } };
}

/** Public facts, and who the caller is. */
export function getInfo(ctx: Context): SystemInfo {
  const { principal } = ctx;
  return {
    name: 'action-registry',
    version: VERSION,
    database: ctx.database.kind,
    read_access: ctx.config.readAccess,
    default_model: ctx.config.defaultModel,
    log_size: ctx.feed.size(),
    compat: { policy: ctx.config.compatPolicy, callers: ctx.config.compatCallers },
    limits: { ...LIMITS },
    ...(principal && {
      caller: toCaller(principal),
    }),
  };
}
