// Which names a new key of this browser may have: lawful ones that neither this browser nor the registry has given away.
import { KeyId } from '@action-registry/schema';
import { useQuery } from '@tanstack/react-query';
import { signingMessages as words } from '../../lib/messages/keys.js';
import { useSigningKeys } from '../../lib/signing-keys.js';
import { useTRPC } from '../../lib/trpc.js';

/** Tells what is wrong with a name; `publicKey` is the key's own where it is known: the registry may know that under it. */
export function useKidCheck(): (kid: string, publicKey?: string) => string | undefined {
  const trpc = useTRPC();
  const listed = useQuery(trpc.keys.list.queryOptions()).data?.items ?? [];
  const own = useSigningKeys() ?? [];
  return (kid, publicKey) => {
    if (kid === '') return words.nameMissing;
    if (!KeyId.safeParse(kid).success) return words.nameUnlawful;
    if (own.some((key) => key.kid === kid)) return words.nameHere;
    const isTaken = listed.some((key) => key.kid === kid && key.public_key !== publicKey);
    return isTaken ? words.nameTaken : undefined;
  };
}
