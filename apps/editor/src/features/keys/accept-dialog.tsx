// Looking at a request to trust a key before answering it: its thumbprint, computed here, and what it may sign.
import type { AddKey } from '@action-registry/schema';
import { useQuery } from '@tanstack/react-query';
import { Banner } from '../../components/banner.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Thumbprint } from '../../components/signing-key/thumbprint.js';
import { toCallError } from '../../lib/errors.js';
import type { KeyRequest } from '../../lib/key-request.js';
import { findStanding } from '../../lib/key-trust.js';
import { messages } from '../../lib/messages/common.js';
import { keyMessages, trustedMessages as words } from '../../lib/messages/keys.js';
import { type SessionState, useSession } from '../../lib/session.js';
import { useTRPC } from '../../lib/trpc.js';

type DialogProps = {
  request: KeyRequest;
  isPending: boolean;
  error: unknown;
  onAccept: () => void;
  onClose: () => void;
};

/** Why the caller may not have the registry trust this key; undefined when they may. A key for every name is the operators'. */
export function whyNotTrust({ scope }: AddKey, { whyNot }: SessionState): string | undefined {
  const isGlobal = scope === undefined || scope.includes('*');
  return whyNot('keys:manage') ?? (isGlobal ? whyNot('registry:operate') : undefined);
}

/** The dialog. */
export function AcceptDialog({ request: { key, thumbprint }, isPending, error, onAccept, onClose }: DialogProps) {
  const trpc = useTRPC();
  const session = useSession();
  const { kid, scope } = key;
  const listed = useQuery(trpc.keys.list.queryOptions()).data?.items ?? [];
  const isTrusted = findStanding(key, listed).type === 'trusted';
  const reason = isTrusted ? words.requestStands(kid) : whyNotTrust(key, session);
  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={() => {
        if (reason === undefined && !isPending) onAccept();
      }}
      title={words.requestTitle(kid)}
      description={words.requestBody}
      footer={
        <>
          <Button onClick={onClose}>{messages.cancel}</Button>
          <Button type="submit" variant="primary" pending={isPending} disabledReason={reason}>
            {words.requestDo}
          </Button>
        </>
      }
    >
      {error !== null && (
        <Banner tone="danger" title={keyMessages.failed} live>
          {toCallError(error).message}
        </Banner>
      )}
      {reason !== undefined && <Banner tone={isTrusted ? 'good' : 'warning'} title={reason} />}
      <Thumbprint kid={kid} thumbprint={thumbprint} />
      <p>
        <strong>{keyMessages.mayName(scope)}.</strong> {words.requestCompare}
      </p>
    </Dialog>
  );
}
