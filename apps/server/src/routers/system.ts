// Procedures by which the registry tells of itself.
import { Health, SystemInfo } from '@action-registry/schema';
import { z } from 'zod';
import { getHealth, getInfo } from '../services/system.js';
import { procedure, router } from '../trpc.js';

/** system.* */
export const systemRouter = router({
  health: procedure({ permission: 'none', limit: 'none' })
    .input(z.strictObject({}).optional())
    .output(Health)
    .query(({ ctx }) => getHealth(ctx)),
  info: procedure({ permission: 'none', rest: { method: 'GET', path: '/info' } })
    .input(z.strictObject({}).optional())
    .output(SystemInfo)
    .query(({ ctx }) => getInfo(ctx)),
});
