// What stands above a draft: that it is a built-in, that the text is broken, that somebody saved first, that work was found.
import { Copy, Eye, GitCompare, RotateCw, Save, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Banner } from '../../components/banner.js';
import { Button, LinkButton } from '../../components/button.js';
import { contentOf, toDraftText } from '../../lib/draft-document-fields.js';
import { formatNumber } from '../../lib/format.js';
import { draftMessages as words } from '../../lib/messages/draft.js';
import { lineOf } from '../../lib/problems.js';
import { CompareDialog } from './compare-dialog.js';
import type { LockState } from './draft-lock.js';
import { isUnmade } from './draft-session.js';
import { useDraft, useEditor, useFactsOf, useSaveState } from './editor-context.js';
import { RecoveryBanner } from './recovery-banner.js';

type BannersProps = { lock: { state: LockState; takeOver: () => void }; permissionReason: string | undefined };

/** The banners that apply now. */
export function Banners({ lock, permissionReason }: BannersProps) {
  const { session } = useEditor();
  const facts = useFactsOf(session);
  const { definition } = facts;
  return (
    <>
      {definition.readonly && permissionReason === undefined && <BuiltinBanner id={definition.id} />}
      {isUnmade(facts) && permissionReason === undefined && <UnmadeBanner />}
      {permissionReason !== undefined && (
        <Banner tone="info" title={words.readonlyTitle}>
          {permissionReason}
        </Banner>
      )}
      <LockBanner {...lock} />
      <RecoveryBanner key={session.beganAs} />
      <BrokenBanner />
      <ConflictBanner />
      <ErrorBanner />
    </>
  );
}

function BuiltinBanner({ id }: { id: number }) {
  return (
    <Banner
      tone="info"
      title={words.builtin.title}
      actions={
        <LinkButton to="/drafts/new" search={{ from: String(id) }} icon={Copy} size="s">
          {words.builtin.action}
        </LinkButton>
      }
    >
      {words.builtin.body}
    </Banner>
  );
}

/** A copy that the registry refused: it takes its first mended text, or a press where nothing is wrong with it any more. */
function UnmadeBanner() {
  const { session, problems, goTo } = useEditor();
  const { unmade } = words;
  const first = problems.find(({ weight }) => weight === 'error');
  const { title, body, action } = first === undefined ? unmade.ready : unmade;
  const onClick = (): void => (first === undefined ? void session.autosave.flush() : goTo(first));
  return (
    <Banner
      tone="draft"
      live
      title={title}
      actions={
        <Button size="s" icon={first === undefined ? Save : TriangleAlert} onClick={onClick}>
          {action}
        </Button>
      }
    >
      {body}
    </Banner>
  );
}

function LockBanner({ state, takeOver }: BannersProps['lock']) {
  if (state !== 'elsewhere' && state !== 'lost') return null;
  const isLost = state === 'lost';
  return (
    <Banner
      live
      tone="warning"
      title={isLost ? words.otherTab.lost : words.otherTab.title}
      actions={
        <Button size="s" onClick={takeOver}>
          {words.otherTab.action}
        </Button>
      }
    >
      {isLost ? words.otherTab.lostBody : words.otherTab.body}
    </Banner>
  );
}

function BrokenBanner() {
  const { goTo } = useEditor();
  const { text, problem } = useDraft();
  if (problem === undefined) return null;
  const at = Math.min(problem.offset, text.length);
  return (
    <div className="draft-broken">
      <Banner
        live
        tone="warning"
        title={words.broken.title(lineOf(text, at))}
        actions={
          <Button size="s" icon={TriangleAlert} onClick={() => goTo({ path: '', range: { from: at, to: at } })}>
            {words.broken.action}
          </Button>
        }
      >
        {words.broken.body}
      </Banner>
    </div>
  );
}

function ConflictBanner() {
  const { session } = useEditor();
  const { text } = useDraft();
  const { conflict } = useFactsOf(session);
  const [isOpen, setOpen] = useState(false);
  if (conflict === undefined) return null;
  const who = conflict.changedBy ?? words.conflict.someone;
  const close = (): void => setOpen(false);
  const keepMine = (
    <Button
      size="s"
      onClick={() => {
        close();
        void session.keepMine();
      }}
    >
      {words.conflict.keepMine}
    </Button>
  );
  return (
    <>
      <Banner
        live
        tone="danger"
        title={words.conflict.title(who, formatNumber(conflict.revision))}
        actions={
          <>
            <Button size="s" icon={Eye} onClick={() => setOpen(true)}>
              {words.conflict.see}
            </Button>
            {keepMine}
          </>
        }
      >
        {words.conflict.body}
      </Banner>
      {isOpen && (
        <CompareDialog
          title={words.conflict.dialogTitle}
          before={{ label: words.conflict.theirs(who), text: toDraftText(contentOf(conflict.theirs)) }}
          after={{ label: words.conflict.mine, text }}
          onClose={close}
          actions={
            <>
              <Button
                size="s"
                icon={GitCompare}
                onClick={() => {
                  close();
                  session.takeTheirs();
                }}
              >
                {words.conflict.takeTheirs}
              </Button>
              {keepMine}
            </>
          }
        />
      )}
    </>
  );
}

/** A save that failed for no fault of the text. */
function ErrorBanner() {
  const { session } = useEditor();
  const { error } = useFactsOf(session);
  if (useSaveState(session) !== 'error' || error === undefined) return null;
  return (
    <Banner
      live
      tone="danger"
      title={words.serverRefused}
      actions={
        <Button size="s" icon={RotateCw} onClick={() => void session.autosave.flush()}>
          {words.retrySave}
        </Button>
      }
    >
      {error.message}
    </Banner>
  );
}
