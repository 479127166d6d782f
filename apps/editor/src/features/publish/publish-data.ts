// What publishing starts from: the draft as it stands now, and what is published under its name. It is read once and kept,
// so that nothing on the page changes under whoever is about to sign it.
import type { CompatRules, Definition } from '@action-registry/schema';
import { useQuery } from '@tanstack/react-query';
import { toCallError } from '../../lib/errors.js';
import { findBase } from '../../lib/release-changes.js';
import { type ApiClient, type ApiOutputs, useTRPC, useTRPCClient } from '../../lib/trpc.js';

/** A published action with all its versions. */
type Action = ApiOutputs['actions']['get'];

/**
 * The draft, its published action if there is one, the release that its changes are told against, and how the registry's gate
 * judges what breaks.
 */
export type PublishFacts = {
  draft: Definition;
  action: Action | undefined;
  base: ApiOutputs['releases']['get'] | undefined;
  rules: CompatRules;
};

type Ask = { client: ApiClient; signal: AbortSignal };

const VERSIONS_PAGE = 200;

/** Reads them anew each time the page opens; `refetch` reads them once more. */
export function usePublishFacts(id: number) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  return useQuery({
    queryKey: ['publish', id],
    queryFn: async ({ signal, client: queries }): Promise<PublishFacts> => {
      const [draft, { compat: rules }] = await Promise.all([
        client.definitions.get.query({ id }, { signal }),
        client.system.info.query(undefined, { signal }),
      ]);
      // The path above the page calls the draft by its title.
      queries.setQueryData(trpc.definitions.get.queryKey({ id }), draft as never);
      // The draft knows whether its name is published: asking for what is not there is a failure in the browser's console.
      if (draft.name === undefined || draft.published === undefined)
        return { draft, action: undefined, base: undefined, rules };
      const action = await readAction({ client, signal }, draft.name);
      const version = action && findBase(action.version_states);
      if (version === undefined) return { draft, action, base: undefined, rules };
      const base = await client.releases.get.query({ name: draft.name, version }, { signal });
      return { draft, action, base, rules };
    },
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnReconnect: false,
  });
}

/** The action with every version; a name under which nothing is published yet is no failure. */
async function readAction({ client, signal }: Ask, name: string): Promise<Action | undefined> {
  try {
    const first = await client.actions.get.query({ name, limit: VERSIONS_PAGE }, { signal });
    const version_states = [...first.version_states];
    for (let cursor = first.next_cursor; cursor !== undefined; ) {
      const page = await client.actions.get.query({ name, limit: VERSIONS_PAGE, cursor }, { signal });
      version_states.push(...page.version_states);
      cursor = page.next_cursor;
    }
    return { ...first, version_states };
  } catch (error) {
    if (toCallError(error).code !== 'ACTION_NOT_FOUND') throw error;
    return undefined;
  }
}
