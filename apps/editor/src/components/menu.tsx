// A menu behind a button (WAI-ARIA APG, menu button): a popover with one tab stop, arrow keys, Home, End and typing ahead.
// Choosing closes it and gives the focus back.
import { Check, ChevronDown } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { Button, type ButtonLook, IconButton } from './button.js';
import { classNames } from './class-names.js';
import { Icon, type IconGlyph } from './icon.js';
import { Kbd } from './kbd.js';
import { findMenuTarget } from './menu-keys.js';
import { place } from './place.js';

/** One entry. `checked` makes it a choice among the entries; `disabledReason` keeps it visible and says why. */
export type MenuItem = {
  id: string;
  label: ReactNode;
  onSelect: () => void;
  icon?: IconGlyph | undefined;
  keys?: string | undefined;
  checked?: boolean | undefined;
  danger?: boolean | undefined;
  hint?: ReactNode;
  disabledReason?: string | undefined;
  /** A line above this entry. */
  divided?: boolean | undefined;
};

type MenuProps = ButtonLook & {
  /** The menu's name. */
  label: string;
  items: readonly MenuItem[];
  /** What the button shows and is called; without it the button is its icon alone, and called `label`. */
  children?: ReactNode;
  align?: 'start' | 'end' | undefined;
  /** Above the entries. */
  heading?: ReactNode;
  /** Called when it opens, for entries that are fetched. */
  onOpen?: (() => void) | undefined;
  className?: string | undefined;
};

/** A button that opens a menu. */
export function Menu({ label, items, children, align = 'start', heading, onOpen, className, ...look }: MenuProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const onToggle = (isOpen: boolean): void => {
    button.current?.setAttribute('aria-expanded', String(isOpen));
    if (!isOpen || menu.current === null || button.current === null) return;
    place(menu.current, button.current, align);
    onOpen?.();
    (menu.current.querySelector<HTMLElement>('[aria-checked=true]') ?? entriesOf(menu.current)[0])?.focus();
  };
  const trigger = {
    ...look,
    ref: button,
    className,
    popoverTarget: id,
    'aria-haspopup': 'menu' as const,
    'aria-expanded': false,
    'aria-controls': id,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'ArrowDown') return;
      event.preventDefault();
      menu.current?.showPopover();
    },
  };
  return (
    <>
      {children === undefined && look.icon !== undefined ? (
        <IconButton {...trigger} icon={look.icon} label={label} />
      ) : (
        <Button {...trigger} iconEnd={look.iconEnd ?? ChevronDown}>
          {children}
        </Button>
      )}
      <div id={id} ref={menu} popover="auto" className="menu" onToggle={(event) => onToggle(event.newState === 'open')}>
        {heading !== undefined && <div className="menu-heading">{heading}</div>}
        <div role="menu" tabIndex={-1} aria-label={label} onKeyDown={(event) => moveIn(event, menu.current)}>
          {items.map((item) => (
            <MenuEntry key={item.id} item={item} close={() => menu.current?.hidePopover()} />
          ))}
        </div>
      </div>
    </>
  );
}

function MenuEntry({ item, close }: { item: MenuItem; close: () => void }) {
  const { label, onSelect, icon, keys, checked, danger, hint, disabledReason, divided } = item;
  const select = (): void => {
    if (disabledReason !== undefined) return;
    close();
    onSelect();
  };
  return (
    <>
      {divided === true && <hr className="menu-line" />}
      <button
        type="button"
        {...(checked === undefined ? { role: 'menuitem' } : { role: 'menuitemradio', 'aria-checked': checked })}
        aria-disabled={disabledReason === undefined ? undefined : true}
        title={disabledReason}
        tabIndex={-1}
        className={classNames('menu-item', danger === true && 'is-danger')}
        onClick={select}
        onPointerMove={(event) => event.currentTarget.focus({ preventScroll: true })}
      >
        {checked !== undefined && <span className="menu-check">{checked && <Icon of={Check} size={14} />}</span>}
        {icon && <Icon of={icon} />}
        <span className="menu-label">
          {label}
          {disabledReason !== undefined && <span className="menu-reason">{disabledReason}</span>}
        </span>
        {hint !== undefined && <span className="menu-hint">{hint}</span>}
        {keys && <Kbd keys={keys} />}
      </button>
    </>
  );
}

function entriesOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role^=menuitem]')];
}

function moveIn(event: KeyboardEvent, menu: HTMLElement | null): void {
  if (menu === null) return;
  if (event.key === 'Tab') {
    menu.hidePopover();
    return;
  }
  const entries = entriesOf(menu);
  const at = entries.indexOf(document.activeElement as HTMLElement);
  const target = findMenuTarget(
    event,
    entries.map((entry) => entry.textContent.trim()),
    at,
  );
  if (target === undefined) return;
  event.preventDefault();
  entries[target]?.focus();
}
