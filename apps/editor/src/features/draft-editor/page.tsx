// From an address to a draft being edited: fetched, its session begun, its lock asked for. When a save makes a draft of what
// was none of ours, the address follows and everything else stays.
import type { Definition } from '@action-registry/schema';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { FileQuestion, RotateCw } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button, LinkButton } from '../../components/button.js';
import { preloadCodeEditor } from '../../components/code-editor/code-editor.js';
import { ErrorState } from '../../components/error-state.js';
import { PageHead } from '../../components/page-head.js';
import { Skeleton } from '../../components/skeleton.js';
import { showToast } from '../../components/toast.js';
import { toCallError } from '../../lib/errors.js';
import { messages } from '../../lib/messages/common.js';
import { draftMessages as words } from '../../lib/messages/draft.js';
import { useRouteReady } from '../../lib/route-ready.js';
import { useSession } from '../../lib/session.js';
import { useTRPC, useTRPCClient } from '../../lib/trpc.js';
import '../../styles/features/code-editor.css';
import '../../styles/features/draft-editor.css';
import '../../styles/features/draft-fields.css';
import '../../styles/features/draft-panel.css';
import { DraftEditor } from './draft-editor.js';
import { useDraftLock } from './draft-lock.js';
import { createDraftSession, type DraftSession, draftNameOf } from './draft-session.js';
import { type FoundDraft, useFoundDraft } from './found-draft.js';

/** The page of one draft. */
export function Page() {
  const trpc = useTRPC();
  const { caller } = useSession();
  const { found, isNowhere, error, retry } = useFoundDraft();
  const info = useQuery(trpc.system.info.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }));
  useEffect(preloadCodeEditor, []);
  const defaultModel = info.data?.default_model;
  if (isNowhere) return <NotThere error={undefined} onRetry={retry} />;
  // A draft that was here may have gone: what was typed stays on the screen.
  if (found === undefined && (error !== undefined || info.isError))
    return <NotThere error={error ?? info.error} onRetry={retry} />;
  if (found === undefined || defaultModel === undefined || caller == null) return <Loading />;
  return <LoadedDraft found={found} defaultModel={defaultModel} user={caller.actor} />;
}

function Loading() {
  return (
    <div className="page draft-page">
      <PageHead title={words.untitled} hidden />
      <Skeleton lines={8} />
    </div>
  );
}

function NotThere({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const isMissing = error === undefined || toCallError(error).code === 'DEFINITION_NOT_FOUND';
  const title = isMissing ? words.notFoundTitle : words.loadFailed;
  useRouteReady(true);
  return (
    <div className="page">
      <PageHead title={title} hidden />
      <ErrorState
        error={error ?? new Error(words.notFoundTitle)}
        title={isMissing ? title : undefined}
        icon={isMissing ? FileQuestion : undefined}
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
    </div>
  );
}

type LoadedProps = { found: FoundDraft; defaultModel: string; user: string };

function LoadedDraft({ found, defaultModel, user }: LoadedProps) {
  const { definition, origin } = found;
  const { session, isMoving, restart } = useDraftSession({ found, defaultModel, user });
  const isOurs = !definition.readonly && origin === undefined;
  const lock = useDraftLock(isOurs ? `action-registry.draft.${user}.${definition.id}` : undefined, {
    onTaken: restart,
    onRelease: async () => {
      await session?.keep();
      await session?.autosave.flush();
    },
  });
  if (session === undefined) return <Loading />;
  return <DraftEditor {...{ session, defaultModel, lock, isMoving }} />;
}

/** The session of a draft; it outlives a change of the address that a save of its own caused. */
function useDraftSession({ found, defaultModel, user }: LoadedProps) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [session, setSession] = useState<DraftSession | undefined>();
  const current = useRef<DraftSession>(undefined);
  const moving = useRef(false);
  const [round, setRound] = useState(0);
  const made = useRef(0);
  useEffect(() => {
    const onSaved = (saved: Definition, isNew: boolean): void => {
      queries.setQueryData(trpc.definitions.get.queryKey({ id: saved.id }), saved as never);
      void queries.invalidateQueries(trpc.definitions.list.pathFilter());
      if (!isNew) return;
      showToast({ tone: 'good', ...(found.definition.readonly ? words.cloned : words.unmade.made) });
      moving.current = true;
      void navigate({
        to: '/drafts/$id',
        params: { id: String(saved.id) },
        search: ({ from: _from, title: _title, name: _name, ...view }) => view,
        replace: true,
        resetScroll: false,
      }).finally(() => {
        moving.current = false;
      });
    };
    const known = current.current;
    if (known?.name() === draftNameOf(found) && made.current === round) {
      known.refresh(found.definition);
      return;
    }
    known?.stop();
    made.current = round;
    current.current = createDraftSession({ client, ...found, defaultModel, user, onSaved });
    setSession(current.current);
  }, [found, defaultModel, user, client, queries, trpc, navigate, round]);
  useEffect(
    () => () => {
      current.current?.stop();
      current.current = undefined;
    },
    [],
  );
  const restart = (): void => {
    void queries
      .fetchQuery(trpc.definitions.get.queryOptions({ id: found.definition.id }, { staleTime: 0 }))
      .finally(() => {
        setRound((before) => before + 1);
      });
  };
  return { session, isMoving: () => moving.current, restart };
}
