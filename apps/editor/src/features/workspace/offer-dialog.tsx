// Offering a namespace to another workspace, with what moves and what stays said in plain words.
import { WorkspaceSlug } from '@action-registry/schema';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Banner } from '../../components/banner.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { TextField } from '../../components/field.js';
import { showToast } from '../../components/toast.js';
import { toCallError } from '../../lib/errors.js';
import { messages } from '../../lib/messages/common.js';
import { workspaceMessages as words } from '../../lib/messages/workspace.js';
import { useTRPC } from '../../lib/trpc.js';
import { Moves } from './moves.js';

type DialogProps = { namespace: string; slug: string; onClose: () => void };

/** The dialog; `slug` is the giver's. */
export function OfferDialog({ namespace, slug, onClose }: DialogProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const [isAsked, setAsked] = useState(false);
  const to = typed.trim();
  const error = findError(to, slug);
  const offer = useMutation(
    trpc.workspaces.transferNamespace.mutationOptions({
      onSuccess: async () => {
        onClose();
        showToast({ tone: 'good', title: words.offerDone(namespace, to) });
        await queries.invalidateQueries(trpc.workspaces.namespaces.pathFilter());
      },
    }),
  );
  const submit = (): void => {
    setAsked(true);
    if (error === undefined && !offer.isPending) offer.mutate({ namespace, to });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={submit}
      title={words.offerTitle(namespace)}
      description={words.offerBody}
      footer={
        <>
          <Button onClick={onClose}>{messages.cancel}</Button>
          <Button type="submit" variant="primary" pending={offer.isPending}>
            {words.offerDo}
          </Button>
        </>
      }
    >
      {offer.error !== null && (
        <Banner tone="danger" title={words.failed} live>
          {toCallError(offer.error).message}
        </Banner>
      )}
      <TextField
        label={words.to}
        hint={words.toHint}
        error={isAsked ? error : undefined}
        required
        mono
        spellCheck={false}
        autoCapitalize="none"
        data-autofocus
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Moves list={words.movesList(namespace)} />
    </Dialog>
  );
}

function findError(to: string, own: string): string | undefined {
  if (to === '') return words.toMissing;
  if (to === own) return words.toSelf;
  return WorkspaceSlug.safeParse(to).success ? undefined : words.toUnlawful;
}
