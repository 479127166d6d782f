// The bar above every view: where one is, the palette, whether changes arrive live, theme and account.
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { ChevronRight, Link2, LogIn, LogOut, Monitor, Moon, Search, Sun, User } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Button } from '../components/button.js';
import { Icon } from '../components/icon.js';
import { Kbd } from '../components/kbd.js';
import { Logo } from '../components/logo.js';
import { Menu, type MenuItem } from '../components/menu.js';
import { runCommand } from '../lib/commands.js';
import { useLiveState } from '../lib/live.js';
import { messages } from '../lib/messages/common.js';
import { shellMessages } from '../lib/messages/shell.js';
import { type Preferences, setPreference, usePreference } from '../lib/preferences.js';
import { requestSignIn, useSession } from '../lib/session.js';
import { useTRPC } from '../lib/trpc.js';
import { findDraftId, toBreadcrumb } from './breadcrumb.js';
import { openOverlay } from './overlay.js';
import { useSignInLink } from './sign-in-link.js';

const WorkspaceMenu = lazy(() => import('./workspace-menu.js').then((file) => ({ default: file.WorkspaceMenu })));

const THEMES = [
  { id: 'system', icon: Monitor },
  { id: 'light', icon: Sun },
  { id: 'dark', icon: Moon },
] as const;

/** The top bar. */
export function TopBar() {
  return (
    <header className="top-bar">
      <Link to="/library" className="top-brand" aria-label={messages.appName}>
        <Logo />
      </Link>
      <Breadcrumb />
      <button
        type="button"
        className="palette-button"
        title={shellMessages.palette}
        onClick={() => openOverlay('palette')}
      >
        <Icon of={Search} size={15} />
        <span className="palette-button-label">{shellMessages.paletteShort}</span>
        <Kbd keys="Mod+K" />
      </button>
      <div className="top-tools">
        <LiveDot />
        <Workplace />
        <ThemeMenu />
        <AccountMenu />
      </div>
    </header>
  );
}

function Breadcrumb() {
  const { pathname } = useLocation();
  const steps = toBreadcrumb(pathname, useDraftTitle(findDraftId(pathname)));
  return (
    <nav className="breadcrumb" aria-label={shellMessages.breadcrumb}>
      <ol>
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the path
          <li key={index}>
            {index > 0 && <Icon of={ChevronRight} size={14} />}
            {step.to === undefined || index === steps.length - 1 ? (
              <span className="truncate" aria-current={index === steps.length - 1 ? 'page' : undefined} dir="auto">
                {step.label}
              </span>
            ) : (
              <Link to={step.to} className="truncate">
                {step.label}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The title of a draft that a view has read; nothing is asked for it here. */
function useDraftTitle(id = 0): string | undefined {
  const trpc = useTRPC();
  return useQuery(trpc.definitions.get.queryOptions({ id }, { enabled: false })).data?.title;
}

function LiveDot() {
  const state = useLiveState();
  return (
    <span className="live" data-live={state} title={shellMessages.liveHint[state]} role="status">
      <span className="live-dot" aria-hidden="true" />
      <span className="live-label">{shellMessages.live[state]}</span>
    </span>
  );
}

/** Where one is, as a name until the menu is there. */
function Workplace() {
  const { caller } = useSession();
  if (caller == null) return null;
  return (
    <Suspense fallback={<span className="button button-s button-ghost workspace-button">{caller.workspace}</span>}>
      <WorkspaceMenu />
    </Suspense>
  );
}

function ThemeMenu() {
  const theme = usePreference('theme');
  const items = THEMES.map(({ id, icon }) => ({
    id,
    icon,
    label: shellMessages.themes[id],
    checked: theme === id,
    onSelect: () => setPreference('theme', id satisfies Preferences['theme']),
  }));
  const icon = THEMES.find(({ id }) => id === theme)?.icon ?? Monitor;
  return <Menu label={shellMessages.theme} icon={icon} items={items} align="end" className="theme-button" />;
}

function AccountMenu() {
  const { caller, can } = useSession();
  const link = useSignInLink();
  if (caller == null)
    return (
      <Button variant="secondary" icon={LogIn} onClick={() => requestSignIn()} className="sign-in-button">
        {messages.signIn}
      </Button>
    );
  const items: MenuItem[] = [
    ...(can('members:manage') ? [{ id: 'link', icon: Link2, label: shellMessages.link, onSelect: link.create }] : []),
    { id: 'out', icon: LogOut, label: shellMessages.signOut, onSelect: () => runCommand('session.signOut') },
  ];
  return (
    <>
      <Menu
        label={shellMessages.accountOf(caller.name)}
        icon={User}
        align="end"
        className="account-button"
        heading={
          <>
            <strong dir="auto">{caller.name}</strong>
            <span className="muted">{shellMessages.workspace(caller.workspace)}</span>
          </>
        }
        items={items}
      />
      {link.dialog}
    </>
  );
}
