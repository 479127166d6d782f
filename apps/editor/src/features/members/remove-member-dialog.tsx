// Removing a person, with what that ends said first.
import type { Member } from '@action-registry/schema';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Banner } from '../../components/banner.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { showToast } from '../../components/toast.js';
import { toCallError } from '../../lib/errors.js';
import { messages } from '../../lib/messages/common.js';
import { memberMessages as words } from '../../lib/messages/members.js';
import { useSession } from '../../lib/session.js';
import { useTRPC } from '../../lib/trpc.js';
import { nameOf } from './member-entry.js';

/** The dialog. */
export function RemoveMemberDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { caller } = useSession();
  const remove = useMutation(
    trpc.workspaces.members.remove.mutationOptions({
      onSuccess: async () => {
        onClose();
        showToast({ tone: 'good', title: words.removed(nameOf(member)) });
        await queries.invalidateQueries(trpc.workspaces.members.list.pathFilter());
        await queries.invalidateQueries(trpc.sessions.current.pathFilter());
      },
    }),
  );
  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={() => {
        if (!remove.isPending) remove.mutate({ id: member.id });
      }}
      title={words.removeTitle(nameOf(member))}
      description={words.removeBody}
      footer={
        <>
          <Button data-autofocus onClick={onClose}>
            {messages.cancel}
          </Button>
          <Button type="submit" variant="danger" pending={remove.isPending}>
            {words.removeDo}
          </Button>
        </>
      }
    >
      {remove.error !== null && (
        <Banner tone="danger" title={words.failed} live>
          {toCallError(remove.error).message}
        </Banner>
      )}
      {caller?.actor === member.actor && <Banner tone="warning" title={words.removeSelf} />}
      <code>{member.subject}</code>
    </Dialog>
  );
}
