// The cache of answers, and its manners: what is passing is tried again, a refusal is not; a call without a session asks for
// one; data that is there stays on the screen while it is fetched anew.
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isPassing, toCallError } from './errors.js';
import { beginOwnChange } from './own-changes.js';
import { requestSignIn } from './session.js';

const RETRIES_MAX = 2;
const STALE_MS = 15_000;
/** Back from an action to a list of thousands of rows must find them still there. */
const KEPT_MS = 30 * 60_000;

/** An empty cache. */
export function createQueries(): QueryClient {
  const ends = new Map<number, () => void>();
  return new QueryClient({
    queryCache: new QueryCache({ onError: (error, query) => followRefusal(error, query.state.data !== undefined) }),
    mutationCache: new MutationCache({
      onMutate: (_input, mutation) => {
        ends.set(mutation.mutationId, beginOwnChange());
      },
      onSettled: (...settled) => ends.get(settled[4].mutationId)?.(),
      onError: (...[error, , , { meta }]) => meta?.signsIn !== true && followRefusal(error, true),
    }),
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        gcTime: KEPT_MS,
        retry: (failures, error) => failures < RETRIES_MAX && isPassing(toCallError(error)),
        refetchOnWindowFocus: false,
      },
      // A mutation is repeated by whoever made it, never by itself.
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

/** A session that ended is told as such; a first view that needs one shows its own invitation. */
function followRefusal(error: unknown, hadData: boolean): void {
  if (toCallError(error).code === 'UNAUTHENTICATED' && hadData) requestSignIn('expired');
}
