// What narrows the log: a box for what it is about, menus for what, who and when, and the filters in use as chips.
import type { AuditEvent } from '@action-registry/schema';
import { CalendarDays, Search } from 'lucide-react';
import { type SyntheticEvent, useRef, useState } from 'react';
import { Button } from '../../components/button.js';
import { Chip, Chips } from '../../components/chip.js';
import { Icon } from '../../components/icon.js';
import { Kbd } from '../../components/kbd.js';
import { Menu, type MenuItem } from '../../components/menu.js';
import { useCommand } from '../../lib/commands.js';
import { gridMessages } from '../../lib/messages/grid.js';
import { logMessages as words } from '../../lib/messages/log.js';
import { type Operator, parseQuery } from '../../lib/operators.js';
import type { LogSearch } from '../../lib/search-params.js';
import { useSession } from '../../lib/session.js';
import { DaysDialog } from './days-dialog.js';
import { findTypes, isRange, RANGE_NAMES } from './log-filter.js';

/** Changes the view's address; `replace` for what should not become a step of the history. */
export type SetSearch = (change: LogSearch, replace?: boolean) => void;

/** Takes every filter away. */
export const NO_FILTERS: LogSearch = {
  ...{ type: undefined, actor: undefined, subject: undefined, from: undefined, to: undefined },
};

type ToolbarProps = { search: LogSearch; setSearch: SetSearch; events: readonly AuditEvent[] };

/** The toolbar. */
export function LogToolbar({ search, setSearch, events }: ToolbarProps) {
  return (
    <div className="toolbar">
      <div className="toolbar-row">
        <SubjectBox setSearch={setSearch} />
        <div className="toolbar-menus">
          <TypeMenu search={search} setSearch={setSearch} />
          <ActorMenu {...{ search, setSearch, events }} />
          <WhenMenu search={search} setSearch={setSearch} />
        </div>
      </div>
      <ChipRow search={search} setSearch={setSearch} />
    </div>
  );
}

const OPERATORS: readonly Operator<'type' | 'actor' | 'subject'>[] = [
  { name: 'type' },
  { name: 'actor' },
  { name: 'subject' },
];

/** Takes `type:` and `actor:` apart from what is looked for; Enter makes chips of them. */
function SubjectBox({ setSearch }: { setSearch: SetSearch }) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  useCommand('search.focus', () => input.current?.select());
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const { filters, text } = parseQuery(typed, OPERATORS, true);
    const subject = text.trim();
    if (subject === '' && Object.keys(filters).length === 0) return;
    setSearch({ ...filters, ...(subject !== '' && { subject }) });
    setTyped('');
  };
  return (
    <search>
      <form className="search-box" onSubmit={submit}>
        <Icon of={Search} />
        <input
          ref={input}
          type="text"
          inputMode="search"
          enterKeyHint="search"
          autoComplete="off"
          spellCheck={false}
          aria-label={words.search}
          placeholder={words.searchPlaceholder}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Kbd keys="/" />
      </form>
    </search>
  );
}

type MenuProps = Pick<ToolbarProps, 'search' | 'setSearch'>;

const GROUPS = [
  ...(['release', 'channel', 'definition', 'catalogue'] as const),
  ...(['key', 'namespace', 'workspace', 'member', 'api_key'] as const),
];

function TypeMenu({ search: { type }, setSearch }: MenuProps) {
  const items: MenuItem[] = [
    { id: '', label: words.any, checked: type === undefined, onSelect: () => setSearch({ type: undefined }) },
    ...GROUPS.map((group) => ({
      id: group,
      label: words.groups[group],
      checked: type === group,
      onSelect: () => setSearch({ type: group }),
    })),
  ];
  return (
    <Menu label={words.type} size="s" items={items} className={type === undefined ? undefined : 'is-on'}>
      {words.type}
    </Menu>
  );
}

/** Those who did what is loaded, and oneself. */
function ActorMenu({ search: { actor }, setSearch, events }: ToolbarProps) {
  const { caller } = useSession();
  const seen = [...new Set(events.map((event) => event.actor))].filter((each) => each !== caller?.actor).sort();
  const choose = (id: string, label: string): MenuItem => ({
    ...{ id, label, checked: actor === id, onSelect: () => setSearch({ actor: id }) },
  });
  const items: MenuItem[] = [
    { id: '', label: words.anybody, checked: actor === undefined, onSelect: () => setSearch({ actor: undefined }) },
    ...(caller == null ? [] : [{ ...choose(caller.actor, words.me), hint: caller.actor }]),
    ...seen.map((each) => choose(each, each)),
  ];
  return (
    <Menu label={words.actor} size="s" items={items} className={actor === undefined ? undefined : 'is-on'}>
      {words.actor}
    </Menu>
  );
}

function WhenMenu({ search: { from, to }, setSearch }: MenuProps) {
  const [isChoosing, setChoosing] = useState(false);
  const isAlways = from === undefined && to === undefined;
  const items: MenuItem[] = [
    { id: '', label: words.always, checked: isAlways, onSelect: () => setSearch({ from: undefined, to: undefined }) },
    ...RANGE_NAMES.map((range) => ({
      id: `range-${range}`,
      label: words.ranges[range],
      checked: from === range,
      onSelect: () => setSearch({ from: range, to: undefined }),
    })),
    { id: 'days', label: words.days, icon: CalendarDays, divided: true, onSelect: () => setChoosing(true) },
  ];
  return (
    <>
      <Menu label={words.when} size="s" align="end" items={items} className={isAlways ? undefined : 'is-on'}>
        {words.when}
      </Menu>
      {isChoosing && (
        <DaysDialog
          search={{ from, to }}
          onClose={() => setChoosing(false)}
          onChosen={(days) => {
            setChoosing(false);
            setSearch(days);
          }}
        />
      )}
    </>
  );
}

function ChipRow({ search, setSearch }: MenuProps) {
  const { type, actor, subject, from, to } = search;
  const chips = [
    ...(type === undefined ? [] : [{ name: words.type, value: toTypeWords(type), off: { type: undefined } }]),
    ...(actor === undefined ? [] : [{ name: words.actor, value: actor, off: { actor: undefined } }]),
    ...(subject === undefined ? [] : [{ name: words.subject, value: subject, off: { subject: undefined } }]),
    ...(from === undefined && to === undefined
      ? []
      : [{ name: words.when, value: toWhenWords(from, to), off: { from: undefined, to: undefined } }]),
  ];
  if (chips.length === 0) return null;
  return (
    <Chips label={gridMessages.filters}>
      {chips.map(({ name, value, off }) => (
        <li key={name}>
          <Chip name={name} value={value} onRemove={() => setSearch(off)} />
        </li>
      ))}
      {type !== undefined && findTypes(type).length === 0 && (
        <li className="field-error" role="status">
          {words.unknownType(type)}
        </li>
      )}
      {chips.length > 1 && (
        <li>
          <Button variant="ghost" size="s" onClick={() => setSearch(NO_FILTERS)}>
            {gridMessages.clearFilters}
          </Button>
        </li>
      )}
    </Chips>
  );
}

function toTypeWords(type: string): string {
  const groups: Readonly<Record<string, string>> = words.groups;
  return type
    .split(',')
    .map((each) => groups[each] ?? words.typeOf(each))
    .join(', ');
}

function toWhenWords(from: string | undefined, to: string | undefined): string {
  if (from !== undefined && isRange(from)) return words.ranges[from];
  if (from === undefined) return words.until(to ?? '');
  return to === undefined ? words.since(from) : words.between(from, to);
}
