// Procedures of trusted keys.
import { AddKey, KeyId, RevokeKey, TrustedKey } from '@action-registry/schema';
import { z } from 'zod';
import { addKey, listTrustedKeys, retireKey } from '../services/keys.js';
import { revokeKey } from '../services/revoke-key.js';
import { callerProcedure, procedure, router } from '../trpc.js';

/** keys.* */
export const keysRouter = router({
  list: procedure({ permission: 'read', rest: { method: 'GET', path: '/keys' } })
    .input(z.strictObject({}).optional())
    .output(z.object({ items: z.array(TrustedKey) }))
    .query(({ ctx }) => listTrustedKeys(ctx)),
  add: callerProcedure({ permission: 'keys:manage', rest: { method: 'POST', path: '/keys', status: 201 } })
    .input(AddKey)
    .output(TrustedKey)
    .mutation(({ ctx, input }) => addKey(ctx, input)),
  retire: callerProcedure({ permission: 'keys:manage', rest: { method: 'POST', path: '/keys/{kid}/retire' } })
    .input(z.strictObject({ kid: KeyId }))
    .output(TrustedKey)
    .mutation(({ ctx, input }) => retireKey(ctx, input)),
  revoke: callerProcedure({ permission: 'keys:manage', rest: { method: 'POST', path: '/keys/{kid}/revoke' } })
    .input(RevokeKey)
    .output(TrustedKey)
    .mutation(({ ctx, input }) => revokeKey(ctx, input)),
});
