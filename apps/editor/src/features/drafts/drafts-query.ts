// From the address to the registry's question about drafts. Built-ins always come first; the rest in keyset pages.
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { type PageRun, usePagedRows } from '../../lib/paged-rows.js';
import type { DraftsSearch } from '../../lib/search-params.js';
import { type ApiInputs, type ApiOutputs, useTRPC, useTRPCClient } from '../../lib/trpc.js';

type Question = NonNullable<ApiInputs['definitions']['list']>;
type Page = ApiOutputs['definitions']['list'];
/** A row of the drafts. */
export type DraftItem = Page['items'][number];

const PAGE_ROWS = 100;
const NO_TAIL: PageRun<DraftItem> = {
  data: undefined,
  hasNextPage: false,
  isFetching: false,
  isError: false,
  fetchNextPage: () => Promise.resolve(),
};

/** The filters of a view, as the registry takes them. */
function toFilter({ q, kind, origin, tag }: DraftsSearch): Question {
  const filter = { q, kind, origin, tag };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

/** A view's rows, how many there are, and how to begin anew. */
export function useDrafts(search: DraftsSearch) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const { sort, dir } = search;
  const question = { ...toFilter(search), ...(sort && { sort }), ...(dir && { dir }), limit: PAGE_ROWS };
  const queryKey = trpc.definitions.list.infiniteQueryKey(question);
  const head = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
      client.definitions.list.query({ ...question, ...(pageParam !== null && { cursor: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page) => page.next_cursor,
    placeholderData: keepPreviousData,
    refetchOnReconnect: false,
  });
  const total = head.data?.pages[0]?.facets?.total ?? 0;
  // Built-ins stand first in either direction, so the order cannot be turned round to begin at the end.
  const rows = usePagedRows({ total, head, tail: NO_TAIL, wantTail: undefined });
  const refresh = async (): Promise<void> => {
    queries.setQueryData(queryKey, (data) =>
      data === undefined ? data : { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
    );
    await queries.invalidateQueries(trpc.definitions.list.pathFilter());
  };
  return { head, rows, total, refresh };
}

/** How many drafts each value of a facet would leave; fetched while `isWanted`. */
export function useDraftFacet(
  search: DraftsSearch,
  facet: 'kind' | 'origin',
  isWanted: boolean,
): Readonly<Record<string, number>> | undefined {
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.definitions.list.queryOptions(
      { ...toFilter({ ...search, [facet]: undefined }), limit: 1 },
      { enabled: isWanted, placeholderData: keepPreviousData },
    ),
  );
  return data?.facets?.[facet];
}
