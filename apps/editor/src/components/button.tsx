// Buttons and links that look like them. One that may not be used stays visible and focusable and says why.
import { createLink } from '@tanstack/react-router';
import { LoaderCircle } from 'lucide-react';
import type { ComponentProps, MouseEvent, ReactNode, Ref } from 'react';
import { useId } from 'react';
import { classNames } from './class-names.js';
import { Icon, type IconGlyph } from './icon.js';
import { Kbd } from './kbd.js';

/** `primary` at most once per screen; `ghost` in bars and rows; `danger` for what others will feel. */
export type ButtonLook = {
  variant?: 'primary' | 'secondary' | 'ghost' | 'danger' | undefined;
  size?: 's' | 'm' | undefined;
  icon?: IconGlyph | undefined;
  iconEnd?: IconGlyph | undefined;
  /** The shortcut of the same command. */
  keys?: string | undefined;
};

type ButtonProps = Omit<ComponentProps<'button'>, 'ref'> &
  ButtonLook & {
    ref?: Ref<HTMLButtonElement> | undefined;
    /** Why the button cannot be used now; it keeps its place and focus. */
    disabledReason?: string | undefined;
    /** Work is going on; a second press does nothing. */
    pending?: boolean | undefined;
    children?: ReactNode;
  };

function toClass({ variant = 'secondary', size = 'm' }: ButtonLook, more?: string): string {
  return classNames('button', `button-${variant}`, size === 's' && 'button-s', more);
}

/** A button; `pending` shows a spinner and `disabledReason` is its description. */
export function Button(props: ButtonProps) {
  const { variant, size, icon, iconEnd, keys, disabledReason, pending = false, className, children, ...rest } = props;
  const reasonId = useId();
  const isOff = pending || disabledReason !== undefined;
  const glyph = pending ? LoaderCircle : icon;
  const onClick = (event: MouseEvent<HTMLButtonElement>): void => {
    if (isOff) event.preventDefault();
    else rest.onClick?.(event);
  };
  return (
    <button
      type="button"
      {...rest}
      onClick={onClick}
      className={toClass({ variant, size }, classNames(className, pending && 'is-pending'))}
      aria-disabled={isOff || undefined}
      aria-busy={pending || undefined}
      aria-describedby={disabledReason === undefined ? rest['aria-describedby'] : reasonId}
      title={disabledReason ?? rest.title}
    >
      {glyph && <Icon of={glyph} />}
      {children}
      {iconEnd && <Icon of={iconEnd} size={14} />}
      {keys && <Kbd keys={keys} />}
      {disabledReason !== undefined && (
        <span id={reasonId} hidden>
          {disabledReason}
        </span>
      )}
    </button>
  );
}

/** A square button with an icon alone; its label is its name and its tooltip. */
export function IconButton({ label, icon, ...rest }: ButtonProps & { label: string; icon: IconGlyph }) {
  const keys = rest.keys;
  const { keys: _keys, children, className, ...others } = rest;
  return (
    <Button
      variant="ghost"
      {...others}
      className={classNames('button-icon', className)}
      aria-label={label}
      aria-keyshortcuts={keys === undefined ? undefined : keys.replaceAll('Mod', 'Control')}
      title={others.disabledReason ?? label}
      icon={icon}
    >
      {children}
    </Button>
  );
}

function ButtonAnchor(props: ComponentProps<'a'> & ButtonLook) {
  const { variant, size, icon, iconEnd, keys, className, children, ...rest } = props;
  return (
    <a {...rest} className={toClass({ variant, size }, className)}>
      {icon && <Icon of={icon} />}
      {children}
      {iconEnd && <Icon of={iconEnd} size={14} />}
      {keys && <Kbd keys={keys} />}
    </a>
  );
}

/** A link to a route (`to`, `params`, `search`) that looks like a button. */
export const LinkButton = createLink(ButtonAnchor);
