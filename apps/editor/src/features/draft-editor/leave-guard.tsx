// Leaving a draft: without a word when the registry has everything; after one more try to save; and with one question when
// it has not, whose answer loses nothing either.
import { useBlocker } from '@tanstack/react-router';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { draftMessages as words } from '../../lib/messages/draft.js';
import type { DraftSession } from './draft-session.js';
import { useSaveState } from './editor-context.js';

/** Asks before the draft is left with changes that are only in this browser. */
export function LeaveGuard({ session, isMoving }: { session: DraftSession; isMoving: () => boolean }) {
  const state = useSaveState(session);
  const blocker = useBlocker({
    withResolver: true,
    enableBeforeUnload: () => !isSafe(session),
    shouldBlockFn: async ({ current, next }) => {
      if (current.pathname === next.pathname || isMoving()) return false;
      if (isSafe(session)) return false;
      await session.keep();
      await session.autosave.flush();
      return !isSafe(session);
    },
  });
  if (blocker.status !== 'blocked') return null;
  return (
    <Dialog
      open
      size="s"
      title={words.leave.title}
      onClose={blocker.reset}
      footer={
        <>
          <Button onClick={blocker.reset}>{words.leave.stay}</Button>
          <Button variant="primary" onClick={blocker.proceed}>
            {words.leave.leave}
          </Button>
        </>
      }
    >
      <p>{state === 'invalid' ? words.leave.bodyInvalid : words.leave.body}</p>
    </Dialog>
  );
}

function isSafe({ autosave, isUntouched }: DraftSession): boolean {
  const state = autosave.get();
  return state === 'clean' || state === 'saved' || isUntouched();
}
