// Chips: filters that are on, each with its way off.
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { messages } from '../lib/messages/common.js';
import { classNames } from './class-names.js';
import { Icon } from './icon.js';

type ChipProps = {
  /** What is filtered by, such as `kind`. */
  name?: string | undefined;
  value: string;
  /** Takes the chip away; without it the chip is only shown. */
  onRemove?: (() => void) | undefined;
  className?: string | undefined;
};

/** A filter `name: value` and a button that takes it off. */
export function Chip({ name, value, onRemove, className }: ChipProps) {
  const text = name === undefined ? value : `${name}: ${value}`;
  return (
    <span className={classNames('chip', className)}>
      <span className="chip-text" dir="auto">
        {name !== undefined && <span className="chip-name">{name}: </span>}
        {value}
      </span>
      {onRemove && (
        <button type="button" className="chip-remove" aria-label={messages.remove(text)} onClick={onRemove}>
          <Icon of={X} size={13} />
        </button>
      )}
    </span>
  );
}

/** A row of chips. */
export function Chips({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className="chips" aria-label={label}>
      {children}
    </ul>
  );
}
