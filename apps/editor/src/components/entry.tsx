// One thing in a list of few: what it is called and what holds of it, the small facts behind it, and what can be done to it.
import type { ReactNode } from 'react';
import { classNames } from './class-names.js';
import '../styles/features/keys.css';
import '../styles/features/people.css';

type EntryProps = {
  /** Tells it from the others of its list. */
  id: string | number;
  /** Before all else: an icon, or a box to tick. */
  lead: ReactNode;
  title: ReactNode;
  badges?: ReactNode;
  /** One line of small facts. */
  facts?: ReactNode;
  actions?: ReactNode;
  /** It is over with it. */
  isDim?: boolean | undefined;
  children?: ReactNode;
};

/** An entry of a list. */
export function Entry({ id, lead, title, badges, facts, actions, isDim = false, children }: EntryProps) {
  return (
    <li className={classNames('key-card', isDim && 'is-dim')} data-entry={id}>
      <span className="entry-lead">{lead}</span>
      <div className="key-main">
        <div className="key-line">
          <h2 dir="auto">{title}</h2>
          {badges}
        </div>
        {children}
        {facts !== undefined && <p className="key-line field-hint">{facts}</p>}
      </div>
      <div className="key-line">{actions}</div>
    </li>
  );
}
