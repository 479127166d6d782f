// From the address to the registry's question. Deprecated and yanked actions are left out unless they are asked for; counts
// of a facet come from the same question without that facet, so that each number is what choosing it gives.
import type { ActionFacets } from '@action-registry/schema';
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type PagedRows, usePagedRows } from '../../lib/paged-rows.js';
import type { LibrarySearch } from '../../lib/search-params.js';
import { type ApiInputs, type ApiOutputs, useTRPC, useTRPCClient } from '../../lib/trpc.js';

type Question = NonNullable<ApiInputs['actions']['search']>;
/** A row of the library. */
export type LibraryItem = ApiOutputs['actions']['search']['items'][number];
/** What one can filter by and count. */
export type FacetName = Exclude<keyof ActionFacets, 'total'>;

const PAGE_ROWS = 100;
/** Later pages are asked for when somebody is far down already. */
const MORE_ROWS = 200;

/** The filters of a view, as the registry takes them. */
export function toFilter({ q, kind, state, channel, tag, by, key, dep }: LibrarySearch): Question {
  const isAll = dep !== undefined || state !== undefined;
  const filter = { q, kind, channel, tag, by, key, state: isAll ? state : ('active' as const) };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

/** The order of a view; matches come best first unless another order is asked for. */
export function toOrder({ q, sort, dir }: LibrarySearch): Pick<Question, 'sort' | 'dir'> {
  if (sort === undefined && q !== undefined) return {};
  const by = sort ?? 'updated_at';
  return { sort: by, dir: dir ?? (by === 'name' ? 'asc' : 'desc') };
}

function toReverse({ sort, dir }: Pick<Question, 'sort' | 'dir'>): Pick<Question, 'sort' | 'dir'> {
  return { sort, dir: dir === 'asc' ? 'desc' : 'asc' };
}

/** A view's rows from both ends, how many there are, and how to begin anew. */
export function useLibrary(search: LibrarySearch) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const order = toOrder(search);
  const hasTail = order.sort !== undefined;
  const headQuestion = { ...toFilter(search), ...order, limit: PAGE_ROWS, facets: true };
  const head = useInfiniteQuery({ ...usePages(headQuestion), placeholderData: keepPreviousData });
  const first = head.data?.pages[0];
  const total = first?.facets?.total ?? 0;
  const [isTailWanted, setTailWanted] = useState(false);
  const tailQuestion = { ...toFilter(search), ...toReverse(order), limit: PAGE_ROWS };
  const tail = useInfiniteQuery({ ...usePages(tailQuestion), enabled: hasTail && isTailWanted });
  const wantTail = hasTail ? () => setTailWanted(true) : undefined;
  const rows: PagedRows<LibraryItem> = usePagedRows({ total, head, tail, wantTail });
  const refresh = async (): Promise<void> => {
    queries.setQueryData(trpc.actions.search.infiniteQueryKey(headQuestion), (data) =>
      data === undefined ? data : { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
    );
    await queries.invalidateQueries(trpc.actions.search.pathFilter());
  };
  return { head, rows, total, suggestions: first?.suggestions ?? [], refresh };
}

/** The pages of a question. News come as a pill: nothing moves the rows while somebody reads them. */
function usePages(question: Question) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  return {
    queryKey: trpc.actions.search.infiniteQueryKey(question),
    queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
      client.actions.search.query(
        { ...question, ...(pageParam !== null && { cursor: pageParam, limit: MORE_ROWS }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page: ApiOutputs['actions']['search']) => page.next_cursor,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnReconnect: false,
  };
}

/** How many actions each value of a facet would leave; fetched while `isWanted`. */
export function useFacet(
  search: LibrarySearch,
  facet: FacetName,
  isWanted: boolean,
): Readonly<Record<string, number>> | undefined {
  const trpc = useTRPC();
  const rest =
    facet === 'state' ? { ...search, state: undefined, dep: '1' as const } : { ...search, [facet]: undefined };
  const { data } = useQuery(
    trpc.actions.search.queryOptions(
      { ...toFilter(rest), facets: true, limit: 1 },
      { enabled: isWanted, placeholderData: keepPreviousData },
    ),
  );
  return data?.facets?.[facet];
}
