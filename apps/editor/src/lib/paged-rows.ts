// Rows of a list that is fetched in keyset pages from both of its ends: the first page says how many there are, the end is
// one page away, and what lies between is fetched from the nearer side when it comes into view.
import { useCallback, useEffect, useMemo, useState } from 'react';

/** One end's pages, as `useInfiniteQuery` has them. */
export type PageRun<Item> = {
  data: { pages: readonly { items: readonly Item[] }[] } | undefined;
  hasNextPage: boolean;
  isFetching: boolean;
  isError: boolean;
  fetchNextPage: () => Promise<unknown>;
};

/** Rows by index, undefined while they are on their way; and where to tell which rows are in view. */
export type PagedRows<Item> = {
  row: (index: number) => Item | undefined;
  onVisible: (first: number, last: number) => void;
};

/** Which side has to be asked for the rows from `first` to `last`; undefined when they are there. */
export function findWanted(
  { first, last }: { first: number; last: number },
  { total, head, tail }: { total: number; head: number; tail: number },
  hasTail: boolean,
): 'head' | 'tail' | undefined {
  const end = Math.min(last, total - 1);
  const tailStart = total - tail;
  if (end < head || first >= tailStart || head >= tailStart) return undefined;
  const fromHead = end - head;
  const fromTail = tailStart - first;
  return hasTail && fromTail < fromHead ? 'tail' : 'head';
}

/** Both ends of a list; `tail` has the order turned round, and is only fetched once `wantTail` was called. */
export type PagedEnds<Item> = {
  total: number;
  head: PageRun<Item>;
  tail: PageRun<Item>;
  /** Undefined where the order cannot be turned round. */
  wantTail: (() => void) | undefined;
};

/** Fetches what comes into view. */
export function usePagedRows<Item>({ total, head, tail, wantTail }: PagedEnds<Item>): PagedRows<Item> {
  const [view, setView] = useState({ first: 0, last: 0 });
  const first = useItems(head.data);
  const last = useItems(tail.data);
  const counts = { total, head: first.length, tail: last.length };
  const wanted = findWanted(view, counts, wantTail !== undefined);
  useEffect(() => {
    if (wanted === 'tail' && tail.data === undefined) wantTail?.();
    const run = wanted === 'tail' ? tail : head;
    if (wanted === undefined || run.isFetching || run.isError || !run.hasNextPage || run.data === undefined) return;
    void run.fetchNextPage();
  }, [wanted, head, tail, wantTail]);
  return {
    row: (index) => first[index] ?? last[total - 1 - index],
    onVisible: useCallback((from: number, to: number) => setView({ first: from, last: to }), []),
  };
}

function useItems<Item>(data: PageRun<Item>['data']): readonly Item[] {
  return useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
}
