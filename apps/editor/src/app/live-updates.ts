// What live events do to the cache. Keys are fetched anew at once, because verdicts over what is on the screen hang on them;
// everything else is only marked as old: open views offer what is newer, and the next visit fetches it.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { onLiveGap, useLiveEvents } from '../lib/live.js';
import { useTRPC } from '../lib/trpc.js';

/** Keeps single views fresh; once, in the root. */
export function useLiveUpdates(): void {
  const trpc = useTRPC();
  const queries = useQueryClient();
  useLiveEvents(({ type, subject }) => {
    if (type.startsWith('key.')) {
      void queries.invalidateQueries(trpc.keys.pathFilter());
      void queries.invalidateQueries(trpc.releases.get.pathFilter());
    }
    void queries.invalidateQueries({ ...trpc.log.audit.pathFilter(), refetchType: 'none' });
    // Short lists of those who manage them: what somebody else changed there is shown at once.
    if (type.startsWith('api_key.')) void queries.invalidateQueries(trpc.apiKeys.pathFilter());
    if (/^(?:workspace|namespace|member)\./.test(type)) void queries.invalidateQueries(trpc.workspaces.pathFilter());
    const isNews = type.startsWith('release.') || type === 'channel.move';
    const [name = ''] = subject.split('@', 1);
    const old = isNews
      ? [
          trpc.actions.search.pathFilter(),
          trpc.actions.get.queryFilter({ name }),
          trpc.actions.get.infiniteQueryFilter({ name }),
          trpc.releases.get.queryFilter({ name }),
        ]
      : type.startsWith('definition.')
        ? [trpc.definitions.pathFilter()]
        : [];
    for (const filter of old) void queries.invalidateQueries({ ...filter, refetchType: 'none' });
  });
  useEffect(
    () =>
      onLiveGap(() => {
        for (const filter of [trpc.actions.get, trpc.releases.get, trpc.keys.list, trpc.sessions.current])
          void queries.invalidateQueries(filter.pathFilter());
      }),
    [queries, trpc],
  );
}
