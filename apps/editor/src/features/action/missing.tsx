// An action or version that is not there, with what may have been meant; or one that could not be fetched.
import { PackageSearch, RotateCw } from 'lucide-react';
import { Button, LinkButton } from '../../components/button.js';
import { EmptyState } from '../../components/empty-state.js';
import { ErrorState } from '../../components/error-state.js';
import { PageHead } from '../../components/page-head.js';
import { detailsOf, suggestionsOf, toCallError } from '../../lib/errors.js';
import { actionMessages } from '../../lib/messages/action.js';
import { messages } from '../../lib/messages/common.js';
import { useRouteReady } from '../../lib/route-ready.js';

const words = actionMessages.notFound;
const VERSIONS_MAX = 6;

type MissingProps = { name: string; selector: string | undefined; error: unknown; onRetry: () => void };

/** What stands in the action's place. */
export function ActionMissing({ name, selector, error, onRetry }: MissingProps) {
  const problem = toCallError(error);
  const isName = problem.code === 'ACTION_NOT_FOUND' || problem.code === 'INVALID_NAME';
  const isVersion = /^(?:VERSION_NOT_FOUND|NO_MATCHING_VERSION|INVALID_VERSION)$/.test(problem.code);
  useRouteReady(true);
  const title = isVersion ? words.version(name, selector ?? '') : words.action(name);
  return (
    <div className="page">
      <PageHead title={isName || isVersion ? title : name} hidden />
      {isName ? (
        <MissingName name={name} title={title} near={suggestionsOf(problem)} />
      ) : isVersion ? (
        <MissingVersion name={name} title={title} near={nearVersions(problem)} />
      ) : (
        <ErrorState
          error={error}
          actions={
            <Button variant="primary" icon={RotateCw} onClick={onRetry}>
              {messages.retry}
            </Button>
          }
        />
      )}
    </div>
  );
}

function nearVersions(problem: ReturnType<typeof toCallError>): string[] {
  const available = detailsOf(problem, 'NO_MATCHING_VERSION')?.available ?? [];
  return [...suggestionsOf(problem), ...available].slice(0, VERSIONS_MAX);
}

type MissingPartProps = { name: string; title: string; near: readonly string[] };

function MissingName({ name, title, near }: MissingPartProps) {
  return (
    <EmptyState
      icon={PackageSearch}
      title={title}
      actions={
        <>
          <LinkButton to="/library" search={{ q: name.slice(0, 200) }} variant="primary">
            {words.search}
          </LinkButton>
          <LinkButton to="/drafts/new" search={{ name }}>
            {words.create(name)}
          </LinkButton>
        </>
      }
    >
      {near.length > 0 && (
        <p className="near">
          {words.meant}{' '}
          {near.map((each) => (
            <LinkButton key={each} size="s" to="/a/$reference" params={{ reference: each }}>
              {each}
            </LinkButton>
          ))}
        </p>
      )}
    </EmptyState>
  );
}

function MissingVersion({ name, title, near }: MissingPartProps) {
  return (
    <EmptyState
      icon={PackageSearch}
      title={title}
      actions={
        <LinkButton to="/a/$reference" params={{ reference: name }} variant="primary">
          {words.all}
        </LinkButton>
      }
    >
      {near.length > 0 && (
        <p className="near">
          {words.nearest}{' '}
          {near.map((each) => (
            <LinkButton key={each} size="s" to="/a/$reference" params={{ reference: `${name}@${each}` }}>
              {each}
            </LinkButton>
          ))}
        </p>
      )}
    </EmptyState>
  );
}
