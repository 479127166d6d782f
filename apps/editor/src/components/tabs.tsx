// Tabs in two kinds: views that are routes are links in a navigation, panels of one page are an ARIA tab list with arrow
// keys (WAI-ARIA APG, tabs with automatic activation).
import { createLink, type LinkComponent } from '@tanstack/react-router';
import { type ComponentProps, type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { classNames } from './class-names.js';

/** One panel; `badge` is a count beside the label. */
type Tab<Id extends string> = { id: Id; label: string; badge?: ReactNode };

type TabsProps<Id extends string> = {
  label: string;
  tabs: readonly Tab<Id>[];
  selected: Id;
  onSelect: (id: Id) => void;
  children: ReactNode;
  className?: string | undefined;
};

/** A tab list and the panel of the selected tab, which is `children`. */
export function Tabs<Id extends string>({ label, tabs, selected, onSelect, children, className }: TabsProps<Id>) {
  const base = useId();
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = findNext(
      tabs.map(({ id }) => id),
      selected,
      event.key,
    );
    if (next === undefined) return;
    event.preventDefault();
    onSelect(next);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
  };
  return (
    <div className={classNames('tabs', className)}>
      <div className="tab-list" role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            className="tab"
            id={`${base}-${tab.id}`}
            data-tab={tab.id}
            aria-selected={tab.id === selected}
            aria-controls={`${base}-panel`}
            tabIndex={tab.id === selected ? 0 : -1}
            onClick={() => onSelect(tab.id)}
          >
            {tab.label}
            {tab.badge !== undefined && <span className="tab-badge">{tab.badge}</span>}
          </button>
        ))}
      </div>
      <div className="tab-panel" role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-${selected}`}>
        {children}
      </div>
    </div>
  );
}

function findNext<Id extends string>(ids: readonly Id[], selected: Id, key: string): Id | undefined {
  const at = ids.indexOf(selected);
  if (key === 'ArrowRight') return ids[(at + 1) % ids.length];
  if (key === 'ArrowLeft') return ids[(at - 1 + ids.length) % ids.length];
  if (key === 'Home') return ids[0];
  return key === 'End' ? ids.at(-1) : undefined;
}

/** A bar of links to the views of one thing. */
export function NavTabs({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav className="tab-list" aria-label={label}>
      {children}
    </nav>
  );
}

function NavTabAnchor({ badge, children, className, ...rest }: ComponentProps<'a'> & { badge?: ReactNode }) {
  return (
    <a {...rest} className={classNames('tab', className)}>
      {children}
      {badge !== undefined && <span className="tab-badge">{badge}</span>}
    </a>
  );
}

/** A link to one view; the router marks the current one with `aria-current`. */
export const NavTab: LinkComponent<typeof NavTabAnchor> = createLink(NavTabAnchor);
