// The log: what happened, newest first, narrowed by what the address says; each entry opens in its place, and its place in
// the log is checked in this browser.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Download, RotateCw, ScrollText, SearchX } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '../../components/button.js';
import { EmptyState } from '../../components/empty-state.js';
import { ErrorState } from '../../components/error-state.js';
import { GridSkeleton } from '../../components/grid/grid-skeleton.js';
import { Icon } from '../../components/icon.js';
import { PageHead } from '../../components/page-head.js';
import { PermissionGate } from '../../components/permission-gate.js';
import { NewsPill } from '../../components/pill.js';
import { useCommand } from '../../lib/commands.js';
import { formatNumber } from '../../lib/format.js';
import { messages } from '../../lib/messages/common.js';
import { gridMessages } from '../../lib/messages/grid.js';
import { logMessages as words } from '../../lib/messages/log.js';
import { useRouteReady } from '../../lib/route-ready.js';
import type { LogSearch } from '../../lib/search-params.js';
import { useSession } from '../../lib/session.js';
import '../../styles/features/action.css';
import '../../styles/features/keys.css';
import '../../styles/features/log.css';
import { EntryPanel } from './entry-panel.js';
import { useAudit } from './log-data.js';
import { toExport } from './log-filter.js';
import { LogList } from './log-list.js';
import { LogToolbar, NO_FILTERS, type SetSearch } from './log-toolbar.js';

/** The view. */
export function Page() {
  const { can } = useSession();
  return (
    <div className="page list-page">
      {/* With the list, the head tells its size and exports it. */}
      {!can('audit:read') && <PageHead title={words.title} />}
      <PermissionGate permission="audit:read">
        <Log />
      </PermissionGate>
    </div>
  );
}

function Log() {
  const search = useSearch({ from: '/log' });
  const navigate = useNavigate({ from: '/log' });
  const place = useRef<HTMLDivElement>(null);
  const audit = useAudit(search);
  const { pages, events, news } = audit;
  const setSearch: SetSearch = (change, replace = false) =>
    void navigate({ search: (current) => withoutEmpty({ ...current, ...change }), replace, resetScroll: false });
  const showNews = (): void => {
    window.scrollTo({ top: 0 });
    void audit.refresh();
  };
  useCommand('news.show', news > 0 ? showNews : undefined);
  useRouteReady(!pages.isPending);
  return (
    <div ref={place} className="log">
      <PageHead title={words.title} aside={<Count audit={audit} />} actions={<Exports audit={audit} />} />
      <LogToolbar {...{ search, setSearch, events }} />
      <NewsPill count={news} onShow={showNews} />
      <Opened search={search} audit={audit} onFilter={setSearch} />
      {events.length > 0 ? (
        <LogList
          // Another question is another list: it begins at its first row.
          key={JSON.stringify({ ...search, idx: undefined })}
          {...{ pages, events }}
          open={search.idx === undefined ? undefined : Number(search.idx)}
          onOpen={(index) => setSearch({ idx: index === undefined ? undefined : String(index) }, true)}
          onFilter={setSearch}
        />
      ) : (
        <NoRows audit={audit} search={search} setSearch={setSearch} />
      )}
    </div>
  );
}

type Audit = ReturnType<typeof useAudit>;

/** How many entries are loaded, and whether there are more. */
function Count({ audit: { events, pages } }: { audit: Audit }) {
  const count = formatNumber(events.length);
  const text = pages.hasNextPage ? words.more(count) : count;
  return (
    <>
      <span className="result-count" data-count={events.length}>
        {pages.data === undefined ? '' : text}
      </span>
      <span className="visually-hidden" role="status">
        {pages.data === undefined ? '' : gridMessages.results(text)}
      </span>
    </>
  );
}

function Exports({ audit: { asked } }: { audit: Audit }) {
  return (['csv', 'ndjson'] as const).map((format) => {
    const name = format === 'csv' ? words.exportCsv : words.exportNdjson;
    return (
      <a
        key={format}
        className="button button-secondary"
        href={toExport(format, asked)}
        download={`audit.${format}`}
        aria-label={words.exportHint(name)}
        title={words.exportHint(name)}
      >
        <Icon of={Download} />
        {name}
      </a>
    );
  });
}

type OpenedProps = { search: LogSearch; audit: Audit; onFilter: SetSearch };

/** The entry of the address where it came with it and is in no row: it stands above the list until it is closed. */
function Opened({ search: { idx }, audit: { events, pages }, onFilter }: OpenedProps) {
  const [first] = useState(idx);
  const index = Number(idx);
  const isListed = events.some((event) => event.index === index);
  const [wasListed, setWasListed] = useState<boolean>();
  if (wasListed === undefined && pages.data !== undefined) setWasListed(isListed);
  if (idx === undefined || idx !== first || wasListed !== false || !Number.isSafeInteger(index) || index < 0)
    return null;
  return <EntryPanel index={index} onFilter={onFilter} onClose={() => onFilter({ idx: undefined }, true)} />;
}

type NoRowsProps = { audit: Audit; search: LogSearch; setSearch: SetSearch };

function NoRows({ audit: { pages }, search, setSearch }: NoRowsProps) {
  if (pages.isPending) return <GridSkeleton />;
  if (pages.error !== null)
    return (
      <ErrorState
        error={pages.error}
        actions={
          <Button variant="primary" icon={RotateCw} onClick={() => void pages.refetch()}>
            {messages.retry}
          </Button>
        }
      />
    );
  const isFiltered = Object.keys(NO_FILTERS).some((name) => search[name as 'type'] !== undefined);
  if (!isFiltered)
    return (
      <EmptyState icon={ScrollText} title={words.empty}>
        <p>{words.emptyBody}</p>
      </EmptyState>
    );
  return (
    <EmptyState
      icon={SearchX}
      title={words.none}
      actions={<Button onClick={() => setSearch(NO_FILTERS)}>{gridMessages.clearFilters}</Button>}
    >
      <p>{words.noneBody}</p>
    </EmptyState>
  );
}

function withoutEmpty(search: LogSearch): LogSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== ''));
}
