// Procedures of API keys.
import { ApiKey, ApiKeyPage, CreateApiKey, CreatedApiKey, ListApiKeys, RevokeApiKey } from '@action-registry/schema';
import { createApiKey, listApiKeys, revokeApiKey } from '../services/api-keys.js';
import { callerProcedure, router } from '../trpc.js';

const permission = 'api_keys:manage';

/** apiKeys.* */
export const apiKeysRouter = router({
  list: callerProcedure({ permission, rest: { method: 'GET', path: '/api-keys' } })
    .input(ListApiKeys)
    .output(ApiKeyPage)
    .query(({ ctx, input }) => listApiKeys(ctx, input)),
  create: callerProcedure({ permission, rest: { method: 'POST', path: '/api-keys', status: 201 } })
    .input(CreateApiKey)
    .output(CreatedApiKey)
    .mutation(({ ctx, input }) => createApiKey(ctx, input)),
  revoke: callerProcedure({ permission, rest: { method: 'POST', path: '/api-keys/{id}/revoke' } })
    .input(RevokeApiKey)
    .output(ApiKey)
    .mutation(({ ctx, input }) => revokeApiKey(ctx, input)),
});
