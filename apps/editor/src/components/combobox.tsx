// A line of text with known values to choose from (WAI-ARIA APG, combobox with a list box). Any text may stand in it: what is
// no known value is for the rules to tell, and is never lost.
import { type ComponentProps, type KeyboardEvent, useEffect, useId, useState } from 'react';
import { Field, type FieldTexts } from './field.js';

/** A value that can be chosen, and what is said beside it. */
export type ComboOption = { value: string; hint?: string | undefined };

type ComboboxProps = FieldTexts &
  Pick<ComponentProps<'input'>, 'readOnly' | 'placeholder' | 'onFocus' | 'onBlur'> & {
    value: string;
    options: readonly ComboOption[];
    /** What is near a text that no option holds. */
    near?: ((text: string) => readonly string[]) | undefined;
    onChange: (value: string) => void;
    'data-pointer'?: string;
  };

const OPTIONS_MAX = 100;

/** The field. Arrows open the list and move in it, Enter takes the option, Escape closes the list. */
export function Combobox(props: ComboboxProps) {
  const { value, options, near, onChange, onFocus, onBlur, label, hint, error, required, optional, hideLabel } = props;
  const id = useId();
  const list = useOptions({ value, options, near, isOff: props.readOnly === true });
  const choose = (option: ComboOption | undefined): void => {
    if (option !== undefined) onChange(option.value);
    list.close();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Alt with arrows belongs to the list that the field stands in.
    if (event.altKey) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') list.move(event.key === 'ArrowDown' ? 1 : -1);
    else if (event.key === 'Enter' && list.isOpen) choose(list.active);
    else if (event.key === 'Escape' && list.isOpen) list.close();
    else return;
    event.preventDefault();
  };
  return (
    <Field {...{ label, hint, error, required, optional, hideLabel, className: props.className }}>
      {(control) => (
        <div className="combobox">
          <input
            type="text"
            className="input mono"
            autoComplete="off"
            spellCheck={false}
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={list.isOpen}
            aria-controls={`${id}-list`}
            aria-activedescendant={list.active && `${id}-${list.active.value}`}
            {...control}
            data-pointer={props['data-pointer']}
            readOnly={props.readOnly}
            placeholder={props.placeholder}
            value={value}
            onChange={({ target }) => {
              list.type();
              onChange(target.value);
            }}
            onMouseDown={list.open}
            onFocus={onFocus}
            onBlur={(event) => {
              list.close();
              onBlur?.(event);
            }}
            onKeyDown={onKeyDown}
          />
          <Options {...{ id, label, choose, list }} />
        </div>
      )}
    </Field>
  );
}

type OptionsOf = { value: string; options: readonly ComboOption[]; near: ComboboxProps['near']; isOff: boolean };

/** Which options are offered, and which one the arrows have reached. */
function useOptions({ value, options, near, isOff }: OptionsOf) {
  const [state, setState] = useState<'closed' | 'all' | 'typed'>('closed');
  const [activeValue, setActive] = useState<string | undefined>();
  const shown = state === 'closed' || isOff ? [] : state === 'all' ? options : findOptions(value, options, near);
  const offered = shown.slice(0, OPTIONS_MAX);
  const at = offered.findIndex((option) => option.value === activeValue);
  const open = (): void => {
    if (state !== 'closed') return;
    setState('all');
    setActive(value);
  };
  return {
    offered,
    active: offered[at],
    isOpen: offered.length > 0,
    open,
    type: () => {
      setState('typed');
      setActive(undefined);
    },
    move: (by: 1 | -1) => {
      if (offered.length === 0) return open();
      const next = at === -1 && by === -1 ? offered.length - 1 : (at + by + offered.length) % offered.length;
      setActive(offered[next]?.value);
    },
    close: () => {
      setState('closed');
      setActive(undefined);
    },
  };
}

/** The options that hold what was typed, those that begin with it first; else what is near it. */
function findOptions(typed: string, options: readonly ComboOption[], near: ComboboxProps['near']): ComboOption[] {
  const text = typed.trim().toLowerCase();
  const holding = options.filter(({ value }) => value.toLowerCase().includes(text));
  if (holding.length === 0) {
    const names = near?.(typed) ?? [];
    return names.flatMap((name) => options.find(({ value }) => value === name) ?? []);
  }
  const begins = ({ value }: ComboOption): boolean => value.toLowerCase().startsWith(text);
  return [...holding.filter(begins), ...holding.filter((option) => !begins(option))];
}

type ListProps = {
  id: string;
  label: FieldTexts['label'];
  choose: (option: ComboOption) => void;
  list: ReturnType<typeof useOptions>;
};

function Options({ id, label, choose, list: { offered, active } }: ListProps) {
  useEffect(() => {
    if (active !== undefined) document.getElementById(`${id}-${active.value}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);
  return (
    <div
      className="search-options combobox-options"
      id={`${id}-list`}
      role="listbox"
      aria-label={typeof label === 'string' ? label : undefined}
      hidden={offered.length === 0}
    >
      {offered.map((option) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the combobox, which has the focus
        <div
          key={option.value}
          id={`${id}-${option.value}`}
          role="option"
          tabIndex={-1}
          aria-selected={option === active}
          // The field keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => choose(option)}
        >
          <span className="mono">{option.value}</span>
          {option.hint !== undefined && <span className="muted">{option.hint}</span>}
        </div>
      ))}
    </div>
  );
}
