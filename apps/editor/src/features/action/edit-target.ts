// Where "Edit" leads: to the workspace's own draft of that name, else to a clone of this release. It is never a dead end.
import { useQuery } from '@tanstack/react-query';
import { useSession } from '../../lib/session.js';
import { useTRPC } from '../../lib/trpc.js';
import { useActionView } from './action-data.js';

const NEAR_MAX = 50;

/** A link to the draft of this action, or to a new one that begins as this release. */
export function useEditTarget() {
  const trpc = useTRPC();
  const { name, reference } = useActionView();
  const { can } = useSession();
  const { data } = useQuery(
    trpc.definitions.list.queryOptions(
      { q: name, origin: 'workspace', limit: NEAR_MAX },
      { enabled: can('definitions:read') },
    ),
  );
  const draft = data?.items.find((item) => item.name === name);
  return draft === undefined
    ? ({ to: '/drafts/new', search: { from: reference } } as const)
    : ({ to: '/drafts/$id', params: { id: String(draft.id) } } as const);
}
