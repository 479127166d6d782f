// A modal dialog on the browser's own <dialog>: focus is kept inside and returns to the opener, Esc closes the top layer
// alone. What is behind it is inert. It stands at the end of the page, whatever it is part of.
import { X } from 'lucide-react';
import { type ReactNode, type SyntheticEvent, useEffect, useId, useRef } from 'react';
import { createPortal } from 'react-dom';
import { keepFocus } from '../lib/keep-focus.js';
import { messages } from '../lib/messages/common.js';
import { IconButton } from './button.js';
import { classNames } from './class-names.js';

type DialogProps = {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  /** One sentence below the title. */
  description?: ReactNode;
  /** The buttons, the primary one last. */
  footer?: ReactNode;
  size?: 's' | 'm' | 'l' | undefined;
  /** A click beside it closes it; not for dialogs that hold typed text. */
  lightDismiss?: boolean | undefined;
  /** Called on submit when the dialog's content is a form; the footer may then hold a `type="submit"` button. */
  onSubmit?: (() => void) | undefined;
  /** The body is text to read: it can have the focus, so that keys scroll it. */
  isText?: boolean | undefined;
  className?: string | undefined;
  children?: ReactNode;
};

/** A modal dialog with a title, a body that scrolls, and a footer that stays. */
export function Dialog({ open, lightDismiss = false, ...props }: DialogProps) {
  // Unmounted while closed, so that each opening starts fresh.
  return open ? <OpenDialog lightDismiss={lightDismiss} {...props} /> : null;
}

function OpenDialog({ onClose, title, description, footer, onSubmit, children, ...look }: Omit<DialogProps, 'open'>) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const descriptionId = useId();
  useModal(ref);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    onSubmit?.();
    // What is wrong is marked with the next rendering.
    requestAnimationFrame(() => ref.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
  };
  const content = (
    <>
      <div className="dialog-head">
        <div>
          <h2 id={titleId}>{title}</h2>
          {description !== undefined && <p id={descriptionId}>{description}</p>}
        </div>
        <IconButton icon={X} label={messages.close} size="s" onClick={onClose} />
      </div>
      <div className="dialog-body" tabIndex={look.isText === true ? 0 : undefined}>
        {children}
      </div>
      {footer !== undefined && <div className="dialog-foot">{footer}</div>}
    </>
  );
  return createPortal(
    <dialog
      ref={ref}
      className={classNames('dialog', `dialog-${look.size ?? 'm'}`, look.className)}
      aria-labelledby={titleId}
      aria-describedby={description === undefined ? undefined : descriptionId}
      {...(look.lightDismiss === true && { closedby: 'any' })}
      onCancel={(event) => {
        event.preventDefault();
        if (event.target === event.currentTarget) onClose();
      }}
    >
      {onSubmit === undefined ? (
        content
      ) : (
        <form onSubmit={submit} noValidate>
          {content}
        </form>
      )}
    </dialog>,
    document.body,
  );
}

/** Shows the element as a modal while it is mounted, and gives the focus back afterwards. */
export function useModal(ref: { current: HTMLDialogElement | null }): void {
  useEffect(() => {
    const dialog = ref.current;
    const opener = document.activeElement;
    if (dialog === null) return;
    if (!dialog.open) dialog.showModal();
    dialog.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => {
      dialog.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
      keepFocus();
    };
  }, [ref]);
}
