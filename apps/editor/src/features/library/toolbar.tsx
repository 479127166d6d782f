// What narrows and orders the library: the search box, facets with counts, the order, and the filters in use as chips.
import { ArrowUpDown } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { Chip, Chips } from '../../components/chip.js';
import { FacetMenu } from '../../components/facet-menu.js';
import { Menu } from '../../components/menu.js';
import { SearchBox } from '../../components/search-box.js';
import { formatNumber } from '../../lib/format.js';
import { messages } from '../../lib/messages/common.js';
import { gridMessages } from '../../lib/messages/grid.js';
import { libraryMessages as words } from '../../lib/messages/library.js';
import type { Operator } from '../../lib/operators.js';
import type { LibrarySearch } from '../../lib/search-params.js';
import { type FacetName, useFacet } from './library-query.js';

type OperatorName = FacetName | 'by' | 'sort';

const OPERATORS: readonly Operator<OperatorName>[] = [
  { name: 'kind', values: ['prompt', 'command', 'tool', 'device'] },
  { name: 'state', values: ['active', 'deprecated', 'yanked'] },
  { name: 'channel' },
  { name: 'tag' },
  { name: 'by' },
  { name: 'key' },
  { name: 'sort', values: ['name', 'updated'] },
];
const FACETS: readonly FacetName[] = ['kind', 'state', 'channel', 'tag', 'key'];
const CHIPS = ['kind', 'state', 'channel', 'tag', 'by', 'key'] as const;

/** Changes the view's address; `replace` for what should not become a step of the history. */
export type SetSearch = (change: Partial<LibrarySearch>, replace?: boolean) => void;

type ToolbarProps = { search: LibrarySearch; setSearch: SetSearch; onDown: () => void };

/** The toolbar. */
export function Toolbar({ search, setSearch, onDown }: ToolbarProps) {
  const [operator, setOperator] = useState<string | undefined>();
  const facet = FACETS.find((each) => each === operator);
  const counts = useFacet(search, facet ?? 'kind', facet !== undefined);
  return (
    <div className="toolbar">
      <div className="toolbar-row">
        <SearchBox
          label={words.search}
          placeholder={words.placeholder}
          operators={OPERATORS}
          valuesOf={(name) => (name === operator ? toValues(counts) : [])}
          text={search.q ?? ''}
          onText={(q) => setSearch({ q }, true)}
          onFilters={(filters, q) => setSearch({ ...toChange(filters), q })}
          onOperator={setOperator}
          onDown={onDown}
        />
        <div className="toolbar-menus">
          {FACETS.map((name) => (
            <Facet key={name} {...{ name, search, setSearch }} />
          ))}
          <SortMenu search={search} setSearch={setSearch} />
        </div>
      </div>
      <ChipRow search={search} setSearch={setSearch} />
    </div>
  );
}

function toValues(counts: Readonly<Record<string, number>> | undefined): { value: string; count: number }[] {
  return Object.entries(counts ?? {}).map(([value, count]) => ({ value, count }));
}

function toChange({ sort, ...filters }: Partial<Record<OperatorName, string>>): Partial<LibrarySearch> {
  // The operators' values are those of the address.
  const change = filters as Partial<LibrarySearch>;
  return sort === undefined ? change : { ...change, sort: sort === 'name' ? 'name' : 'updated_at' };
}

function Facet({ name, search, setSearch }: { name: FacetName } & Pick<ToolbarProps, 'search' | 'setSearch'>) {
  const [isWanted, setWanted] = useState(false);
  const counts = useFacet(search, name, isWanted);
  const labels: Readonly<Record<string, string>> =
    name === 'kind' ? messages.kinds : name === 'state' ? words.states : {};
  return (
    <FacetMenu
      label={words.facets[name]}
      value={search[name]}
      counts={counts}
      toLabel={(value) => labels[value] ?? value}
      onOpen={() => setWanted(true)}
      onSelect={(value) => setSearch({ [name]: value })}
    />
  );
}

const SORTS = [
  { id: 'best', change: { sort: undefined, dir: undefined } },
  { id: 'updated', change: { sort: 'updated_at', dir: undefined } },
  { id: 'oldest', change: { sort: 'updated_at', dir: 'asc' } },
  { id: 'name', change: { sort: 'name', dir: undefined } },
  { id: 'nameDown', change: { sort: 'name', dir: 'desc' } },
] as const;

function SortMenu({ search, setSearch }: Pick<ToolbarProps, 'search' | 'setSearch'>) {
  const isSearch = search.q !== undefined;
  const sort = search.sort ?? (isSearch ? undefined : 'updated_at');
  const current = SORTS.find(({ change }) => change.sort === sort && change.dir === search.dir)?.id ?? 'best';
  return (
    <Menu
      label={gridMessages.sort}
      size="s"
      icon={ArrowUpDown}
      align="end"
      items={SORTS.filter(({ id }) => isSearch || id !== 'best').map(({ id, change }) => ({
        id,
        label: words.sorts[id],
        checked: id === current,
        onSelect: () => setSearch(change),
      }))}
    >
      <span>{words.sorts[current]}</span>
    </Menu>
  );
}

function ChipRow({ search, setSearch }: Pick<ToolbarProps, 'search' | 'setSearch'>) {
  const isDefault = search.state === undefined;
  const states = useFacet(search, 'state', isDefault && search.dep === undefined);
  const hidden = (states?.deprecated ?? 0) + (states?.yanked ?? 0);
  const chips = CHIPS.flatMap((name) => (search[name] === undefined ? [] : [{ name, value: search[name] }]));
  const hasChips = chips.length > 0 || search.dep !== undefined;
  if (!hasChips && hidden === 0) return null;
  return (
    <Chips label={gridMessages.filters}>
      {chips.map(({ name, value }) => (
        <li key={name}>
          <Chip name={name} value={value} onRemove={() => setSearch({ [name]: undefined })} />
        </li>
      ))}
      {search.dep !== undefined && (
        <li>
          <Chip value={words.withHidden} onRemove={() => setSearch({ dep: undefined })} />
        </li>
      )}
      {isDefault && search.dep === undefined && hidden > 0 && (
        <li className="hidden-note">
          {words.hidden(formatNumber(hidden))}
          <Button variant="ghost" size="s" onClick={() => setSearch({ dep: '1' })}>
            {words.showHidden}
          </Button>
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

/** Takes every filter away and leaves words and order. */
export const NO_FILTERS: Partial<LibrarySearch> = {
  kind: undefined,
  state: undefined,
  channel: undefined,
  tag: undefined,
  by: undefined,
  key: undefined,
  dep: undefined,
};
