// A message that stands on the page until what it says is no longer so.
import { CircleAlert, CircleCheck, Info, PencilLine, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.js';
import { Icon } from './icon.js';

/** How much a message weighs. */
type Tone = 'info' | 'good' | 'warning' | 'danger' | 'draft';

const ICONS = { info: Info, good: CircleCheck, warning: TriangleAlert, danger: CircleAlert, draft: PencilLine };

type BannerProps = {
  tone?: Tone | undefined;
  title: ReactNode;
  /** Buttons and links to the right. */
  actions?: ReactNode;
  /** Read out when it appears; for what happens while the page is open. */
  live?: boolean | undefined;
  className?: string | undefined;
  children?: ReactNode;
};

/** A coloured strip: an icon, one sentence, and what can be done about it. */
export function Banner({ tone = 'info', title, actions, live = false, className, children }: BannerProps) {
  return (
    <div className={classNames('banner', `banner-${tone}`, className)} role={live ? 'status' : undefined}>
      <Icon of={ICONS[tone]} />
      <div className="banner-text">
        <p className="banner-title">{title}</p>
        {children !== undefined && <div className="banner-body">{children}</div>}
      </div>
      {actions !== undefined && <div className="banner-actions">{actions}</div>}
    </div>
  );
}
