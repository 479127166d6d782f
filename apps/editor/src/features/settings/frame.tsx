// The frame of the settings: their views as links, and the view that is open.
import type { ReactNode } from 'react';
import { PageHead } from '../../components/page-head.js';
import { NavTab, NavTabs } from '../../components/tabs.js';
import { settingsMessages as words } from '../../lib/messages/settings.js';
import { useRouteReady } from '../../lib/route-ready.js';
import '../../styles/features/settings.css';

/** A settings view named `title`. */
export function SettingsFrame({ title, children }: { title: string; children: ReactNode }) {
  useRouteReady(true);
  return (
    <div className="page settings">
      <PageHead title={`${title} · ${words.title}`} heading={words.title} />
      <NavTabs label={words.views}>
        <NavTab to="/settings/appearance">{words.appearance}</NavTab>
        <NavTab to="/settings/shortcuts">{words.shortcuts}</NavTab>
      </NavTabs>
      {children}
      <p className="muted">{words.kept}</p>
    </div>
  );
}
