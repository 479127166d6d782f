// Review and sign: what changes, what is said of it, and the exact bytes that are signed, on one page; then what the
// registry stored, fetched again and checked here.
import { useParams } from '@tanstack/react-router';
import { PackageOpen, PencilLine, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, LinkButton } from '../../components/button.js';
import { EmptyState } from '../../components/empty-state.js';
import { ErrorState } from '../../components/error-state.js';
import { PageHead } from '../../components/page-head.js';
import { Skeleton } from '../../components/skeleton.js';
import { toCallError } from '../../lib/errors.js';
import { messages } from '../../lib/messages/common.js';
import { errorMessages } from '../../lib/messages/errors.js';
import { publishMessages as words } from '../../lib/messages/publish.js';
import { useRouteReady } from '../../lib/route-ready.js';
import '../../styles/features/keys.css';
import { usePublishFacts } from './publish-data.js';
import { ReviewPage } from './review-page.js';

/** The view. */
export function Page() {
  const { id } = useParams({ from: '/drafts/$id/publish' });
  return <Publish key={id} id={Number(id)} />;
}

function Publish({ id }: { id: number }) {
  const { data: facts, error, isFetching, refetch, dataUpdatedAt } = usePublishFacts(id);
  if (facts === undefined && error === null)
    return (
      <div className="page">
        <PageHead title={words.sign} />
        <Skeleton lines={8} />
      </div>
    );
  if (facts === undefined) return <Failed error={error} onRetry={() => void refetch()} />;
  const { draft } = facts;
  if (draft.readonly) return <Builtin id={id} title={draft.title} />;
  if (draft.name === undefined) return <Unnamed id={id} title={draft.title} />;
  return (
    <ReviewPage
      key={dataUpdatedAt}
      facts={facts}
      name={draft.name}
      reload={() => void refetch()}
      isReloading={isFetching}
    />
  );
}

function Told({ title, children }: { title: string; children: ReactNode }) {
  useRouteReady(true);
  return (
    <div className="page">
      <PageHead title={title} hidden />
      {children}
    </div>
  );
}

function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { code } = toCallError(error);
  const isMissing = code === 'DEFINITION_NOT_FOUND' || code === 'INVALID_BODY';
  const title = isMissing ? words.notFound : code === 'UNAUTHENTICATED' ? words.signInTitle : undefined;
  return (
    <Told title={title ?? errorMessages.failedTitle}>
      <ErrorState
        error={error}
        title={title}
        actions={
          isMissing ? (
            <LinkButton to="/drafts" variant="primary">
              {words.toDrafts}
            </LinkButton>
          ) : (
            <Button variant="primary" icon={RotateCw} onClick={onRetry}>
              {messages.retry}
            </Button>
          )
        }
      />
    </Told>
  );
}

function Builtin({ id, title }: { id: number; title: string }) {
  return (
    <Told title={words.title(title)}>
      <EmptyState
        icon={PackageOpen}
        title={words.builtinTitle}
        actions={
          <LinkButton to="/drafts/new" search={{ from: String(id) }} variant="primary">
            {words.clone}
          </LinkButton>
        }
      >
        <p>{words.builtinBody}</p>
      </EmptyState>
    </Told>
  );
}

function Unnamed({ id, title }: { id: number; title: string }) {
  return (
    <Told title={words.title(title)}>
      <EmptyState
        icon={PencilLine}
        title={words.unnamedTitle}
        actions={
          <LinkButton to="/drafts/$id" params={{ id: String(id) }} search={{ field: '/name' }} variant="primary">
            {words.giveName}
          </LinkButton>
        }
      >
        <p>{words.unnamedBody}</p>
      </EmptyState>
    </Told>
  );
}
