// What narrows and orders the drafts.
import { ArrowUpDown } from 'lucide-react';
import { useState } from 'react';
import { Chip, Chips } from '../../components/chip.js';
import { FacetMenu } from '../../components/facet-menu.js';
import { Menu } from '../../components/menu.js';
import { SearchBox } from '../../components/search-box.js';
import { messages } from '../../lib/messages/common.js';
import { draftsMessages as words } from '../../lib/messages/drafts.js';
import { gridMessages } from '../../lib/messages/grid.js';
import type { Operator } from '../../lib/operators.js';
import type { DraftsSearch } from '../../lib/search-params.js';
import { useDraftFacet } from './drafts-query.js';

const OPERATORS: readonly Operator<'kind' | 'origin' | 'tag'>[] = [
  { name: 'kind', values: ['prompt', 'command', 'tool', 'device'] },
  { name: 'origin', values: ['builtin', 'workspace'] },
  { name: 'tag' },
];
const FACETS = ['kind', 'origin'] as const;
const CHIPS = ['kind', 'origin', 'tag'] as const;
const SORTS = [
  { id: 'updated', change: { sort: undefined, dir: undefined } },
  { id: 'oldest', change: { sort: 'updated_at', dir: 'asc' } },
  { id: 'title', change: { sort: 'title', dir: undefined } },
  { id: 'titleDown', change: { sort: 'title', dir: 'desc' } },
] as const;

/** Changes the view's address; `replace` for what should not become a step of the history. */
export type SetSearch = (change: Partial<DraftsSearch>, replace?: boolean) => void;

type ToolbarProps = { search: DraftsSearch; setSearch: SetSearch; onDown: () => void };

/** The toolbar. */
export function Toolbar({ search, setSearch, onDown }: ToolbarProps) {
  const current = SORTS.find(({ change }) => change.sort === search.sort && change.dir === search.dir)?.id ?? 'updated';
  const sorts = SORTS.map(({ id, change }) => ({
    id,
    label: words.sorts[id],
    checked: id === current,
    onSelect: () => setSearch(change),
  }));
  const chips = CHIPS.flatMap((name) => (search[name] === undefined ? [] : [{ name, value: search[name] }]));
  return (
    <div className="toolbar">
      <div className="toolbar-row">
        <SearchBox
          label={words.search}
          placeholder={words.placeholder}
          operators={OPERATORS}
          valuesOf={() => []}
          text={search.q ?? ''}
          onText={(q) => setSearch({ q }, true)}
          // The operators' values are those of the address.
          onFilters={(filters, q) => setSearch({ ...(filters as Partial<DraftsSearch>), q })}
          onOperator={() => undefined}
          onDown={onDown}
        />
        <div className="toolbar-menus">
          {FACETS.map((name) => (
            <Facet key={name} {...{ name, search, setSearch }} />
          ))}
          <Menu label={gridMessages.sort} size="s" icon={ArrowUpDown} align="end" items={sorts}>
            <span>{words.sorts[current]}</span>
          </Menu>
        </div>
      </div>
      {chips.length > 0 && (
        <Chips label={gridMessages.filters}>
          {chips.map(({ name, value }) => (
            <li key={name}>
              <Chip name={name} value={value} onRemove={() => setSearch({ [name]: undefined })} />
            </li>
          ))}
        </Chips>
      )}
    </div>
  );
}

function Facet({ name, search, setSearch }: { name: 'kind' | 'origin' } & Pick<ToolbarProps, 'search' | 'setSearch'>) {
  const [isWanted, setWanted] = useState(false);
  const counts = useDraftFacet(search, name, isWanted);
  const labels: Readonly<Record<string, string>> = name === 'kind' ? messages.kinds : words.origins;
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
