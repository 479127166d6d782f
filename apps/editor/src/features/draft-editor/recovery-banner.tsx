// Work that a closed tab left behind: offered, never put in place of anything by itself.
import { GitCompare, Trash2, Undo2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Banner } from '../../components/banner.js';
import { Button } from '../../components/button.js';
import { showToast } from '../../components/toast.js';
import { formatDateTime } from '../../lib/format.js';
import { dropEntry, type JournalEntry, watchRecoverable } from '../../lib/journal.js';
import { keepFocus } from '../../lib/keep-focus.js';
import { draftMessages as words } from '../../lib/messages/draft.js';
import { useSession } from '../../lib/session.js';
import { CompareDialog } from './compare-dialog.js';
import { useDraft, useEditor, useFactsOf } from './editor-context.js';

/** The newest piece of work that was not saved, until it is taken or dropped. */
export function RecoveryBanner() {
  const { session, readOnlyReason } = useEditor();
  const { definition } = useFactsOf(session);
  const { text } = useDraft();
  const { entry, settle } = useRecovered(session.beganAs);
  const [isComparing, setComparing] = useState(false);
  if (entry === undefined || readOnlyReason !== undefined || entry.text === text) return null;
  const drop = (): void => {
    setComparing(false);
    settle();
    keepFocus();
  };
  const restore = (): void => {
    session.document.replace(entry.text);
    showToast({ tone: 'good', title: words.recovered.restored });
    void session.keep().then(drop);
  };
  const buttons = (
    <>
      <Button size="s" icon={Trash2} onClick={drop}>
        {words.recovered.drop}
      </Button>
      <Button size="s" icon={Undo2} variant="primary" onClick={restore}>
        {words.recovered.restore}
      </Button>
    </>
  );
  return (
    <>
      <Banner
        live
        tone="draft"
        title={words.recovered.title(formatDateTime(entry.at))}
        actions={
          <>
            <Button size="s" icon={GitCompare} onClick={() => setComparing(true)}>
              {words.recovered.compare}
            </Button>
            {buttons}
          </>
        }
      >
        {entry.revision === definition.revision ? words.recovered.body : words.recovered.newer}
      </Banner>
      {isComparing && (
        <CompareDialog
          title={words.recovered.dialogTitle}
          before={{ label: words.recovered.saved, text }}
          after={{ label: words.recovered.work, text: entry.text }}
          actions={buttons}
          onClose={() => setComparing(false)}
        />
      )}
    </>
  );
}

/** What was left behind for this draft; `settle` forgets it and shows the next older piece. */
function useRecovered(draft: string): { entry: JournalEntry | undefined; settle: () => void } {
  const { caller } = useSession();
  const [entries, setEntries] = useState<readonly JournalEntry[]>([]);
  const user = caller?.actor;
  useEffect(() => {
    if (user === undefined) return;
    const stop = new AbortController();
    void watchRecoverable({ user, draft }, { signal: stop.signal, onFound: setEntries });
    return () => stop.abort();
  }, [user, draft]);
  const [entry] = entries;
  const settle = (): void => {
    if (entry !== undefined) void dropEntry(entry);
    setEntries(entries.slice(1));
  };
  return { entry, settle };
}
