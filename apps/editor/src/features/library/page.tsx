// The library: every published action, searched, filtered and ordered by what the address says, in rows that are fetched as
// they come into view.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { Banner } from '../../components/banner.js';
import { LinkButton } from '../../components/button.js';
import { focusGrid, Grid, type GridColumn } from '../../components/grid/grid.js';
import { GridSkeleton } from '../../components/grid/grid-skeleton.js';
import { PageHead } from '../../components/page-head.js';
import { NewsPill } from '../../components/pill.js';
import { ResultCount } from '../../components/result-count.js';
import { keysOf, useCommand } from '../../lib/commands.js';
import { formatDateTime } from '../../lib/format.js';
import { gridMessages } from '../../lib/messages/grid.js';
import { libraryMessages as words } from '../../lib/messages/library.js';
import { useNews } from '../../lib/news.js';
import { useRouteReady } from '../../lib/route-ready.js';
import type { LibrarySearch } from '../../lib/search-params.js';
import { useSelection } from '../../lib/selection.js';
import '../../styles/features/library.css';
import { BulkBar } from './bulk-bar.js';
import { toOrder, useLibrary } from './library-query.js';
import { toLibraryRow } from './library-row.js';
import { type SetSearch, Toolbar } from './toolbar.js';

// What most visits do not show is fetched when it is.
const Peek = lazy(() => import('./peek.js').then((file) => ({ default: file.Peek })));
const NoRows = lazy(() => import('./states.js').then((file) => ({ default: file.NoRows })));

/** The library page. */
export function Page() {
  const search = useSearch({ from: '/library' });
  const navigate = useNavigate({ from: '/library' });
  const place = useRef<HTMLDivElement>(null);
  const library = useLibrary(search);
  const news = useNews(({ type }) => type.startsWith('release.') || type === 'channel.move');
  const { head, total } = library;
  const setSearch: SetSearch = (change, replace = false) =>
    void navigate({ search: (current) => withoutEmpty({ ...current, ...change }), replace, resetScroll: false });
  const showNews = (): void => {
    news.clear();
    void library.refresh();
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
        <Banner
          tone="warning"
          title={words.offlineBanner(formatDateTime(new Date(head.dataUpdatedAt).toISOString()))}
        />
      )}
      <NewsPill count={news.count} onShow={showNews} />
      {total > 0 ? (
        // Another question is another list: it begins at its first row, with nothing selected.
        <Rows key={JSON.stringify(search)} {...{ library, search, setSearch }} />
      ) : head.isPending ? (
        <GridSkeleton className="library-grid" />
      ) : (
        <Suspense fallback={<GridSkeleton className="library-grid" />}>
          <NoRows {...{ head, search, setSearch }} suggestions={library.suggestions} />
        </Suspense>
      )}
    </div>
  );
}

type RowsProps = { library: ReturnType<typeof useLibrary>; search: LibrarySearch; setSearch: SetSearch };

function Rows({ library, search, setSearch }: RowsProps) {
  const navigate = useNavigate();
  const { rows, total } = library;
  const selection = useSelection((index) => rows.row(index)?.name, total);
  const [isPeeking, setPeeking] = useState(false);
  const [peeked, setPeeked] = useState(0);
  const peek = { isOpen: isPeeking, toggle: () => setPeeking(!isPeeking), onFocus: setPeeked };
  const open = (index: number): void => {
    const item = rows.row(index);
    if (item !== undefined) void navigate({ to: '/a/$reference', params: { reference: item.name } });
  };
  return (
    <>
      <div className="with-peek" data-open={isPeeking}>
        <Grid
          label={words.grid}
          className="library-grid"
          columns={toColumns(search, setSearch)}
          count={total}
          row={(index) => {
            const item = rows.row(index);
            return item && toLibraryRow(item);
          }}
          onVisible={rows.onVisible}
          onOpen={open}
          peek={peek}
          selection={selection}
        />
        <Suspense>{isPeeking && <Peek item={rows.row(peeked)} onClose={() => setPeeking(false)} />}</Suspense>
      </div>
      <BulkBar selection={selection} find={(name) => findItem(library, name)} onDone={library.refresh} />
    </>
  );
}

function findItem({ rows, total }: ReturnType<typeof useLibrary>, name: string) {
  for (let index = 0; index < total; index++) {
    const item = rows.row(index);
    if (item?.name === name) return item;
  }
  return undefined;
}

function toColumns(search: LibrarySearch, setSearch: SetSearch): GridColumn[] {
  const { sort, dir } = toOrder(search);
  const sorted = (by: string) => (sort !== by ? undefined : dir === 'asc' ? 'ascending' : 'descending');
  const sortBy = (by: 'name' | 'updated_at', other: 'asc' | 'desc') => () =>
    setSearch({ sort: by, dir: sort === by && dir !== other ? other : undefined });
  return [
    { id: 'select', label: gridMessages.selectColumn },
    { id: 'name', label: words.columns.name, sort: sorted('name'), onSort: sortBy('name', 'desc') },
    { id: 'version', label: words.columns.version },
    { id: 'signer', label: words.columns.signer },
    { id: 'updated', label: words.columns.updated, sort: sorted('updated_at'), onSort: sortBy('updated_at', 'asc') },
  ];
}

function withoutEmpty(search: LibrarySearch): LibrarySearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== ''));
}
