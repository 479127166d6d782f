// The frame of the keys: their lists as links, and the list that is open.
import type { ReactNode } from 'react';
import { keyMessages as words } from '../lib/messages/keys.js';
import { PageHead } from './page-head.js';
import { NavTab, NavTabs } from './tabs.js';
import '../styles/features/keys.css';

type FrameProps = { title: string; lead: string; actions?: ReactNode; children: ReactNode };

/** A list of keys named `title`, `lead` saying what it is. */
export function KeysFrame({ title, lead, actions, children }: FrameProps) {
  return (
    <div className="page keys">
      <PageHead title={title} heading={words.title} actions={actions} />
      <NavTabs label={words.views}>
        <NavTab to="/keys/signing">{words.signing}</NavTab>
        <NavTab to="/keys/trusted">{words.trusted}</NavTab>
        <NavTab to="/keys/api">{words.api}</NavTab>
      </NavTabs>
      <p className="muted">{lead}</p>
      {children}
    </div>
  );
}
