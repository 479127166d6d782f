// The audit's pages for what the address asks. The list stands still while it is read: what is newer waits in the pill.
import type { AuditEvent } from '@action-registry/schema';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { keysetPages } from '../../lib/keyset-pages.js';
import { useNews } from '../../lib/news.js';
import type { LogSearch } from '../../lib/search-params.js';
import { useTRPC, useTRPCClient } from '../../lib/trpc.js';
import { isAskedFor, toQuestion } from './log-filter.js';

const PAGE_EVENTS = 100;
const NO_EVENTS: readonly AuditEvent[] = [];

/** The pages, their events, what is asked, and what is newer. */
export function useAudit({ type, actor, subject, from, to }: LogSearch) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  // Ranges that end now are asked for once a minute, so that coming back finds the same rows.
  const [now, setNow] = useState(toMinute);
  const asked = useMemo(
    () => toQuestion({ type, actor, subject, from, to }, now),
    [type, actor, subject, from, to, now],
  );
  const question = { ...asked, limit: PAGE_EVENTS };
  const pages = useInfiniteQuery({
    ...keysetPages(trpc.log.audit.infiniteQueryKey(question), (place, options) =>
      client.log.audit.query({ ...question, ...place }, options),
    ),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnReconnect: false,
  });
  const news = useNews((event) => isAskedFor(event, asked), true);
  const refresh = async (): Promise<void> => {
    news.clear();
    setNow(toMinute());
    queries.setQueryData(trpc.log.audit.infiniteQueryKey(question), (data) =>
      data === undefined ? data : { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
    );
    await queries.invalidateQueries(trpc.log.audit.pathFilter());
  };
  const events = useMemo(() => pages.data?.pages.flatMap(({ items }) => items) ?? NO_EVENTS, [pages.data]);
  return { pages, events, asked, news: news.count, refresh };
}

const MINUTE_MS = 60_000;

function toMinute(): Date {
  return new Date(Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS);
}
