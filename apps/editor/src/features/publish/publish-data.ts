// What publishing starts from: the draft as it stands now, and what is published under its name. It is read once and kept,
// so that nothing on the page changes under whoever is about to sign it.
import type { Definition } from '@action-registry/schema';
import { useQuery } from '@tanstack/react-query';
import { toCallError } from '../../lib/errors.js';
import { findBase } from '../../lib/release-changes.js';
import { type ApiOutputs, useTRPCClient } from '../../lib/trpc.js';

/** The draft, its published action if there is one, and the release that it is compared with. */
export type PublishFacts = {
  draft: Definition;
  action: ApiOutputs['actions']['get'] | undefined;
  base: ApiOutputs['releases']['get'] | undefined;
};

const VERSIONS_PAGE = 200;

/** Reads them anew each time the page opens; `refetch` reads them once more. */
export function usePublishFacts(id: number) {
  const client = useTRPCClient();
  return useQuery({
    queryKey: ['publish', id],
    queryFn: async ({ signal }): Promise<PublishFacts> => {
      const draft = await client.definitions.get.query({ id }, { signal });
      if (draft.name === undefined) return { draft, action: undefined, base: undefined };
      const { name } = draft;
      // The draft knows whether its name is published: asking for what is not there is a failure in the browser's console.
      const action =
        draft.published &&
        (await client.actions.get.query({ name, limit: VERSIONS_PAGE }, { signal }).catch(toUndefined));
      const version = action && findBase(action.version_states);
      const base = version === undefined ? undefined : await client.releases.get.query({ name, version }, { signal });
      return { draft, action, base };
    },
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnReconnect: false,
  });
}

/** A name under which nothing is published yet is no failure. */
function toUndefined(error: unknown): undefined {
  if (toCallError(error).code !== 'ACTION_NOT_FOUND') throw error;
}
