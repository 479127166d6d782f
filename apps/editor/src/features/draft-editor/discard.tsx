// Discarding a draft: asked once, done, and for a while taken back with one press.
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { showToast } from '../../components/toast.js';
import { toCallError } from '../../lib/errors.js';
import { messages } from '../../lib/messages/common.js';
import { draftMessages } from '../../lib/messages/draft.js';
import { beginOwnChange } from '../../lib/own-changes.js';
import { useTRPC, useTRPCClient } from '../../lib/trpc.js';
import type { DraftSession } from './draft-session.js';

const UNDO_SECONDS = 10;
const words = draftMessages.discardDialog;

/** Asks, and discards; `onLeave` is called before the page goes. */
export function useDiscard(session: DraftSession, onLeave: () => void): { ask: () => void; dialog: ReactNode } {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const [isPending, setPending] = useState(false);
  const { id, published } = session.facts.get().definition;
  const refreshLists = (): Promise<void> => queries.invalidateQueries(trpc.definitions.list.pathFilter());
  const fail = (title: string, error: unknown): void => {
    showToast({ tone: 'danger', title, body: toCallError(error).message });
  };
  const restore = async (): Promise<void> => {
    const end = beginOwnChange();
    try {
      await client.definitions.restore.mutate({ id });
      showToast({ tone: 'good', title: words.undone });
      await navigate({ to: '/drafts/$id', params: { id: String(id) } });
      await refreshLists();
    } catch (error) {
      fail(words.undoFailed, error);
    } finally {
      end();
    }
  };
  const discard = async (): Promise<void> => {
    const end = beginOwnChange();
    setPending(true);
    try {
      await session.autosave.flush();
      await client.definitions.delete.mutate({ id });
      onLeave();
      setAsking(false);
      if (published === undefined) await navigate({ to: '/drafts' });
      else await navigate({ to: '/a/$reference', params: { reference: published.name } });
      queries.removeQueries(trpc.definitions.get.queryFilter({ id }));
      const action = { label: messages.undo, onSelect: () => void restore() };
      showToast({ title: words.done, action, seconds: UNDO_SECONDS });
      await refreshLists();
    } catch (error) {
      fail(words.failed, error);
    } finally {
      setPending(false);
      end();
    }
  };
  const dialog = isAsking && (
    <Dialog
      open
      size="s"
      title={words.title}
      onClose={() => setAsking(false)}
      footer={
        <>
          <Button onClick={() => setAsking(false)}>{messages.cancel}</Button>
          <Button variant="danger" pending={isPending} onClick={() => void discard()}>
            {words.confirm}
          </Button>
        </>
      }
    >
      <p>{words.body}</p>
    </Dialog>
  );
  return { ask: () => setAsking(true), dialog };
}
