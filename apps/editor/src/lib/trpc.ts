// The browser's tRPC client: batches for calls, the browser's own EventSource for the stream, same origin, and the session's
// cookie for who is asking. Only types come from the server.
import type { AppRouter } from '@action-registry/client';
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink, type TRPCClient } from '@trpc/client';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { createTRPCContext } from '@trpc/tanstack-react-query';

/** Every procedure, typed end to end. */
export type ApiClient = TRPCClient<AppRouter>;
/** What each procedure takes. */
export type ApiInputs = inferRouterInputs<AppRouter>;
/** What each procedure answers. */
export type ApiOutputs = inferRouterOutputs<AppRouter>;

const ENDPOINT = '/trpc';
/** The registry's own limits (LIMITS.batchCalls; Node refuses request heads above 16 KiB). */
const BATCH_CALLS_MAX = 20;
const URL_CHARACTERS_MAX = 12_000;

type ApiContext = ReturnType<typeof createTRPCContext<AppRouter>>;

const context: ApiContext = createTRPCContext<AppRouter>();

/** Gives the client and the cache to everything below. */
export const TRPCProvider: ApiContext['TRPCProvider'] = context.TRPCProvider;
/** Makes options for React Query. */
export const useTRPC: ApiContext['useTRPC'] = context.useTRPC;
/** The client itself, for calls that no cache keeps. */
export const useTRPCClient: ApiContext['useTRPCClient'] = context.useTRPCClient;

/** A client of the registry that served this page. */
export function createApiClient(): ApiClient {
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({ url: ENDPOINT }),
        false: httpBatchLink({ url: ENDPOINT, maxItems: BATCH_CALLS_MAX, maxURLLength: URL_CHARACTERS_MAX }),
      }),
    ],
  });
}
