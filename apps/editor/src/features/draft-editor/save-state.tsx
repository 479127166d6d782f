// Where saving stands, in words and for tests in `data-save-state`. What changes all the time is shown, not read out; what
// needs attention is read out.
import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CloudOff,
  GitPullRequestArrow,
  LoaderCircle,
  Lock,
  type LucideIcon,
} from 'lucide-react';
import { Icon } from '../../components/icon.js';
import type { SaveState } from '../../lib/autosave.js';
import { draftMessages } from '../../lib/messages/draft.js';
import { countErrors } from '../../lib/problems.js';
import { useEditor, useFactsOf, useSaveState } from './editor-context.js';

const words = draftMessages.save;
const ICONS: Readonly<Record<SaveState, LucideIcon>> = {
  clean: CircleCheck,
  dirty: CircleDashed,
  saving: LoaderCircle,
  saved: CircleCheck,
  invalid: CircleAlert,
  'offline-saved-locally': CloudOff,
  conflict: GitPullRequestArrow,
  error: CircleAlert,
};
const time = new Intl.DateTimeFormat('en', { timeStyle: 'short' });

/** The state of saving. */
export function SaveStateText() {
  const { session, problems, readOnlyReason } = useEditor();
  const { savedAt } = useFactsOf(session);
  const state = useSaveState(session);
  const isReadOnly = readOnlyReason !== undefined;
  const text = toWords(state, { errors: countErrors(problems), savedAt });
  return (
    <p className="save-state" data-save-state={state} title={isReadOnly ? readOnlyReason : undefined}>
      <Icon of={isReadOnly ? Lock : ICONS[state]} size={15} />
      <span>{isReadOnly ? words.readonly : text}</span>
      <span className="visually-hidden" role="status">
        {isReadOnly || state === 'clean' || state === 'dirty' || state === 'saving' || state === 'saved' ? '' : text}
      </span>
    </p>
  );
}

function toWords(state: SaveState, { errors, savedAt }: { errors: number; savedAt: Date | undefined }): string {
  if (state === 'invalid') return words.invalid(Math.max(errors, 1));
  if (state === 'saved' && savedAt !== undefined) return words.savedAt(time.format(savedAt));
  return words[state];
}
