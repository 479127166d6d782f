// A person in the list: their role, which changes at once and can be changed back, and what else can be done.
import { type Member, ROLE_PERMISSIONS, Role } from '@action-registry/schema';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Ellipsis, Link2, ScrollText, User, UserMinus } from 'lucide-react';
import { Badge } from '../../components/badge.js';
import { CopyButton } from '../../components/copy-button.js';
import { Entry } from '../../components/entry.js';
import { Icon } from '../../components/icon.js';
import { Menu, type MenuItem } from '../../components/menu.js';
import { Ago } from '../../components/time.js';
import { showToast } from '../../components/toast.js';
import { toCallError } from '../../lib/errors.js';
import { messages } from '../../lib/messages/common.js';
import { memberMessages as words } from '../../lib/messages/members.js';
import { rightMessages } from '../../lib/messages/rights.js';
import { useSession } from '../../lib/session.js';
import { useTRPC } from '../../lib/trpc.js';

type EntryProps = { member: Member; onRemove: () => void; onLink: () => void };

/** What a person is called. */
export function nameOf({ name, subject }: Pick<Member, 'name' | 'subject'>): string {
  return name ?? subject;
}

/** The entry. */
export function MemberEntry({ member, onRemove, onLink }: EntryProps) {
  const { caller } = useSession();
  const { id, subject, actor, added_by, created_at } = member;
  return (
    <Entry
      id={id}
      lead={<Icon of={User} size={18} />}
      title={nameOf(member)}
      badges={caller?.actor === actor && <Badge tone="accent">{words.you}</Badge>}
      facts={
        <>
          <code>{actor}</code>
          <span>
            {words.added} <Ago time={created_at} /> {words.by(added_by)}
          </span>
        </>
      }
      actions={
        <>
          <RoleMenu member={member} />
          <MoreMenu {...{ member, onRemove, onLink }} />
        </>
      }
    >
      <p className="key-line">
        {member.name !== undefined && <code>{subject}</code>}
        <CopyButton value={subject} label={words.copySubject(nameOf(member))} />
      </p>
    </Entry>
  );
}

function RoleMenu({ member }: { member: Member }) {
  const { can, whyNot } = useSession();
  const put = useRole();
  const { role } = member;
  const has = (each: Role): boolean => ROLE_PERMISSIONS[each].every(can);
  const lacking = whyNot('members:manage') ?? (has(role) ? undefined : rightMessages.lacking);
  const items: MenuItem[] = Role.options.map((each) => ({
    id: each,
    label: (
      <>
        <span>{rightMessages.roles[each]}</span>
        <span className="menu-hint">{rightMessages.roleHints[each]}</span>
      </>
    ),
    checked: each === role,
    disabledReason: lacking ?? (has(each) ? undefined : rightMessages.lacking),
    onSelect: () => {
      if (each !== role) put(member, each);
    },
  }));
  return (
    <Menu label={words.roleOf(nameOf(member))} size="s" align="end" items={items} className="role-menu">
      <span className="visually-hidden">{words.roleOf(nameOf(member))}: </span>
      {rightMessages.roles[role]}
    </Menu>
  );
}

/** Gives a person another role, and says so with the way back. */
function useRole(): (member: Member, role: Role) => void {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { mutateAsync } = useMutation(trpc.workspaces.members.put.mutationOptions());
  const put = async ({ subject, name }: Member, role: Role): Promise<void> => {
    await mutateAsync({ subject, role, ...(name !== undefined && { name }) });
    await queries.invalidateQueries(trpc.workspaces.members.list.pathFilter());
    await queries.invalidateQueries(trpc.sessions.current.pathFilter());
  };
  const refuse = (error: unknown): void => {
    showToast({ tone: 'danger', title: words.changeFailed, body: toCallError(error).message });
  };
  return (member, role) => {
    const back = (): void => void put(member, member.role).catch(refuse);
    const tell = (): void => {
      const title = words.changed(nameOf(member), rightMessages.roles[role]);
      showToast({ tone: 'good', title, action: { label: messages.undo, onSelect: back }, seconds: 10 });
    };
    put(member, role).then(tell, refuse);
  };
}

function MoreMenu({ member, onRemove, onLink }: EntryProps) {
  const navigate = useNavigate();
  const { can, whyNot } = useSession();
  const isBelow = ROLE_PERMISSIONS[member.role].every(can);
  const disabledReason = whyNot('members:manage') ?? (isBelow ? undefined : rightMessages.lacking);
  const items: MenuItem[] = [
    { id: 'link', label: words.link, icon: Link2, onSelect: onLink, disabledReason },
    {
      id: 'log',
      label: words.logOf,
      icon: ScrollText,
      onSelect: () => void navigate({ to: '/log', search: { actor: member.actor } }),
    },
    { id: 'remove', label: words.remove, icon: UserMinus, danger: true, onSelect: onRemove, disabledReason },
  ];
  return <Menu label={words.menu(nameOf(member))} icon={Ellipsis} size="s" variant="ghost" align="end" items={items} />;
}
