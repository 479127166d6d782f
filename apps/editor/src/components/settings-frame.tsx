// The frame of the settings: their views as links, and the view that is open.
import type { ReactNode } from 'react';
import { settingsMessages as words } from '../lib/messages/settings.js';
import { PageHead } from './page-head.js';
import { NavTab, NavTabs } from './tabs.js';
import '../styles/features/settings.css';

type FrameProps = { title: string; lead?: string; actions?: ReactNode; children: ReactNode };

/** A settings view named `title`; `lead` says whose settings they are. */
export function SettingsFrame({ title, lead, actions, children }: FrameProps) {
  return (
    <div className="page settings">
      <PageHead title={`${title} · ${words.title}`} heading={words.title} actions={actions} />
      <NavTabs label={words.views}>
        <NavTab to="/settings/appearance">{words.appearance}</NavTab>
        <NavTab to="/settings/shortcuts">{words.shortcuts}</NavTab>
        <NavTab to="/settings/workspace">{words.workspace}</NavTab>
        <NavTab to="/settings/members">{words.members}</NavTab>
      </NavTabs>
      {lead !== undefined && <p className="muted">{lead}</p>}
      {children}
    </div>
  );
}
