// The keys that this registry trusts, as it lists them; which of them this browser trusts; and a request to trust one more,
// when the address has one.
import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { KeyRound, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { Button, LinkButton } from '../../components/button.js';
import { EmptyState } from '../../components/empty-state.js';
import { ErrorState } from '../../components/error-state.js';
import { KeysFrame } from '../../components/keys-frame.js';
import { Skeleton } from '../../components/skeleton.js';
import { messages } from '../../lib/messages/common.js';
import { keyMessages, signingMessages, trustedMessages as words } from '../../lib/messages/keys.js';
import { usePinnedKeys } from '../../lib/pinned-keys.js';
import { useRouteReady } from '../../lib/route-ready.js';
import { useSigningKeys } from '../../lib/signing-keys.js';
import { useTRPC } from '../../lib/trpc.js';
import { PendingRequests } from './pending-requests.js';
import { PinDialog } from './pin-dialog.js';
import { KeyRequestDialog } from './request-dialog.js';
import { RetireDialog } from './retire-dialog.js';
import { RevokeDialog } from './revoke-dialog.js';
import { TrustedKeyCard } from './trusted-key-card.js';

type Open = { type: 'pin' | 'retire' | 'revoke'; kid: string } | undefined;

/** The view. */
export function Page() {
  const trpc = useTRPC();
  const listed = useQuery(trpc.keys.list.queryOptions());
  useRouteReady(!listed.isPending);
  return (
    <KeysFrame title={keyMessages.trusted} lead={words.lead}>
      {listed.isPending && <Skeleton lines={6} />}
      {listed.data === undefined && listed.error !== null && (
        <ErrorState
          error={listed.error}
          actions={
            <Button variant="primary" icon={RotateCw} onClick={() => void listed.refetch()}>
              {messages.retry}
            </Button>
          }
        />
      )}
      <PendingRequests />
      {listed.data !== undefined && <TrustedKeys />}
      {listed.data !== undefined && <Requested />}
    </KeysFrame>
  );
}

function TrustedKeys() {
  const trpc = useTRPC();
  const keys = useQuery(trpc.keys.list.queryOptions()).data?.items ?? [];
  const counts = useQuery(trpc.actions.search.queryOptions({ facets: true, limit: 1 })).data?.facets?.key;
  const pinned = usePinnedKeys();
  const own = useSigningKeys() ?? [];
  const [open, setOpen] = useState<Open>();
  const chosen = keys.find(({ kid }) => kid === open?.kid);
  const active = keys.filter(({ role, status }) => role === 'publisher' && status === 'active');
  const close = (): void => setOpen(undefined);
  if (keys.length === 0)
    return (
      <div className="panel">
        <EmptyState
          icon={KeyRound}
          title={words.none}
          actions={
            <LinkButton to="/keys/signing" variant="primary">
              {signingMessages.create}
            </LinkButton>
          }
        >
          <p>{words.noneBody}</p>
        </EmptyState>
      </div>
    );
  return (
    <>
      <ul className="panel key-list" aria-label={words.list}>
        {keys.map((key) => (
          <TrustedKeyCard
            key={key.kid}
            listed={key}
            pin={pinned.find(({ kid }) => kid === key.kid)}
            isMine={own.some(({ public_key }) => public_key === key.public_key)}
            count={counts?.[key.kid]}
            onPin={() => setOpen({ type: 'pin', kid: key.kid })}
            onRetire={() => setOpen({ type: 'retire', kid: key.kid })}
            onRevoke={() => setOpen({ type: 'revoke', kid: key.kid })}
          />
        ))}
      </ul>
      {open?.type === 'pin' && chosen && <PinDialog listed={chosen} onClose={close} />}
      {open?.type === 'revoke' && chosen && (
        <RevokeDialog
          listed={chosen}
          isRooted={keys.some(({ role, status }) => role === 'root' && status === 'active')}
          count={counts?.[chosen.kid]}
          onClose={close}
        />
      )}
      {open?.type === 'retire' && chosen && (
        <RetireDialog listed={chosen} isLast={active.length === 1 && active[0] === chosen} onClose={close} />
      )}
    </>
  );
}

/** The request that the address has, until it is answered. */
function Requested() {
  const fragment = useLocation({ select: ({ hash }) => hash });
  const [answered, setAnswered] = useState<string>();
  if (fragment === '' || fragment === answered) return null;
  return <KeyRequestDialog key={fragment} fragment={fragment} onClose={() => setAnswered(fragment)} />;
}
