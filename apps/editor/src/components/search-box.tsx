// A search box that understands operators (`kind:command`): it offers their names and values while they are typed, and hands
// over finished ones as filters (WAI-ARIA APG, combobox with a list box).
import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useCommand } from '../lib/commands.js';
import { gridMessages } from '../lib/messages/grid.js';
import { type Operator, openToken, parseQuery, replaceOpenToken, toToken } from '../lib/operators.js';
import { Icon } from './icon.js';
import { Kbd } from './kbd.js';

/** What may follow an operator, and how often it occurs; asked when the operator is typed. */
type OperatorValues = (operator: string) => readonly { value: string; count?: number }[];

type SearchBoxProps<Name extends string> = {
  label: string;
  placeholder: string;
  operators: readonly Operator<Name>[];
  valuesOf: OperatorValues;
  /** The words that are searched for now; a change from outside replaces what stands in the box. */
  text: string;
  onText: (text: string) => void;
  onFilters: (filters: Partial<Record<Name, string>>, text: string) => void;
  /** Told which operator is being typed, so that its values can be fetched. */
  onOperator: (operator: string | undefined) => void;
  /** Leads from the box into the list. */
  onDown: () => void;
};

type Option = { id: string; label: string; hint: string; apply: string };

const TYPING_MS = 160;
const OPTIONS_MAX = 8;

/** The search box. */
export function SearchBox<Name extends string>(props: SearchBoxProps<Name>) {
  const { label, placeholder, operators, onDown } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const box = useBoxText(props);
  const [active, setActive] = useState(-1);
  const [isOpen, setOpen] = useState(false);
  const options = isOpen ? toOptions(box.draft, operators, props.valuesOf) : [];
  useCommand('search.focus', () => input.current?.select());
  const choose = (option: Option): void => {
    setActive(-1);
    box.change(option.apply);
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const option = options[active];
    if (event.key === 'ArrowDown' && options.length === 0) onDown();
    else if (event.key === 'ArrowDown') setActive((active + 1) % options.length);
    else if (event.key === 'ArrowUp' && options.length > 0) setActive(active <= 0 ? options.length - 1 : active - 1);
    else if (event.key === 'Enter' && option !== undefined) choose(option);
    else if (event.key === 'Enter') box.finish();
    else if (event.key === 'Escape' && options.length > 0) setOpen(false);
    else return;
    event.preventDefault();
  };
  return (
    <search className="search-box">
      <Icon of={Search} />
      <input
        ref={input}
        {...INPUT}
        role="combobox"
        aria-label={label}
        aria-expanded={options.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={options[active] && `${id}-${options[active].id}`}
        aria-describedby={box.problem === undefined ? undefined : `${id}-problem`}
        placeholder={placeholder}
        value={box.draft}
        onChange={(event) => {
          setOpen(true);
          setActive(-1);
          box.change(event.target.value);
        }}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <Kbd keys="/" />
      <Options {...{ id, options, active, choose }} />
      {box.problem !== undefined && (
        <p className="field-error" id={`${id}-problem`} role="status">
          {box.problem}
        </p>
      )}
    </search>
  );
}

const INPUT = {
  type: 'text',
  inputMode: 'search',
  enterKeyHint: 'search',
  autoComplete: 'off',
  spellCheck: false,
  'aria-autocomplete': 'list',
} as const;

type OptionsProps = { id: string; options: readonly Option[]; active: number; choose: (option: Option) => void };

function Options({ id, options, active, choose }: OptionsProps) {
  return (
    <div
      className="search-options"
      id={`${id}-list`}
      role="listbox"
      aria-label={gridMessages.suggestions}
      hidden={options.length === 0}
    >
      {options.map((option, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the combobox, which has the focus
        <div
          key={option.id}
          id={`${id}-${option.id}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          // The box keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => choose(option)}
        >
          <span>{option.label}</span>
          <span className="muted">{option.hint}</span>
        </div>
      ))}
    </div>
  );
}

/** What stands in the box: words go out a moment after typing, finished operators at once. */
function useBoxText<Name extends string>(props: SearchBoxProps<Name>) {
  const { operators, text, onText, onFilters, onOperator } = props;
  const [draft, setDraft] = useState(text);
  const sent = useRef(text);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (text !== sent.current) setDraft(text);
    sent.current = text;
  }, [text]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const send = (words: string): void => {
    clearTimeout(timer.current);
    sent.current = words.trim();
    onText(words.trim());
  };
  const take = (typed: string, isFinished: boolean): void => {
    const { filters, text: rest } = parseQuery(typed, operators, isFinished);
    const isFiltered = Object.keys(filters).length > 0;
    setDraft(rest);
    clearTimeout(timer.current);
    if (isFiltered) {
      sent.current = rest.trim();
      onFilters(filters, rest.trim());
    } else if (isFinished) send(rest);
    else timer.current = setTimeout(() => send(wordsOf(rest, operators)), TYPING_MS);
    onOperator(openToken(rest).operator);
  };
  const [bad] = parseQuery(draft, operators, false).bad;
  return {
    draft,
    change: (typed: string) => take(typed, false),
    finish: () => take(draft, true),
    problem: bad === undefined ? undefined : gridMessages.badValue(bad.name, bad.values ?? []),
  };
}

/** An operator that is still being typed is no word to search for. */
function wordsOf<Name extends string>(text: string, operators: readonly Operator<Name>[]): string {
  const { operator } = openToken(text);
  return operators.some(({ name }) => name === operator) ? replaceOpenToken(text, '') : text;
}

function toOptions(draft: string, operators: readonly Operator[], valuesOf: OperatorValues): Option[] {
  const { operator, value } = openToken(draft);
  const known = operators.find(({ name }) => name === operator);
  if (known !== undefined) {
    const values = known.values?.map((each) => ({ value: each, count: undefined })) ?? valuesOf(known.name);
    return values
      .filter((each) => each.value.toLowerCase().includes(value.toLowerCase()))
      .slice(0, OPTIONS_MAX)
      .map((each) => ({
        id: `value-${each.value}`,
        label: each.value,
        hint: each.count === undefined ? '' : String(each.count),
        apply: replaceOpenToken(draft, `${toToken(known.name, each.value)} `),
      }));
  }
  if (operator !== undefined || value === '') return [];
  return operators
    .filter(({ name }) => name.startsWith(value.toLowerCase()))
    .map(({ name, values }) => ({
      id: `operator-${name}`,
      label: `${name}:`,
      hint: values?.join(', ') ?? '',
      apply: replaceOpenToken(draft, `${name}:`),
    }));
}
