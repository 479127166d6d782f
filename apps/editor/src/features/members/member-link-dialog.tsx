// A one-time link that signs a person in: made when it is asked for, shown once, kept in no cache.
import type { Member } from '@action-registry/schema';
import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Banner } from '../../components/banner.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { SignInLinkDialog } from '../../components/sign-in-link-dialog.js';
import { Skeleton } from '../../components/skeleton.js';
import { toCallError } from '../../lib/errors.js';
import { formatDateTime } from '../../lib/format.js';
import { messages } from '../../lib/messages/common.js';
import { memberMessages as words } from '../../lib/messages/members.js';
import { useTRPC } from '../../lib/trpc.js';
import { nameOf } from './member-entry.js';

/** Makes the link and shows it. */
export function MemberLinkDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const trpc = useTRPC();
  const { mutate, data, error, status } = useMutation(trpc.sessions.createLink.mutationOptions({ gcTime: 0 }));
  useEffect(() => {
    if (status === 'idle') mutate({ member_id: member.id });
  }, [status, mutate, member.id]);
  const title = words.linkTitle(nameOf(member));
  if (data !== undefined)
    return (
      <SignInLinkDialog
        url={data.url}
        title={title}
        description={words.linkBody(nameOf(member), formatDateTime(data.expires_at))}
        onClose={onClose}
      />
    );
  return (
    <Dialog open onClose={onClose} title={title} footer={<Button onClick={onClose}>{messages.close}</Button>}>
      {error === null ? (
        <Skeleton lines={2} />
      ) : (
        <Banner tone="danger" title={words.failed} live>
          {toCallError(error).message}
        </Banner>
      )}
    </Dialog>
  );
}
