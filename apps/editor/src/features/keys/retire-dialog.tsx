// Retiring a key that the registry trusts: it signs nothing new from then on, and nobody can take that back.
import type { TrustedKey } from '@action-registry/schema';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Banner } from '../../components/banner.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Thumbprint } from '../../components/signing-key/thumbprint.js';
import { showToast } from '../../components/toast.js';
import { toCallError } from '../../lib/errors.js';
import { messages } from '../../lib/messages/common.js';
import { keyMessages, trustedMessages as words } from '../../lib/messages/keys.js';
import { useTRPC } from '../../lib/trpc.js';

type DialogProps = { listed: TrustedKey; isLast: boolean; onClose: () => void };

/** The dialog; `isLast` warns that nobody could publish afterwards. */
export function RetireDialog({ listed: { kid, thumbprint }, isLast, onClose }: DialogProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const retire = useMutation(
    trpc.keys.retire.mutationOptions({
      onSuccess: async () => {
        onClose();
        showToast({ tone: 'good', title: words.retired(kid) });
        await queries.invalidateQueries(trpc.keys.list.pathFilter());
      },
    }),
  );
  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={() => {
        if (!retire.isPending) retire.mutate({ kid });
      }}
      title={words.retireTitle(kid)}
      description={words.retireBody}
      footer={
        <>
          <Button data-autofocus onClick={onClose}>
            {messages.cancel}
          </Button>
          <Button type="submit" variant="danger" pending={retire.isPending}>
            {words.retireDo}
          </Button>
        </>
      }
    >
      {retire.error !== null && (
        <Banner tone="danger" title={keyMessages.failed} live>
          {toCallError(retire.error).message}
        </Banner>
      )}
      {isLast && <Banner tone="warning" title={words.retireLast} />}
      <Thumbprint kid={kid} thumbprint={thumbprint} />
    </Dialog>
  );
}
