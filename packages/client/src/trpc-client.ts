// The raw typed tRPC client: every procedure with its types, over batches for calls and server-sent events for streams.
import { LIMITS } from '@action-registry/schema';
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink, type TRPCClient } from '@trpc/client';
import { EventSource } from 'eventsource';
import type { AppRouter } from './app-router.js';

/** Every procedure of the registry, typed end to end. */
export type RegistryClient = TRPCClient<AppRouter>;

/** `fetchCall` carries queries and mutations, `fetchStream` the event stream, which must not time out. */
export type TrpcClientOptions = {
  url: string;
  headers: Record<string, string>;
  fetchCall: typeof fetch;
  fetchStream: typeof fetch;
};

/** Node refuses request heads above 16 KiB; the rest of it is headers. */
const URL_CHARACTERS_MAX = 12_000;

/** Makes the client; the key travels in a header only, never in a URL. */
export function createTrpcClient({ url, headers, fetchCall, fetchStream }: TrpcClientOptions): RegistryClient {
  const endpoint = `${url}/trpc`;
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({
          url: endpoint,
          EventSource,
          eventSourceOptions: () => ({
            fetch: (input, init) => fetchStream(input, { ...init, headers: { ...init.headers, ...headers } }),
          }),
        }),
        false: httpBatchLink({
          url: endpoint,
          headers: () => headers,
          // tRPC's own, narrower type of fetch; ours takes all that it passes.
          fetch: fetchCall as never,
          maxItems: LIMITS.batchCalls,
          maxURLLength: URL_CHARACTERS_MAX,
        }),
      }),
    ],
  });
}
