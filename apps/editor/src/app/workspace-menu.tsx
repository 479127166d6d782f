// Where one is, and the other workspaces one may go to. Going there starts the page anew: nothing of one workspace stays in
// the memory of another's.
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Building2, LogIn, Settings } from 'lucide-react';
import { Menu, type MenuItem } from '../components/menu.js';
import { showToast } from '../components/toast.js';
import { toCallError } from '../lib/errors.js';
import { rightMessages } from '../lib/messages/rights.js';
import { switchMessages as words } from '../lib/messages/workspace.js';
import { requestSignIn, useSession } from '../lib/session.js';
import { useTRPC } from '../lib/trpc.js';

/** The menu, for somebody who is signed in. */
export function WorkspaceMenu() {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const { caller } = useSession();
  const { data } = useQuery(trpc.workspaces.current.queryOptions(undefined, { staleTime: 60_000 }));
  const go = useMutation(
    trpc.sessions.switchWorkspace.mutationOptions({
      onSuccess: () => window.location.assign('/app/library'),
      onError: (error) => showToast({ tone: 'danger', title: words.failed, body: toCallError(error).message }),
    }),
  );
  if (caller == null) return null;
  const isPerson = caller.role !== undefined;
  const here = caller.workspace;
  const choices = data?.choices ?? [];
  const places: MenuItem[] = choices.map(({ slug, name, role }) => ({
    id: `go-${slug}`,
    label: name,
    hint: role === undefined ? slug : `${slug} · ${rightMessages.roles[role]}`,
    checked: slug === here,
    onSelect: () => {
      if (slug !== here) go.mutate({ workspace: slug });
    },
  }));
  const items: MenuItem[] = [
    ...(isPerson && choices.length > 1 ? places : []),
    {
      id: 'settings',
      label: words.settings,
      icon: Settings,
      divided: isPerson && choices.length > 1,
      onSelect: () => void navigate({ to: '/settings/workspace' }),
    },
    ...(isPerson ? [] : [{ id: 'key', label: words.otherKey, icon: LogIn, onSelect: () => requestSignIn() }]),
  ];
  const more = isPerson ? (choices.length > 1 ? undefined : words.onlyOne) : words.ofKey;
  return (
    <Menu
      label={words.label(here)}
      icon={Building2}
      size="s"
      variant="ghost"
      align="end"
      className="workspace-button"
      items={items}
      heading={
        <>
          <strong dir="auto">{data?.workspace.name ?? here}</strong>
          <span className="muted">{more ?? words.heading}</span>
        </>
      }
    >
      <span className="visually-hidden">{words.label(here)}</span>
      <span className="truncate" aria-hidden="true">
        {here}
      </span>
    </Menu>
  );
}
