// What the registry says about itself: is it well, which version runs, what is allowed.
import { z } from 'zod';
import { CompatRules } from './comparison.js';
import { Caller } from './session.js';

/** The answer to `system.health`. */
export const Health = z.object({ ok: z.boolean(), checks: z.record(z.string(), z.enum(['ok', 'failed'])) });
export type Health = z.infer<typeof Health>;

/** The answer to `system.info`: public facts, and who the caller is. */
export const SystemInfo = z.object({
  name: z.literal('action-registry'),
  version: z.string(),
  database: z.enum(['pglite', 'postgresql']),
  read_access: z.enum(['open', 'key']),
  default_model: z.string(),
  log_size: z.int().nonnegative(),
  compat: CompatRules,
  limits: z.record(z.string(), z.number()),
  caller: Caller.optional(),
});
export type SystemInfo = z.infer<typeof SystemInfo>;
