// The draft editor: head, what needs saying, the draft as form or JSON or both, and beside it problems or preview. Views that
// were opened stay as they are while another one is shown, with their cursors.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { classNames } from '../../components/class-names.js';
import { draftMessages as words } from '../../lib/messages/draft.js';
import { useRouteReady } from '../../lib/route-ready.js';
import { useSession } from '../../lib/session.js';
import { Banners } from './banners.js';
import { useDiscard } from './discard.js';
import { DraftForm } from './draft-form.js';
import type { LockState } from './draft-lock.js';
import type { DraftSession } from './draft-session.js';
import { useEditorCommands } from './editor-commands.js';
import { EditorProvider, useFactsOf, useProblems, useRulesOf } from './editor-context.js';
import { EditorBar, EditorHead } from './editor-head.js';
import { JsonView } from './json-view.js';
import { LeaveGuard } from './leave-guard.js';
import { SidePanel } from './side-panel.js';
import { useCatalogueNews } from './use-catalogue-news.js';
import { usePlaces, useProblemWalk } from './use-places.js';
import { useView, type ViewName } from './use-view.js';

type DraftEditorProps = {
  session: DraftSession;
  defaultModel: string;
  lock: { state: LockState; takeOver: () => void };
  /** True while the address changes to a clone, which is no leaving. */
  isMoving: () => boolean;
};

/** The editor of one draft. */
export function DraftEditor({ session, defaultModel, lock, isMoving }: DraftEditorProps) {
  const { whyNot } = useSession();
  const facts = useFactsOf(session);
  const { definition } = facts;
  const { kind } = definition;
  const [isPublishTried, setPublishTried] = useState(false);
  const isLeaving = useRef(false);
  const view = useView();
  const rules = useRulesOf(session);
  const problems = useProblems(session, rules);
  const permissionReason = whyNot('definitions:write');
  const isLocked = lock.state === 'elsewhere' || lock.state === 'lost';
  const readOnlyReason = permissionReason ?? (isLocked ? words.otherTab.title : undefined);
  const notOursReason = definition.readonly ? words.builtinNotPublished : words.unmade.notPublished;
  const reviewReason = whyNot('releases:publish') ?? (facts.origin === undefined ? readOnlyReason : notOursReason);
  const { setView } = view;
  const openJson = useCallback(() => setView('json'), [setView]);
  const { form, goTo } = usePlaces({ session, view: view.view, openJson });
  const walk = useProblemWalk(problems, goTo);
  const discard = useDiscard(session, () => {
    isLeaving.current = true;
  });
  useEditorCommands({
    ...{ session, view, walk, readOnlyReason, reviewReason, goTo },
    onPublishTried: () => setPublishTried(true),
    discard: discard.ask,
  });
  useSavingOnTheWayOut(session);
  useCatalogueNews(session);
  useRouteReady(lock.state !== 'waiting' && rules !== undefined);
  useField(view.field, goTo);
  const shared = useMemo(
    () => ({ session, kind, rules, problems, readOnlyReason, isPublishTried, defaultModel, goTo }),
    [session, kind, rules, problems, readOnlyReason, isPublishTried, defaultModel, goTo],
  );
  return (
    <EditorProvider value={shared}>
      <div className="page draft-page" data-view={view.view}>
        <EditorHead reviewReason={reviewReason} />
        <Banners lock={lock} permissionReason={permissionReason} />
        <EditorBar view={view.view} setView={view.setView} />
        <div className="draft-body">
          <Views view={view.view} form={form} />
          <SidePanel panel={view.panel} setPanel={view.setPanel} currentId={walk.currentId} />
        </div>
        {discard.dialog}
        <LeaveGuard session={session} isMoving={() => isMoving() || isLeaving.current} />
      </div>
    </EditorProvider>
  );
}

/** Form and text; one that was shown once stays mounted. */
function Views({ view, form }: { view: ViewName; form: { current: HTMLDivElement | null } }) {
  const seen = useRef({ form: false, json: false });
  seen.current.form ||= view !== 'json';
  seen.current.json ||= view !== 'form';
  return (
    <div className="draft-views">
      {seen.current.form && (
        <div ref={form} className={classNames('draft-view')} hidden={view === 'json'}>
          <DraftForm />
        </div>
      )}
      {seen.current.json && (
        <div className="draft-view draft-view-json" hidden={view === 'form'}>
          <JsonView />
        </div>
      )}
    </div>
  );
}

/** Saves when the page loses the focus or goes out of sight, and when the line is back. */
function useSavingOnTheWayOut(session: DraftSession): void {
  useEffect(() => {
    const flush = (): void => {
      void session.keep();
      if (!session.isUntouched()) void session.autosave.flush();
    };
    const onVisibility = (): void => {
      if (document.visibilityState === 'hidden') flush();
    };
    const { online } = session.autosave;
    window.addEventListener('blur', flush);
    window.addEventListener('online', online);
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      window.removeEventListener('blur', flush);
      window.removeEventListener('online', online);
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, [session]);
}

/** Goes to the field that the address names, once. */
function useField(field: string | undefined, goTo: (place: { path: string }) => void): void {
  const [wanted] = useState(field);
  const isDone = useRef(false);
  useEffect(() => {
    if (wanted === undefined || isDone.current) return;
    isDone.current = true;
    goTo({ path: wanted });
  }, [wanted, goTo]);
}
