// Answering somebody's request, which came as a link, to have the registry trust their key: what is accepted is exactly what
// their key signed.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { showToast } from '../../components/toast.js';
import { type KeyRequest, readRequestFragment } from '../../lib/key-request.js';
import { messages } from '../../lib/messages/common.js';
import { trustedMessages as words } from '../../lib/messages/keys.js';
import { useTRPC } from '../../lib/trpc.js';
import { AcceptDialog } from './accept-dialog.js';

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

function Accept({ request, onClose }: { request: KeyRequest; onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation(
    trpc.keys.add.mutationOptions({
      onSuccess: async ({ kid }) => {
        onClose();
        showToast({ tone: 'good', title: words.requestDone(kid) });
        await queries.invalidateQueries(trpc.keys.list.pathFilter());
      },
    }),
  );
  return <AcceptDialog {...{ request, isPending, error, onClose }} onAccept={() => mutate(request.key)} />;
}
