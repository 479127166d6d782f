// One device model: its commands, found by any word; its versions and what differs between them; a line to try; who uses it.
// Beside it, on a wide window, all other models.
import type { Catalogue, CatalogueSummary } from '@action-registry/schema';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { PageHead } from '../../components/page-head.js';
import { NewsPill } from '../../components/pill.js';
import { Skeleton } from '../../components/skeleton.js';
import { Ago } from '../../components/time.js';
import { runCommand } from '../../lib/commands.js';
import { shortHash } from '../../lib/format.js';
import { keepFocus } from '../../lib/keep-focus.js';
import { catalogueMessages as words } from '../../lib/messages/catalogues.js';
import { useRouteReady } from '../../lib/route-ready.js';
import '../../styles/features/action.css';
import '../../styles/features/catalogue-commands.css';
import '../../styles/features/catalogues.css';
import { useCatalogue, useCatalogueNews, useCommandCatalogue, useModels, useUses } from './catalogue-data.js';
import { findCommands } from './command-filter.js';
import { CommandTable } from './command-table.js';
import { ModelMissing } from './missing.js';
import { ModelActions } from './model-actions.js';
import { DidYouMean, FilterBox, filterModels, ModelList, nearModels, OriginBadge } from './model-list.js';
import { TryLine } from './try-line.js';
import { UsedBy } from './used-by.js';
import { Comparison, OlderBanner, type SetSearch, VersionsBar } from './versions-bar.js';

/** The view. */
export function Page() {
  const { model } = useParams({ from: '/catalogues/$model' });
  const { version } = useSearch({ from: '/catalogues/$model' });
  const models = useModels();
  const catalogue = useCatalogue(model, version, { isSteady: true });
  const news = useCatalogueNews();
  const list = models.data?.items ?? [];
  useRouteReady(!catalogue.isPending && !catalogue.isPlaceholderData);
  return (
    <div className="page catalogue-page">
      <Models models={list} current={model} />
      <div className="catalogue-main">
        <NewsPill count={news.count} onShow={news.show} />
        {catalogue.data !== undefined ? (
          <Found key={model} catalogue={catalogue.data} models={list} />
        ) : catalogue.error !== null ? (
          <ModelMissing
            {...{ model, version, models: list, error: catalogue.error }}
            onRetry={() => void catalogue.refetch()}
          />
        ) : (
          <>
            <PageHead title={model} heading={<span className="mono">{model}</span>} />
            <Skeleton lines={8} />
          </>
        )}
      </div>
    </div>
  );
}

/** All models, in a pane of their own. */
function Models({ models, current }: { models: readonly CatalogueSummary[]; current: string }) {
  const [filter, setFilter] = useState('');
  const found = filterModels(models, filter);
  return (
    <aside className="catalogue-models panel" aria-label={words.models}>
      <FilterBox label={words.filter} placeholder={words.filterPlaceholder} text={filter} onText={setFilter} />
      <ModelList models={found} current={current} />
      {found.length === 0 && filter !== '' && (
        <div className="model-near">
          <DidYouMean near={nearModels(models, filter)} onChoose={setFilter} />
        </div>
      )}
    </aside>
  );
}

function Found({ catalogue, models }: { catalogue: Catalogue; models: readonly CatalogueSummary[] }) {
  const search = useSearch({ from: '/catalogues/$model' });
  const navigate = useNavigate({ from: '/catalogues/$model' });
  const setSearch: SetSearch = (change) =>
    void navigate({
      search: (old) =>
        Object.fromEntries(
          Object.entries({ ...old, ...change }).filter(([, value]) => value !== undefined && value !== ''),
        ),
      replace: change.q !== undefined,
      resetScroll: false,
    });
  const { device_model, description, version } = catalogue;
  useFocusKept(`${version} ${search.with ?? ''}`);
  return (
    <>
      <PageHead
        title={device_model}
        heading={<span className="mono">{device_model}</span>}
        aside={<OriginBadge {...catalogue} />}
        actions={
          <>
            <VersionsBar {...{ catalogue, setSearch }} />
            <ModelActions {...{ catalogue, models }} />
          </>
        }
      >
        {description !== undefined && (
          <p className="action-title" dir="auto">
            {description}
          </p>
        )}
        <Facts catalogue={catalogue} />
      </PageHead>
      <OlderBanner {...{ catalogue, setSearch }} />
      {search.with !== undefined && search.with !== version && (
        <Comparison {...{ catalogue, setSearch }} other={search.with} />
      )}
      <TryLine catalogue={catalogue} />
      <Commands catalogue={catalogue} q={search.q ?? ''} onSearch={(q) => setSearch({ q })} />
      <UsedBy model={device_model} />
    </>
  );
}

/** What was pressed may be gone with the version or the comparison that was shown. */
function useFocusKept(shown: string): void {
  const first = useRef(shown);
  useEffect(() => {
    if (shown !== first.current) keepFocus();
    first.current = shown;
  }, [shown]);
}

/** Where the commands come from, and what vouches for the version. */
function Facts({ catalogue }: { catalogue: Catalogue }) {
  const { own, commands, chain, device_model, created_by, created_at, hash } = catalogue;
  return (
    <p className="trust-line">
      <span>
        {words.commandCount(commands.length)}
        {own < commands.length && `: ${words.facts.own(own, commands.length)}`}
      </span>
      {chain
        .filter((link) => link.device_model !== device_model)
        .map((link) => (
          <span key={link.device_model}>
            {words.extends}{' '}
            <Link to="/catalogues/$model" params={{ model: link.device_model }} search={{}} className="mono">
              {link.device_model}@{link.version}
            </Link>
          </span>
        ))}
      <UsesLink model={device_model} />
      <span className="mono" title={hash}>
        {shortHash(hash)}
      </span>
      {created_at !== null && (
        <span>
          {words.facts.by} {created_by} · <Ago time={created_at} />
        </span>
      )}
    </p>
  );
}

/** How many use it, leading to who. */
function UsesLink({ model }: { model: string }) {
  const { data } = useUses(model);
  if (data === undefined) return null;
  return (
    <Link to="/catalogues/$model" params={{ model }} search={true} hash="uses">
      {words.uses.count(data.releases.total + (data.definitions?.total ?? 0))}
    </Link>
  );
}

type CommandsProps = { catalogue: Catalogue; q: string; onSearch: (q: string) => void };

function Commands({ catalogue, q, onSearch }: CommandsProps) {
  const { commands, device_model } = catalogue;
  // A long table may be a moment behind what is typed.
  const wanted = useDeferredValue(q);
  const found = useMemo(() => findCommands(commands, wanted), [commands, wanted]);
  const known = useCommandCatalogue(catalogue);
  const choose = (name: string): void => {
    onSearch(name);
    // The button goes; whoever pressed it is searching.
    runCommand('search.focus');
  };
  const near = found.length > 0 || wanted === '' ? [] : known.suggest(wanted).map(({ value }) => value);
  return (
    <section className="catalogue-commands" aria-label={words.table(device_model)}>
      <div className="toolbar-row">
        <FilterBox isMain label={words.search} placeholder={words.searchPlaceholder} text={q} onText={onSearch} />
        <span className="muted" role="status">
          {words.found(found.length, commands.length)}
        </span>
      </div>
      {found.length > 0 && <CommandTable model={device_model} commands={found} />}
      {found.length === 0 && (
        <div className="panel no-command">
          <p>{wanted === '' ? words.noCommands : words.noCommand(wanted)}</p>
          <DidYouMean near={near} onChoose={choose} />
        </div>
      )}
    </section>
  );
}
