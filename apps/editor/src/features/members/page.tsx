// The people of the workspace: who they are, what each may do; adding and removing them, and signing one in by a link.
import type { Member } from '@action-registry/schema';
import { useInfiniteQuery } from '@tanstack/react-query';
import { UserPlus, Users } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { EmptyState } from '../../components/empty-state.js';
import { PagedEntries } from '../../components/paged-entries.js';
import { PermissionGate } from '../../components/permission-gate.js';
import { SettingsFrame } from '../../components/settings-frame.js';
import { useCommand } from '../../lib/commands.js';
import { keysetPages } from '../../lib/keyset-pages.js';
import { memberMessages as words } from '../../lib/messages/members.js';
import { useRouteReady } from '../../lib/route-ready.js';
import { useSession } from '../../lib/session.js';
import { useTRPC, useTRPCClient } from '../../lib/trpc.js';
import { AddMemberDialog } from './add-member-dialog.js';
import { MemberEntry } from './member-entry.js';
import { MemberLinkDialog } from './member-link-dialog.js';
import { RemoveMemberDialog } from './remove-member-dialog.js';
import '../../styles/features/people.css';

const PAGE_MEMBERS = 100;

type Open = { type: 'add' } | { type: 'remove' | 'link'; member: Member } | undefined;

/** The view. */
export function Page() {
  const { whyNot } = useSession();
  const reason = whyNot('members:manage');
  const [open, setOpen] = useState<Open>();
  const close = (): void => setOpen(undefined);
  const add = (): void => setOpen({ type: 'add' });
  useCommand('create.member', add, reason);
  return (
    <SettingsFrame
      title={words.title}
      lead={words.lead}
      actions={
        <Button variant="primary" icon={UserPlus} disabledReason={reason} onClick={add}>
          {words.add}
        </Button>
      }
    >
      <PermissionGate permission="definitions:read">
        <Members setOpen={setOpen} reason={reason} />
      </PermissionGate>
      {open?.type === 'add' && <AddMemberDialog onClose={close} />}
      {open?.type === 'remove' && <RemoveMemberDialog member={open.member} onClose={close} />}
      {open?.type === 'link' && <MemberLinkDialog member={open.member} onClose={close} />}
    </SettingsFrame>
  );
}

function Members({ setOpen, reason }: { setOpen: (open: Open) => void; reason: string | undefined }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const question = { limit: PAGE_MEMBERS };
  const pages = useInfiniteQuery(
    keysetPages(trpc.workspaces.members.list.infiniteQueryKey(question), (place, options) =>
      client.workspaces.members.list.query({ ...question, ...place }, options),
    ),
  );
  useRouteReady(!pages.isPending);
  return (
    <PagedEntries
      pages={pages}
      empty={
        <EmptyState
          icon={Users}
          title={words.none}
          actions={
            <Button icon={UserPlus} disabledReason={reason} onClick={() => setOpen({ type: 'add' })}>
              {words.add}
            </Button>
          }
        >
          <p>{words.noneBody}</p>
        </EmptyState>
      }
    >
      {(members) => (
        <ul className="panel key-list" aria-label={words.list}>
          {members.map((member) => (
            <MemberEntry
              key={member.id}
              member={member}
              onRemove={() => setOpen({ type: 'remove', member })}
              onLink={() => setOpen({ type: 'link', member })}
            />
          ))}
        </ul>
      )}
    </PagedEntries>
  );
}
