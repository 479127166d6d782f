// The frame around every view: skip link, rail, top bar, content, bottom bar on narrow windows; and what lies over it:
// palette, shortcut sheet, sign-in sheet, toasts.
import { Outlet, useRouterState } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { LinkButton } from '../components/button.js';
import { EmptyState } from '../components/empty-state.js';
import { PageHead } from '../components/page-head.js';
import { ToastRegion } from '../components/toast.js';
import { shellMessages } from '../lib/messages/shell.js';
import { usePreference } from '../lib/preferences.js';
import { useSignInWish } from '../lib/session.js';
import { useGlobalCommands } from './global-commands.js';
import { useLiveUpdates } from './live-updates.js';
import { useOverlay } from './overlay.js';
import { BottomBar, Rail } from './rail.js';
import { TopBar } from './top-bar.js';

const Palette = lazy(() => import('./palette.js').then(({ Palette: component }) => ({ default: component })));
const ShortcutSheet = lazy(() => import('./shortcut-sheet.js').then((file) => ({ default: file.ShortcutSheet })));
const SignInSheet = lazy(() => import('./sign-in-sheet.js').then((file) => ({ default: file.SignInSheet })));

/** The root of all views; signing in has the window for itself. */
export function Root() {
  const isBare = useRouterState({ select: ({ location }) => location.pathname === '/sign-in' });
  useLiveUpdates();
  useGlobalCommands();
  return (
    <>
      {isBare ? (
        <main id="content" className="bare">
          <Outlet />
        </main>
      ) : (
        <Shell />
      )}
      <Overlays />
      <ToastRegion label={shellMessages.notifications} />
    </>
  );
}

function Shell() {
  const rail = usePreference('rail');
  return (
    <div className="shell" data-rail={rail}>
      <a className="skip" href="#content">
        {shellMessages.skip}
      </a>
      <Rail />
      <div className="shell-main">
        <TopBar />
        <main id="content" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <BottomBar />
    </div>
  );
}

function Overlays() {
  const overlay = useOverlay();
  const wish = useSignInWish();
  return (
    <Suspense>
      {overlay === 'palette' && <Palette />}
      {overlay === 'shortcuts' && <ShortcutSheet />}
      {wish !== 'none' && <SignInSheet reason={wish} />}
    </Suspense>
  );
}

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <div className="page">
      <PageHead title={shellMessages.notFoundTitle} hidden />
      <EmptyState
        icon={Compass}
        title={shellMessages.notFoundTitle}
        actions={
          <LinkButton to="/library" variant="primary">
            {shellMessages.toLibrary}
          </LinkButton>
        }
      >
        <p>{shellMessages.notFound}</p>
      </EmptyState>
    </div>
  );
}
