// The namespaces of the workspace and the offers to it, which come in one answer.
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { keysetPages } from '../../lib/keyset-pages.js';
import { useTRPC, useTRPCClient } from '../../lib/trpc.js';

const PAGE_NAMESPACES = 100;

/** The namespaces, page by page; each page has all offers. */
export function useNamespaces() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const question = { limit: PAGE_NAMESPACES };
  return useInfiniteQuery(
    keysetPages(trpc.workspaces.namespaces.infiniteQueryKey(question), (place, options) =>
      client.workspaces.namespaces.query({ ...question, ...place }, options),
    ),
  );
}

/** Answers an offer of a namespace, or takes one's own back; what owns what is then fetched anew. */
export function useAnswer(onDone: (input: { namespace: string; accept: boolean }) => void) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return useMutation(
    trpc.workspaces.answerTransfer.mutationOptions({
      onSuccess: async (_owner, input) => {
        onDone(input);
        await queries.invalidateQueries(trpc.workspaces.namespaces.pathFilter());
      },
    }),
  );
}
