// A list of the registry as pages for `useInfiniteQuery`: each answer says where the next one begins. The question itself is
// sent as it is: the registry refuses fields that it does not know.

/** The options of a list: `fetch` gets where to go on, nothing for the first page. */
export function keysetPages<Key, Page extends { next_cursor?: string | undefined }>(
  queryKey: Key,
  fetch: (place: { cursor?: string }, options: { signal: AbortSignal }) => Promise<Page>,
) {
  return {
    queryKey,
    queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
      fetch(pageParam === null ? {} : { cursor: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }: Page) => next_cursor,
  };
}
