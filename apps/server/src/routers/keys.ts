// Procedures of trusted keys.
import {
  AddKey,
  DecideKeyRequest,
  KeyId,
  KeyRequest,
  KeyRequestPage,
  ListKeyRequests,
  RequestKey,
  RevokeKey,
  TrustedKey,
} from '@action-registry/schema';
import { z } from 'zod';
import { decideKeyRequest, listKeyRequests, requestKey } from '../services/key-requests.js';
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
  request: callerProcedure({
    permission: 'releases:publish',
    rest: { method: 'POST', path: '/keys/requests', status: 201 },
  })
    .input(RequestKey)
    .output(KeyRequest)
    .mutation(({ ctx, input }) => requestKey(ctx, input)),
  listRequests: callerProcedure({ permission: 'definitions:read', rest: { method: 'GET', path: '/keys/requests' } })
    .input(ListKeyRequests)
    .output(KeyRequestPage)
    .query(({ ctx, input }) => listKeyRequests(ctx, input)),
  decideRequest: callerProcedure({
    permission: 'keys:manage',
    rest: { method: 'POST', path: '/keys/requests/{id}/decide' },
  })
    .input(DecideKeyRequest)
    .output(KeyRequest)
    .mutation(({ ctx, input }) => decideKeyRequest(ctx, input)),
  retire: callerProcedure({ permission: 'keys:manage', rest: { method: 'POST', path: '/keys/{kid}/retire' } })
    .input(z.strictObject({ kid: KeyId }))
    .output(TrustedKey)
    .mutation(({ ctx, input }) => retireKey(ctx, input)),
  revoke: callerProcedure({ permission: 'keys:manage', rest: { method: 'POST', path: '/keys/{kid}/revoke' } })
    .input(RevokeKey)
    .output(TrustedKey)
    .mutation(({ ctx, input }) => revokeKey(ctx, input)),
});
