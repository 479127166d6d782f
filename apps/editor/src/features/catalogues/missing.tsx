// A device model or version that is not there, with what may have been meant; or one that could not be fetched.
import type { CatalogueSummary } from '@action-registry/schema';
import { BookX, RotateCw } from 'lucide-react';
import { Button, LinkButton } from '../../components/button.js';
import { EmptyState } from '../../components/empty-state.js';
import { ErrorState } from '../../components/error-state.js';
import { PageHead } from '../../components/page-head.js';
import { suggestionsOf, toCallError } from '../../lib/errors.js';
import { catalogueMessages as words } from '../../lib/messages/catalogues.js';
import { messages } from '../../lib/messages/common.js';
import { nearModels } from './model-list.js';

type MissingProps = {
  model: string;
  version: string | undefined;
  models: readonly CatalogueSummary[];
  error: unknown;
  onRetry: () => void;
};

/** What stands in the catalogue's place. */
export function ModelMissing({ model, version, models, error, onRetry }: MissingProps) {
  const problem = toCallError(error);
  const isVersion = problem.code === 'VERSION_NOT_FOUND' || problem.code === 'INVALID_VERSION';
  const isModel = problem.code === 'CATALOGUE_NOT_FOUND' || problem.code === 'INVALID_BODY';
  const title = isVersion ? words.unknownVersion(model, version ?? '') : isModel ? words.unknownModel(model) : model;
  return (
    <>
      <PageHead title={title} hidden />
      {isVersion ? (
        <NoVersion {...{ model, title }} near={suggestionsOf(problem)} />
      ) : isModel ? (
        <NoModel title={title} near={nearModels(models, model)} />
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
    </>
  );
}

function NoModel({ title, near }: { title: string; near: readonly string[] }) {
  return (
    <EmptyState
      icon={BookX}
      title={title}
      actions={
        <LinkButton to="/catalogues" search={{}} variant="primary">
          {words.allModels}
        </LinkButton>
      }
    >
      <p>{words.unknownModelBody}</p>
      {near.length > 0 && (
        <p className="near">
          {words.meant}{' '}
          {near.map((each) => (
            <LinkButton key={each} size="s" to="/catalogues/$model" params={{ model: each }} search={{}}>
              {each}
            </LinkButton>
          ))}
        </p>
      )}
    </EmptyState>
  );
}

function NoVersion({ model, title, near }: { model: string; title: string; near: readonly string[] }) {
  return (
    <EmptyState
      icon={BookX}
      title={title}
      actions={
        <LinkButton to="/catalogues/$model" params={{ model }} search={{}} variant="primary">
          {words.newest}
        </LinkButton>
      }
    >
      {near.length > 0 && (
        <p className="near">
          {words.versionsThere}{' '}
          {near.map((each) => (
            <LinkButton key={each} size="s" to="/catalogues/$model" params={{ model }} search={{ version: each }}>
              {each}
            </LinkButton>
          ))}
        </p>
      )}
    </EmptyState>
  );
}
