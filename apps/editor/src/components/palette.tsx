// A search box over a list of what can be done (WAI-ARIA APG, combobox with a list box): the focus stays in the box, arrows
// move through the options, Enter chooses, and the number of options is told.
import { Search } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { paletteMessages } from '../lib/messages/palette.js';
import { useModal } from './dialog.js';
import { Icon, type IconGlyph } from './icon.js';
import { Kbd } from './kbd.js';

/** One thing to choose. */
export type PaletteOption = {
  id: string;
  label: ReactNode;
  icon?: IconGlyph | undefined;
  hint?: ReactNode;
  keys?: string | undefined;
  disabledReason?: string | undefined;
  onSelect: () => void;
};

/** Options below one heading. */
export type PaletteGroup = { id: string; label: string; options: readonly PaletteOption[] };

type PaletteProps = {
  label: string;
  placeholder: string;
  query: string;
  onQuery: (query: string) => void;
  groups: readonly PaletteGroup[];
  /** Something is still being looked for. */
  isSearching: boolean;
  onClose: () => void;
};

/** The palette's window. */
export function PaletteDialog({ label, placeholder, query, onQuery, groups, isSearching, onClose }: PaletteProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const base = useId();
  const options = groups.flatMap((group) => group.options);
  const [activeId, setActiveId] = useState<string | undefined>();
  const active = options.find(({ id }) => id === activeId) ?? options[0];
  useModal(dialog);
  useEffect(() => {
    document.getElementById(`${base}-${active?.id}`)?.scrollIntoView({ block: 'nearest' });
  }, [base, active?.id]);
  const choose = (option: PaletteOption | undefined): void => {
    if (option === undefined || option.disabledReason !== undefined) return;
    onClose();
    option.onSelect();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = findNext(options, active, event);
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) choose(active);
    else if (next !== undefined) setActiveId(next.id);
    else return;
    event.preventDefault();
  };
  return (
    <dialog
      ref={dialog}
      className="dialog palette"
      aria-label={label}
      {...{ closedby: 'any' }}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="palette-box">
        <Icon of={Search} size={18} />
        <input
          type="text"
          role="combobox"
          data-autofocus
          aria-label={label}
          aria-expanded="true"
          aria-controls={`${base}-list`}
          aria-activedescendant={active === undefined ? undefined : `${base}-${active.id}`}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          value={query}
          onChange={(event) => {
            setActiveId(undefined);
            onQuery(event.target.value);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className="palette-list" role="listbox" id={`${base}-list`} aria-label={label}>
        {groups.map((group) => (
          <Group key={group.id} {...{ group, base, activeId: active?.id, setActiveId, choose }} />
        ))}
      </div>
      {options.length === 0 && !isSearching && <p className="palette-none">{paletteMessages.nothing}</p>}
      <PaletteFoot />
      <p className="visually-hidden" role="status">
        {isSearching ? '' : paletteMessages.count(options.length)}
      </p>
    </dialog>
  );
}

type GroupProps = {
  group: PaletteGroup;
  base: string;
  activeId: string | undefined;
  setActiveId: (id: string) => void;
  choose: (option: PaletteOption) => void;
};

function Group({ group, base, activeId, setActiveId, choose }: GroupProps) {
  if (group.options.length === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a list box has groups, not fieldsets
    <div role="group" aria-labelledby={`${base}-group-${group.id}`}>
      <div className="palette-heading" id={`${base}-group-${group.id}`} role="presentation">
        {group.label}
      </div>
      {group.options.map((option) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the combobox, which has the focus
        <div
          key={option.id}
          id={`${base}-${option.id}`}
          role="option"
          tabIndex={-1}
          aria-selected={option.id === activeId}
          aria-disabled={option.disabledReason === undefined ? undefined : true}
          className="palette-option"
          onPointerMove={() => setActiveId(option.id)}
          onClick={() => choose(option)}
        >
          {option.icon && <Icon of={option.icon} />}
          <span className="palette-label">{option.label}</span>
          {(option.disabledReason ?? option.hint) !== undefined && (
            <span className="palette-hint">{option.disabledReason ?? option.hint}</span>
          )}
          {option.keys && <Kbd keys={option.keys} />}
        </div>
      ))}
    </div>
  );
}

function PaletteFoot() {
  return (
    <div className="palette-foot">
      <span>
        <Kbd keys="ArrowUp ArrowDown" /> {paletteMessages.move}
      </span>
      <span>
        <Kbd keys="Enter" /> {paletteMessages.choose}
      </span>
      <span>
        <Kbd keys=">" /> {paletteMessages.commandsOnly}
      </span>
      <span>
        <Kbd keys="Escape" /> {paletteMessages.leave}
      </span>
    </div>
  );
}

function findNext(
  options: readonly PaletteOption[],
  active: PaletteOption | undefined,
  { key, ctrlKey }: KeyboardEvent,
): PaletteOption | undefined {
  const at = active === undefined ? -1 : options.indexOf(active);
  if (key === 'ArrowDown' || (ctrlKey && key === 'n')) return options[(at + 1) % options.length];
  if (key === 'ArrowUp' || (ctrlKey && key === 'p')) return options.at(at <= 0 ? -1 : at - 1);
  if (key === 'PageDown') return options[Math.min(at + 8, options.length - 1)];
  if (key === 'PageUp') return options[Math.max(at - 8, 0)];
  return undefined;
}
