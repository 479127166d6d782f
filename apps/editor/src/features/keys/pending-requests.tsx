// Requests to trust a key that wait for an answer, above the keys that are trusted. What is accepted is exactly what the key
// signed: a request whose proof is not over what it says can only be declined.
import type { KeyRequest } from '@action-registry/schema';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '../../components/badge.js';
import { Button } from '../../components/button.js';
import { Entry } from '../../components/entry.js';
import { Icon } from '../../components/icon.js';
import { Thumbprint } from '../../components/signing-key/thumbprint.js';
import { Ago } from '../../components/time.js';
import { showToast } from '../../components/toast.js';
import { toCallError } from '../../lib/errors.js';
import { readRequest } from '../../lib/key-request.js';
import { keyMessages, trustedMessages as words } from '../../lib/messages/keys.js';
import { useSession } from '../../lib/session.js';
import { useTRPC } from '../../lib/trpc.js';
import { AcceptDialog, whyNotTrust } from './accept-dialog.js';

/** The requests; nothing where none waits. */
export function PendingRequests() {
  const trpc = useTRPC();
  const { can } = useSession();
  const question = { status: 'pending' as const, limit: 100 };
  const { data } = useQuery(trpc.keys.listRequests.queryOptions(question, { enabled: can('definitions:read') }));
  const requests = data?.items ?? [];
  if (requests.length === 0) return null;
  return (
    <section aria-labelledby="key-requests" className="settings-section">
      <h2 id="key-requests">{words.requests}</h2>
      <ul className="panel key-list" aria-label={words.requests}>
        {requests.map((request) => (
          <RequestEntry key={request.id} request={request} />
        ))}
      </ul>
    </section>
  );
}

function RequestEntry({ request: { id, key, requested_by, created_at } }: { request: KeyRequest }) {
  const session = useSession();
  const [isLooking, setLooking] = useState(false);
  const decide = useDecide(key.kid, () => setLooking(false));
  const read = readRequest(key);
  const refuse = (error: unknown): void => {
    showToast({ tone: 'danger', title: keyMessages.failed, body: toCallError(error).message });
  };
  return (
    <Entry
      id={`request-${id}`}
      lead={<Icon of={KeyRound} size={18} />}
      title={<span className="mono">{key.kid}</span>}
      badges={
        read === null && (
          <Badge tone="danger" icon={TriangleAlert}>
            {words.requestUnproven}
          </Badge>
        )
      }
      facts={
        <>
          <span>{keyMessages.mayName(key.scope)}</span>
          <span>
            {words.requestedBy(requested_by)} <Ago time={created_at} />
          </span>
        </>
      }
      actions={
        <>
          <Button
            size="s"
            disabledReason={session.whyNot('keys:manage')}
            onClick={() => decide.mutate({ id, accept: false }, { onError: refuse })}
          >
            {words.decline}
          </Button>
          <Button
            size="s"
            variant="primary"
            disabledReason={read === null ? words.requestUnproven : whyNotTrust(key, session)}
            onClick={() => setLooking(true)}
          >
            {words.accept}
          </Button>
        </>
      }
    >
      {read !== null && <Thumbprint kid={key.kid} thumbprint={read.thumbprint} />}
      {key.comment !== undefined && (
        <p className="muted" dir="auto">
          {key.comment}
        </p>
      )}
      {isLooking && read !== null && (
        <AcceptDialog
          request={read}
          isPending={decide.isPending}
          error={decide.error}
          onAccept={() => decide.mutate({ id, accept: true })}
          onClose={() => setLooking(false)}
        />
      )}
    </Entry>
  );
}

function useDecide(kid: string, onDone: () => void) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return useMutation(
    trpc.keys.decideRequest.mutationOptions({
      onSuccess: async (_request, { accept }) => {
        onDone();
        showToast({ tone: 'good', title: accept ? words.requestDone(kid) : words.requestDeclined(kid) });
        await queries.invalidateQueries(trpc.keys.pathFilter());
      },
    }),
  );
}
