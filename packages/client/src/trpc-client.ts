// The raw typed tRPC client: every procedure with its types, over batches for calls and server-sent events for streams.
import { LIMITS } from '@action-registry/schema';
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink, type TRPCClient } from '@trpc/client';
import { EventSource } from 'eventsource';
import type { AppRouter } from './app-router.js';

/** Every procedure of the registry, typed end to end. */
export type RegistryClient = TRPCClient<AppRouter>;

/**
 * `fetchCall` carries queries and mutations, `fetchLongQuery` queries that do not fit into an address (by POST, though they
 * only read), `fetchStream` the event stream, which must not time out.
 */
export type TrpcClientOptions = {
  url: string;
  headers: Record<string, string>;
  fetchCall: typeof fetch;
  fetchLongQuery: typeof fetch;
  fetchStream: typeof fetch;
};

const ENDPOINT = '/trpc';
/** Node refuses request heads above 16 KiB; the rest of it is headers. */
const URL_CHARACTERS_MAX = 12_000;
/** What one query's input may take of that, percent-encoded; the rest is left for the procedure's name. */
const INPUT_CHARACTERS_MAX = 11_000;

/** Makes the client; the key travels in a header only, never in a URL. */
export function createTrpcClient(options: TrpcClientOptions): RegistryClient {
  const { fetchCall, fetchLongQuery } = options;
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === 'subscription',
        true: httpSubscriptionLink({
          url: `${options.url}${ENDPOINT}`,
          EventSource,
          eventSourceOptions: () => ({ fetch: toStreamFetch(options) }),
        }),
        false: splitLink({
          condition: ({ type, input }) => type === 'query' && isLong(input),
          true: httpBatchLink({ ...toBatchOptions(options, fetchLongQuery), methodOverride: 'POST' }),
          false: httpBatchLink(toBatchOptions(options, fetchCall)),
        }),
      }),
    ],
  });
}

/** Followed redirects would take the key wherever the answer points. */
function toStreamFetch({ headers, fetchStream }: TrpcClientOptions): typeof fetch {
  return (input, init) =>
    fetchStream(input, { ...init, redirect: 'manual', headers: { ...init?.headers, ...headers } });
}

function toBatchOptions({ url, headers }: TrpcClientOptions, fetch: typeof globalThis.fetch) {
  return {
    url: `${url}${ENDPOINT}`,
    headers: () => headers,
    // tRPC's own, narrower type of fetch; ours takes all that it passes.
    fetch: fetch as never,
    maxItems: LIMITS.batchCalls,
    maxURLLength: URL_CHARACTERS_MAX,
  };
}

function isLong(input: unknown): boolean {
  return input !== undefined && encodeURIComponent(JSON.stringify(input)).length > INPUT_CHARACTERS_MAX;
}
