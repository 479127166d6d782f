// Answering somebody's request to have the registry trust their key: what is accepted is exactly what their key signed.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Banner } from '../../components/banner.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Thumbprint } from '../../components/signing-key/thumbprint.js';
import { showToast } from '../../components/toast.js';
import { toCallError } from '../../lib/errors.js';
import { type KeyRequest, readRequestFragment } from '../../lib/key-request.js';
import { findStanding } from '../../lib/key-trust.js';
import { messages } from '../../lib/messages/common.js';
import { keyMessages, trustedMessages as words } from '../../lib/messages/keys.js';
import { useSession } from '../../lib/session.js';
import { useTRPC } from '../../lib/trpc.js';

/** The dialog for the request in an address; nothing where the fragment is something else. */
export function KeyRequestDialog({ fragment, onClose }: { fragment: string; onClose: () => void }) {
  const request = readRequestFragment(fragment);
  if (request === undefined) return null;
  if (request !== null) return <Accept request={request} onClose={onClose} />;
  return (
    <Dialog
      open
      size="s"
      onClose={onClose}
      title={words.requestDamaged}
      description={words.requestDamagedBody}
      footer={<Button onClick={onClose}>{messages.close}</Button>}
    />
  );
}

function Accept({ request: { key, thumbprint }, onClose }: { request: KeyRequest; onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { whyNot } = useSession();
  const { kid, scope } = key;
  const listed = useQuery(trpc.keys.list.queryOptions()).data?.items ?? [];
  const isTrusted = findStanding(key, listed).type === 'trusted';
  const add = useMutation(
    trpc.keys.add.mutationOptions({
      onSuccess: async () => {
        onClose();
        showToast({ tone: 'good', title: words.requestDone(kid) });
        await queries.invalidateQueries(trpc.keys.list.pathFilter());
      },
    }),
  );
  const isGlobal = scope === undefined || scope.includes('*');
  const lacking = whyNot('keys:manage') ?? (isGlobal ? whyNot('registry:operate') : undefined);
  const reason = isTrusted ? words.requestStands(kid) : lacking;
  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={() => {
        if (reason === undefined && !add.isPending) add.mutate(key);
      }}
      title={words.requestTitle(kid)}
      description={words.requestBody}
      footer={
        <>
          <Button onClick={onClose}>{messages.cancel}</Button>
          <Button type="submit" variant="primary" pending={add.isPending} disabledReason={reason}>
            {words.requestDo}
          </Button>
        </>
      }
    >
      {add.error !== null && (
        <Banner tone="danger" title={keyMessages.failed} live>
          {toCallError(add.error).message}
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
