// All device models: found by name, put from a file. What others put meanwhile waits in the pill.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { BookOpen, RotateCw, SearchX, Upload } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Button } from '../../components/button.js';
import { EmptyState } from '../../components/empty-state.js';
import { ErrorState } from '../../components/error-state.js';
import { PageHead } from '../../components/page-head.js';
import { NewsPill } from '../../components/pill.js';
import { ResultCount } from '../../components/result-count.js';
import { Skeleton } from '../../components/skeleton.js';
import { runCommand } from '../../lib/commands.js';
import { catalogueMessages as words } from '../../lib/messages/catalogues.js';
import { messages } from '../../lib/messages/common.js';
import { gridMessages } from '../../lib/messages/grid.js';
import { useRouteReady } from '../../lib/route-ready.js';
import type { CataloguesSearch } from '../../lib/search-params.js';
import { useSession } from '../../lib/session.js';
import '../../styles/features/catalogue-commands.css';
import '../../styles/features/catalogues.css';
import { useCatalogueNews, useModels } from './catalogue-data.js';
import { DidYouMean, FilterBox, filterModels, ModelList, nearModels } from './model-list.js';

const ImportDialog = lazy(() => import('./import-dialog.js').then(({ ImportDialog }) => ({ default: ImportDialog })));

/** The view. */
export function Page() {
  const { q = '', import: isAsked } = useSearch({ from: '/catalogues' });
  const navigate = useNavigate({ from: '/catalogues' });
  const models = useModels();
  const news = useCatalogueNews();
  const { whyNot } = useSession();
  const reason = whyNot('catalogues:write');
  const found = filterModels(models.data?.items ?? [], q);
  const setSearch = (search: CataloguesSearch): void =>
    void navigate({ search: ({ q: old }) => withoutEmpty({ q: old, ...search }), replace: true, resetScroll: false });
  const isImporting = isAsked !== undefined && reason === undefined && models.data !== undefined;
  useRouteReady(!models.isPending && !isImporting);
  const importButton = (
    <Button
      variant="primary"
      icon={Upload}
      disabledReason={reason}
      title={words.putHint}
      onClick={() => setSearch({ import: '1' })}
    >
      {words.put}
    </Button>
  );
  return (
    <div className="page catalogues">
      <PageHead
        title={words.title}
        aside={<ResultCount total={models.data && found.length} />}
        actions={importButton}
      />
      <p className="muted">{words.lead}</p>
      <NewsPill count={news.count} onShow={news.show} />
      {models.data === undefined ? (
        <NotThere models={models} />
      ) : models.data.items.length === 0 ? (
        <EmptyState icon={BookOpen} title={words.none}>
          <p>{words.noneBody}</p>
        </EmptyState>
      ) : (
        <>
          <FilterBox
            isMain
            label={words.filter}
            placeholder={words.filterPlaceholder}
            text={q}
            onText={(text) => setSearch({ q: text })}
          />
          {found.length > 0 ? (
            <div className="panel">
              <ModelList models={found} />
            </div>
          ) : (
            <NoModel q={q} near={nearModels(models.data.items, q)} onQuery={(text) => setSearch({ q: text })} />
          )}
        </>
      )}
      {isImporting && (
        <Suspense fallback={null}>
          <Ready />
          <ImportDialog start="" models={models.data.items} onClose={() => setSearch({})} />
        </Suspense>
      )}
    </div>
  );
}

/** The view with its dialog, once that is here. */
function Ready() {
  useRouteReady(true);
  return null;
}

function NotThere({ models: { error, refetch } }: { models: ReturnType<typeof useModels> }) {
  if (error === null) return <Skeleton lines={6} />;
  return (
    <ErrorState
      error={error}
      actions={
        <Button variant="primary" icon={RotateCw} onClick={() => void refetch()}>
          {messages.retry}
        </Button>
      }
    />
  );
}

type NoModelProps = { q: string; near: readonly string[]; onQuery: (q: string) => void };

function NoModel({ q, near, onQuery }: NoModelProps) {
  const choose = (text: string): void => {
    onQuery(text);
    // The button goes; whoever pressed it is searching.
    runCommand('search.focus');
  };
  return (
    <EmptyState
      icon={SearchX}
      title={words.noModel(q)}
      actions={<Button onClick={() => choose('')}>{gridMessages.clearFilters}</Button>}
    >
      <DidYouMean near={near} onChoose={choose} />
      <p>{words.noModelBody}</p>
    </EmptyState>
  );
}

function withoutEmpty(search: CataloguesSearch): CataloguesSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== ''));
}
