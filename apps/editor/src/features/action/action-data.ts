// What the action page is about: the release that the address names, the action around it, and the check made here. Its
// views get it from the page; the address says a name, and after `@` a version, range or channel.
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { type ApiOutputs, useTRPC, useTRPCClient } from '../../lib/trpc.js';
import type { VerificationHere } from '../../lib/verification.js';

/** An action with a page of its versions. */
export type ActionInfo = ApiOutputs['actions']['get'];
/** One version's state. */
export type VersionInfo = ActionInfo['version_states'][number];
/** A release as the registry answers it. */
export type ReleaseInfo = ApiOutputs['releases']['get'];

/** What every view of the page knows. */
export type ActionView = {
  name: string;
  /** What was asked for after `@`; undefined for the latest version. */
  selector: string | undefined;
  action: ActionInfo;
  versions: readonly VersionInfo[];
  release: ReleaseInfo;
  verification: VerificationHere;
  /** The address of this very version. */
  reference: string;
  /** Fetches everything anew, after something was changed. */
  refresh: () => Promise<void>;
  moreVersions: { has: boolean; isLoading: boolean; load: () => void };
};

const VERSIONS_PAGE = 100;

export const ActionContext = createContext<ActionView | undefined>(undefined);

/** The page's data; only below the page. */
export function useActionView(): ActionView {
  const view = useContext(ActionContext);
  if (view === undefined) throw new Error('this view belongs below the action page');
  return view;
}

/** `name@selector` taken apart; names are lower-case, whatever was typed. */
export function parseAddress(reference: string): { name: string; selector: string | undefined } {
  const at = reference.indexOf('@');
  if (at <= 0) return { name: reference.toLowerCase(), selector: undefined };
  const selector = reference.slice(at + 1);
  return { name: reference.slice(0, at).toLowerCase(), selector: selector === '' ? undefined : selector };
}

/** Asks for an action, its versions and the release that a selector means. */
export function useActionQueries(name: string, selector: string | undefined) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const question = { name, limit: VERSIONS_PAGE };
  const action = useInfiniteQuery({
    queryKey: trpc.actions.get.infiniteQueryKey(question),
    queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
      client.actions.get.query({ ...question, ...(pageParam !== null && { cursor: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: ActionInfo) => page.next_cursor,
    refetchOnReconnect: false,
  });
  const release = useQuery(
    trpc.releases.get.queryOptions({ name, version: selector ?? 'latest' }, { refetchOnReconnect: false }),
  );
  const refresh = async (): Promise<void> => {
    await Promise.all([
      queries.invalidateQueries(trpc.actions.get.pathFilter()),
      queries.invalidateQueries(trpc.releases.get.pathFilter()),
      queries.invalidateQueries({ ...trpc.actions.search.pathFilter(), refetchType: 'none' }),
    ]);
  };
  return { action, release, refresh };
}
