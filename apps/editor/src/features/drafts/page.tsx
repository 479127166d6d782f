// The drafts: what the workspace is writing, and the built-ins to start from.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plus, RotateCw, SearchX } from 'lucide-react';
import { useRef } from 'react';
import { Banner } from '../../components/banner.js';
import { Button, LinkButton } from '../../components/button.js';
import { EmptyState } from '../../components/empty-state.js';
import { ErrorState } from '../../components/error-state.js';
import { focusGrid, Grid } from '../../components/grid/grid.js';
import { GridSkeleton } from '../../components/grid/grid-skeleton.js';
import { PageHead } from '../../components/page-head.js';
import { NewsPill } from '../../components/pill.js';
import { ResultCount } from '../../components/result-count.js';
import { keysOf, useCommand } from '../../lib/commands.js';
import { toCallError } from '../../lib/errors.js';
import { formatDateTime } from '../../lib/format.js';
import { messages } from '../../lib/messages/common.js';
import { draftsMessages as words } from '../../lib/messages/drafts.js';
import { useNews } from '../../lib/news.js';
import { useRouteReady } from '../../lib/route-ready.js';
import type { DraftsSearch } from '../../lib/search-params.js';
import { toDraftRow } from './draft-row.js';
import { useDrafts } from './drafts-query.js';
import { type SetSearch, Toolbar } from './toolbar.js';

const COLUMNS = [
  { id: 'name', label: words.columns.name },
  { id: 'version', label: words.columns.state },
  { id: 'signer', label: words.columns.author },
  { id: 'updated', label: words.columns.updated },
] as const;

/** The drafts page. */
export function Page() {
  const search = useSearch({ from: '/drafts' });
  const navigate = useNavigate({ from: '/drafts' });
  const place = useRef<HTMLDivElement>(null);
  const drafts = useDrafts(search);
  const { head, total } = drafts;
  const news = useNews(({ type }) => type.startsWith('definition.'));
  const setSearch: SetSearch = (change, replace = false) =>
    void navigate({ search: (current) => withoutEmpty({ ...current, ...change }), replace, resetScroll: false });
  const showNews = (): void => {
    news.clear();
    void drafts.refresh();
  };
  useCommand('news.show', news.count > 0 ? showNews : undefined);
  useRouteReady(!head.isPending && !head.isPlaceholderData);
  return (
    <div className="page list-page" ref={place}>
      <PageHead
        title={words.title}
        aside={<ResultCount total={head.data === undefined ? undefined : total} />}
        actions={
          <LinkButton to="/drafts/new" search={{}} variant="primary" icon={Plus} keys={keysOf('create.action')}>
            {words.newAction}
          </LinkButton>
        }
      />
      <Toolbar search={search} setSearch={setSearch} onDown={() => focusGrid(place.current)} />
      {head.isError && head.data !== undefined && (
        <Banner tone="warning" title={words.stale(formatDateTime(new Date(head.dataUpdatedAt).toISOString()))} />
      )}
      <NewsPill count={news.count} onShow={showNews} />
      <Body {...{ drafts, search, setSearch }} />
    </div>
  );
}

type BodyProps = { drafts: ReturnType<typeof useDrafts>; search: DraftsSearch; setSearch: SetSearch };

function Body({ drafts, search, setSearch }: BodyProps) {
  const navigate = useNavigate();
  const { head, rows, total } = drafts;
  if (head.data === undefined)
    return head.isError ? (
      <Failed error={head.error} onRetry={() => void head.refetch()} />
    ) : (
      <GridSkeleton className="drafts-grid" />
    );
  if (total === 0) return <NoMatch search={search} setSearch={setSearch} />;
  return (
    <Grid
      key={JSON.stringify(search)}
      label={words.grid}
      className="drafts-grid"
      columns={COLUMNS}
      count={total}
      row={(index) => {
        const item = rows.row(index);
        return item && toDraftRow(item);
      }}
      onVisible={rows.onVisible}
      onOpen={(index) => {
        const item = rows.row(index);
        if (item !== undefined) void navigate({ to: '/drafts/$id', params: { id: String(item.id) } });
      }}
    />
  );
}

function NoMatch({ search, setSearch }: Pick<BodyProps, 'search' | 'setSearch'>) {
  const clear = { q: undefined, kind: undefined, origin: undefined, tag: undefined };
  return (
    <EmptyState
      icon={SearchX}
      title={words.none.title(search.q ?? '')}
      actions={<Button onClick={() => setSearch(clear)}>{words.none.clear}</Button>}
    >
      <p>{words.none.body}</p>
    </EmptyState>
  );
}

function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const titles: Readonly<Record<string, string>> = {
    UNAUTHENTICATED: words.signInTitle,
    FORBIDDEN: words.forbiddenTitle,
  };
  return (
    <ErrorState
      error={error}
      title={titles[toCallError(error).code]}
      actions={
        <Button variant="primary" icon={RotateCw} onClick={onRetry}>
          {messages.retry}
        </Button>
      }
    />
  );
}

function withoutEmpty(search: DraftsSearch): DraftsSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== ''));
}
