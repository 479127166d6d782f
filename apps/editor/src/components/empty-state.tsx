// What stands where there is nothing, or nothing to show: why, and the one thing to do next.
import type { ReactNode } from 'react';
import { classNames } from './class-names.js';
import { Icon, type IconGlyph } from './icon.js';

type EmptyStateProps = {
  icon: IconGlyph;
  title: ReactNode;
  /** The primary action first. */
  actions?: ReactNode;
  tone?: 'neutral' | 'danger' | undefined;
  children?: ReactNode;
};

/** An icon, a sentence, a next step. */
export function EmptyState({ icon, title, actions, tone = 'neutral', children }: EmptyStateProps) {
  return (
    <div className={classNames('empty', tone === 'danger' && 'empty-danger')}>
      <span className="empty-icon">
        <Icon of={icon} size={22} />
      </span>
      <h2>{title}</h2>
      {children !== undefined && <div className="empty-body">{children}</div>}
      {actions !== undefined && <div className="empty-actions">{actions}</div>}
    </div>
  );
}
