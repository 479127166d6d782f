// What shortcuts and the palette do in the draft editor.
import { useNavigate } from '@tanstack/react-router';
import { showToast } from '../../components/toast.js';
import { useCommand } from '../../lib/commands.js';
import { draftMessages as words } from '../../lib/messages/draft.js';
import { countErrors, type Problem } from '../../lib/problems.js';
import { type DraftSession, isUnmade } from './draft-session.js';
import { toFrom } from './make-draft.js';
import type { useView } from './use-view.js';

/** What the commands work on. */
export type CommandPlace = {
  session: DraftSession;
  view: ReturnType<typeof useView>;
  walk: { next: () => void; previous: () => void; findFixable: () => Problem | undefined };
  readOnlyReason: string | undefined;
  reviewReason: string | undefined;
  goTo: (problem: Problem) => void;
  onPublishTried: () => void;
  discard: () => void;
};

/** Registers the commands of the editor. */
export function useEditorCommands(place: CommandPlace): void {
  const { session, view, walk, readOnlyReason, discard } = place;
  const { document } = session;
  const navigate = useNavigate();
  const { definition, origin } = session.facts.get();
  const from = isUnmade({ definition, origin }) && origin !== undefined ? toFrom(origin) : String(definition.id);
  useCommand('draft.save', () => void saveNow(place), readOnlyReason);
  useReview(place);
  useCommand('draft.undo', document.undo, readOnlyReason);
  useCommand('draft.redo', document.redo, readOnlyReason);
  useCommand(
    'draft.quickFix',
    () => {
      const fixable = walk.findFixable();
      if (fixable?.fix !== undefined) document.applyFix(fixable.fix.edits);
    },
    readOnlyReason,
  );
  useCommand('draft.nextProblem', walk.next);
  useCommand('draft.previousProblem', walk.previous);
  useCommand('draft.viewForm', () => view.setView('form'));
  useCommand('draft.viewJson', () => view.setView('json'));
  useCommand('draft.viewBoth', () => view.setView('both'));
  useCommand('draft.preview', () => view.setPanel(view.panel === 'preview' ? 'problems' : 'preview'));
  useCommand('draft.fullScreen', toggleFullScreen);
  useCommand('draft.discard', origin === undefined ? discard : undefined, readOnlyReason);
  useCommand('draft.clone', () => void navigate({ to: '/drafts/new', search: { from } }));
}

/** Ctrl+S: saves what can be saved, and says that it is not published. */
async function saveNow({ session, view, goTo }: CommandPlace): Promise<void> {
  const before = session.autosave.get();
  await session.keep();
  const state = await session.autosave.flush();
  if (state === 'saved' || state === 'clean') {
    const title = state === 'clean' || before === 'saved' ? words.nothingToSave : words.savedNotPublished;
    showToast({ tone: 'good', title });
    return;
  }
  const errors = session.problems().filter(({ weight }) => weight === 'error');
  if (state === 'invalid') {
    view.setPanel('problems');
    showToast({ tone: 'info', title: words.notSavedProblems, body: words.notSavedBody(Math.max(errors.length, 1)) });
    const [first] = errors;
    if (first !== undefined) goTo(first);
  } else showToast({ tone: 'info', title: words.save[state] });
}

/** Ctrl+Enter: everything saved, on to the review; what is missing for publishing gets the focus instead. */
function useReview({ session, view, goTo, reviewReason, onPublishTried }: CommandPlace): void {
  const navigate = useNavigate();
  const review = async (): Promise<void> => {
    onPublishTried();
    await session.rules.load();
    const blocking = session.problems().filter(({ weight }) => weight !== 'warning');
    const [first] = blocking;
    if (first !== undefined) {
      view.setPanel('problems');
      goTo(blocking.find(({ weight }) => weight === 'error') ?? first);
      return;
    }
    const state = await session.autosave.flush();
    if (state !== 'saved' && state !== 'clean') {
      showToast({
        tone: 'danger',
        title: words.notSavedProblems,
        body: countErrors(session.problems()) > 0 ? undefined : words.save.error,
      });
      return;
    }
    const { id } = session.facts.get().definition;
    await navigate({ to: '/drafts/$id/publish', params: { id: String(id) } });
  };
  useCommand('draft.review', () => void review(), reviewReason);
}

/** The code editor with the focus, or the first one, over the whole screen and back. */
function toggleFullScreen(): void {
  if (document.fullscreenElement !== null) {
    void document.exitFullscreen();
    return;
  }
  const focused = document.activeElement?.closest('.code-editor');
  const editor = focused ?? [...document.querySelectorAll('main .code-editor')].find((each) => each.checkVisibility());
  void editor?.requestFullscreen();
}
