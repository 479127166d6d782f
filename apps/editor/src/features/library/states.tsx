// What stands in the library's place when there are no rows: nothing published, nothing that fits, no answer. Each says what
// to do next.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Library, PackageOpen, PencilLine, RotateCw, SearchX, SquareTerminal } from 'lucide-react';
import { Button } from '../../components/button.js';
import { CopyButton } from '../../components/copy-button.js';
import { EmptyState } from '../../components/empty-state.js';
import { ErrorState } from '../../components/error-state.js';
import { Icon } from '../../components/icon.js';
import { formatNumber } from '../../lib/format.js';
import { messages } from '../../lib/messages/common.js';
import { libraryMessages as words } from '../../lib/messages/library.js';
import type { LibrarySearch } from '../../lib/search-params.js';
import { useTRPC } from '../../lib/trpc.js';
import { toFilter } from './library-query.js';
import { NO_FILTERS, type SetSearch } from './toolbar.js';

/** A registry without releases. */
function EmptyRegistry() {
  const { empty } = words;
  const commandLine = empty.commandLine(window.location.origin);
  return (
    <EmptyState icon={Library} title={empty.title}>
      <p>{empty.body}</p>
      <ul className="start-cards">
        <li>
          <Link to="/drafts" search={{ origin: 'builtin' }} className="start-card">
            <span className="start-icon">
              <Icon of={PackageOpen} size={20} />
            </span>
            <strong>{empty.builtins}</strong>
            <span className="muted">{empty.builtinsBody}</span>
          </Link>
        </li>
        <li>
          <Link to="/drafts/new" search={{}} className="start-card">
            <span className="start-icon">
              <Icon of={PencilLine} size={20} />
            </span>
            <strong>{empty.create}</strong>
            <span className="muted">{empty.createBody}</span>
          </Link>
        </li>
        <li className="start-card">
          <span className="start-icon">
            <Icon of={SquareTerminal} size={20} />
          </span>
          <strong>{empty.command}</strong>
          <span className="muted">{empty.commandBody}</span>
          <span className="command-line">
            <code>{commandLine}</code>
            <CopyButton value={commandLine} label={messages.copy} />
          </span>
        </li>
      </ul>
    </EmptyState>
  );
}

type NoRowsProps = NoMatchProps & {
  head: { data: unknown; error: unknown; refetch: () => Promise<unknown> };
};

/** Why there are no rows, and what to do about it. */
export function NoRows({ head, search, ...rest }: NoRowsProps) {
  if (head.data === undefined) return <LoadFailed error={head.error} onRetry={() => void head.refetch()} />;
  const isFiltered = search.q !== undefined || Object.keys(NO_FILTERS).some((name) => search[name as 'kind']);
  return isFiltered ? <NoMatch search={search} {...rest} /> : <EmptyRegistry />;
}

type NoMatchProps = { search: LibrarySearch; suggestions: readonly string[]; setSearch: SetSearch };

/** Nothing fits the words and filters. */
function NoMatch({ search, suggestions, setSearch }: NoMatchProps) {
  const { none } = words;
  return (
    <EmptyState
      icon={SearchX}
      title={none.title(search.q ?? '')}
      actions={<Button onClick={() => setSearch({ ...NO_FILTERS, q: undefined })}>{none.clear}</Button>}
    >
      {suggestions.length > 0 ? (
        <p className="meant">
          {none.meant}{' '}
          {suggestions.map((name) => (
            <Suggestion key={name} name={name} search={search} onSelect={() => setSearch({ q: name })} />
          ))}
        </p>
      ) : (
        <p>{none.body}</p>
      )}
    </EmptyState>
  );
}

function Suggestion({ name, search, onSelect }: { name: string; search: LibrarySearch; onSelect: () => void }) {
  const trpc = useTRPC();
  const question = { ...toFilter({ ...search, q: name }), facets: true, limit: 1 };
  const { data } = useQuery(trpc.actions.search.queryOptions(question));
  const total = data?.facets?.total;
  return (
    <button type="button" className="suggestion" onClick={onSelect}>
      <strong>{name}</strong>
      {total !== undefined && <span className="muted"> ({formatNumber(total)})</span>}
    </button>
  );
}

/** The list could not be fetched at all. */
function LoadFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <ErrorState
      error={error}
      actions={
        <Button variant="primary" icon={RotateCw} onClick={onRetry}>
          {messages.retry}
        </Button>
      }
    />
  );
}
