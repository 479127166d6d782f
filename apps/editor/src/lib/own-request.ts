// Whether somebody asked the registry to trust a key, and what became of it.
import type { KeyRequest } from '@action-registry/schema';
import { useQuery } from '@tanstack/react-query';
import { useSession } from './session.js';
import { useTRPC } from './trpc.js';

/** The newest request for these bytes under this name; undefined where there is none. */
export function useOwnRequest({ kid, public_key }: { kid: string; public_key: string }): KeyRequest | undefined {
  const trpc = useTRPC();
  const { can } = useSession();
  const { data } = useQuery(trpc.keys.listRequests.queryOptions({}, { enabled: can('definitions:read') }));
  return data?.items.find(({ key }) => key.kid === kid && key.public_key === public_key);
}
