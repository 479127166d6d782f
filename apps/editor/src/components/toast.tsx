// Toasts tell the outcome of background work: each has text, stays at least 6 s, waits while it is looked at, and stays
// until it is closed when it is an error. What goes wrong in a form is said beside the field instead.
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { keepFocus } from '../lib/keep-focus.js';
import { messages } from '../lib/messages/common.js';
import { createStore } from '../lib/store.js';
import { Button, IconButton } from './button.js';
import { classNames } from './class-names.js';
import { Icon } from './icon.js';

/** A toast; `action` is usually Undo. `seconds` is how long it stays. */
export type Toast = {
  title: string;
  body?: string | undefined;
  tone?: 'info' | 'good' | 'danger' | undefined;
  action?: { label: string; onSelect: () => void } | undefined;
  seconds?: number | undefined;
};

type Shown = Toast & { id: number };

const SECONDS = 6;
const SHOWN_MAX = 4;
const ICONS = { info: Info, good: CircleCheck, danger: CircleAlert };

const shown = createStore<readonly Shown[]>([]);
let count = 0;

/** Shows a toast; returns what takes it away. */
export function showToast(toast: Toast): () => void {
  count += 1;
  const id = count;
  shown.set([...shown.get().slice(1 - SHOWN_MAX), { ...toast, id }]);
  return () => shown.set(shown.get().filter((each) => each.id !== id));
}

/** Where toasts appear; once, in the shell. */
export function ToastRegion({ label }: { label: string }) {
  const toasts = useSyncExternalStore(shown.subscribe, shown.get);
  const region = useRef<HTMLElement>(null);
  // In the top layer, above dialogs that are open.
  useEffect(() => {
    const element = region.current;
    if (element === null || toasts.length === 0) return;
    element.showPopover();
    return () => element.hidePopover();
  }, [toasts.length]);
  return (
    <section ref={region} popover="manual" className="toasts" aria-label={label} aria-live="polite" tabIndex={-1}>
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

function ToastCard({ toast }: { toast: Shown }) {
  const { id, title, body, tone = 'info', action, seconds = SECONDS } = toast;
  const [isHeld, setHeld] = useState(false);
  const close = useCallback(() => {
    shown.set(shown.get().filter((each) => each.id !== id));
    keepFocus();
  }, [id]);
  const stays = tone === 'danger' || isHeld;
  useEffect(() => {
    if (stays) return;
    const timer = setTimeout(close, Math.max(seconds, SECONDS) * 1000);
    return () => clearTimeout(timer);
  }, [stays, seconds, close]);
  const hold = { onPointerEnter: () => setHeld(true), onFocus: () => setHeld(true) };
  const release = { onPointerLeave: () => setHeld(false), onBlur: () => setHeld(false) };
  return (
    <div className={classNames('toast', `toast-${tone}`)} {...hold} {...release}>
      <Icon of={ICONS[tone]} />
      <div className="toast-text">
        <p>{title}</p>
        {body !== undefined && <p className="muted">{body}</p>}
      </div>
      {action && (
        <Button
          size="s"
          onClick={() => {
            close();
            action.onSelect();
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton icon={X} label={messages.close} size="s" onClick={close} />
    </div>
  );
}
