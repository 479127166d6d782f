// From an address to a draft being edited: fetched, its session begun, its lock asked for. When a save makes a clone of a
// built-in, the address follows and everything else stays.
import { type Definition, DefinitionId } from '@action-registry/schema';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
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
import { createDraftSession, type DraftSession } from './draft-session.js';

/** The page of one draft. */
export function Page() {
  const { id: text } = useParams({ strict: false });
  const trpc = useTRPC();
  const { caller } = useSession();
  const parsed = DefinitionId.safeParse(Number(text));
  const id = parsed.data ?? 0;
  const draft = useQuery(
    trpc.definitions.get.queryOptions({ id }, { enabled: parsed.success, refetchOnMount: 'always' }),
  );
  const info = useQuery(trpc.system.info.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }));
  useEffect(preloadCodeEditor, []);
  const definition = draft.data as Definition | undefined;
  const defaultModel = info.data?.default_model;
  if (!parsed.success) return <NotThere error={undefined} onRetry={() => undefined} />;
  // A draft that was here may have gone: what was typed stays on the screen.
  if (definition === undefined && (draft.isError || info.isError))
    return <NotThere error={draft.error ?? info.error} onRetry={() => void draft.refetch()} />;
  if (definition === undefined || defaultModel === undefined || caller == null) return <Loading />;
  return <LoadedDraft definition={definition} defaultModel={defaultModel} user={caller.actor} />;
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

type LoadedProps = { definition: Definition; defaultModel: string; user: string };

function LoadedDraft({ definition, defaultModel, user }: LoadedProps) {
  const { session, isMoving, restart } = useDraftSession({ definition, defaultModel, user });
  const lockName = definition.readonly ? undefined : `action-registry.draft.${user}.${definition.id}`;
  const lock = useDraftLock(lockName, {
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
function useDraftSession({ definition, defaultModel, user }: LoadedProps) {
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
      showToast({ tone: 'good', title: words.clonedAndSaved, body: words.clonedBody });
      moving.current = true;
      void navigate({
        to: '/drafts/$id',
        params: { id: String(saved.id) },
        search: true,
        replace: true,
        resetScroll: false,
      }).finally(() => {
        moving.current = false;
      });
    };
    const known = current.current;
    if (known?.facts.get().definition.id === definition.id && made.current === round) {
      known.refresh(definition);
      return;
    }
    known?.stop();
    made.current = round;
    current.current = createDraftSession({ client, definition, defaultModel, user, onSaved });
    setSession(current.current);
  }, [definition, defaultModel, user, client, queries, trpc, navigate, round]);
  useEffect(
    () => () => {
      current.current?.stop();
      current.current = undefined;
    },
    [],
  );
  const restart = (): void => {
    void queries.fetchQuery(trpc.definitions.get.queryOptions({ id: definition.id }, { staleTime: 0 })).finally(() => {
      setRound((before) => before + 1);
    });
  };
  return { session, isMoving: () => moving.current, restart };
}
