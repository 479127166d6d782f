// The raw typed tRPC client: every procedure with its types, over batches for calls and server-sent events for streams.

import { LIMITS } from '@action-registry/schema';
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink, type TRPCClient } from '@trpc/client';
import { EventSource } from 'eventsource';
import type { AppRouter } from './app-router.js';

/** Every procedure of the registry, typed end to end. */
export type RegistryClient = TRPCClient<AppRouter>;

/** Makes the client; the key travels in a header only, never in a URL. */
export function createTrpcClient({
  url,
  headers,
  fetch,
}: {
  url: string;
  headers: Record<string, string>;
  fetch: typeof globalThis.fetch;
}): RegistryClient {
  const endpoint = `${url}/trpc`;
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({
          url: endpoint,
          EventSource,
          eventSourceOptions: () => ({
            fetch: (input: string | URL, init: object) =>
              globalThis.fetch(input, {
                ...init,
                headers: { ...('headers' in init ? (init.headers as Record<string, string>) : {}), ...headers },
              }),
          }),
        }),
        false: httpBatchLink({
          url: endpoint,
          headers: () => headers,
          fetch: fetch as never,
          maxItems: LIMITS.batchCalls,
          maxURLLength: 8_000,
        }),
      }),
    ],
  });
}
