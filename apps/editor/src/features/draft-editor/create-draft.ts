// Beginning a draft from a form: made at the registry and opened; what the registry refuses of a copy is opened too, to be
// mended, and is made with the first save.
import { parseActionName } from '@action-registry/core';
import { isRegistryError, Title } from '@action-registry/schema';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { type CallError, detailsOf, toCallError } from '../../lib/errors.js';
import { draftMessages as words } from '../../lib/messages/draft.js';
import { beginOwnChange } from '../../lib/own-changes.js';
import { requestSignIn } from '../../lib/session.js';
import { type ApiClient, useTRPC, useTRPCClient } from '../../lib/trpc.js';
import { UNMADE } from './found-draft.js';
import { type DraftOrigin, makeDraft, toFrom } from './make-draft.js';
import { isRefusal } from './save-draft.js';

/** What was given for it. */
export type Start = { title: string; name: string };

/** What stands against making it, and at which field. */
export type StartProblem = { field: 'title' | 'name' | undefined; message: string };

/** Makes drafts and opens them. */
export function useCreateDraft() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<{ problem: StartProblem; existing?: number | undefined } | undefined>();
  const run = async (origin: DraftOrigin, start: Start): Promise<void> => {
    const problem = checkStart(start);
    setFailure(problem && { problem });
    if (problem !== undefined) return;
    setPending(true);
    const end = beginOwnChange();
    try {
      const { action: made } = await makeDraft(client, origin, { ...start, name: start.name || null });
      queries.setQueryData(trpc.definitions.get.queryKey({ id: made.id }), made as never);
      void queries.invalidateQueries(trpc.definitions.list.pathFilter());
      await navigate({ to: '/drafts/$id', params: { id: String(made.id) } });
    } catch (thrown) {
      const error = toCallError(thrown);
      if (error.code === 'UNAUTHENTICATED') requestSignIn('expired');
      if (origin.type !== 'new' && isContentRefused(error)) {
        const search = { from: toFrom(origin), ...start };
        return await navigate({ to: '/drafts/$id', params: { id: UNMADE }, search });
      }
      setFailure({ problem: toProblem(error), existing: await findExisting(client, error, start.name) });
    } finally {
      setPending(false);
      end();
    }
  };
  return {
    create: (origin: DraftOrigin, start: Start) => void run(origin, start),
    isPending,
    problem: failure?.problem,
    existing: failure?.existing,
  };
}

/** What is wrong with a title or name before anything is sent. */
function checkStart({ title, name }: Start): StartProblem | undefined {
  if (!Title.safeParse(title).success) return { field: 'title', message: words.titleNeeded };
  if (name === '') return undefined;
  try {
    parseActionName(name);
    return undefined;
  } catch (error) {
    if (!isRegistryError(error)) throw error;
    return { field: 'name', message: error.message };
  }
}

/** A refusal of what is copied, which the form has no field for. */
function isContentRefused(error: CallError): boolean {
  return toProblem(error).field === undefined && isRefusal(error);
}

function toProblem({ code, message }: CallError): StartProblem {
  const fields: Readonly<Record<string, StartProblem['field']>> = {
    NAME_TAKEN: 'name',
    INVALID_NAME: 'name',
    INVALID_TITLE: 'title',
  };
  return { field: fields[code], message };
}

/** The draft that has the name already. */
async function findExisting(client: ApiClient, error: CallError, name: string): Promise<number | undefined> {
  const taken = detailsOf(error, 'NAME_TAKEN');
  if (taken === undefined) return undefined;
  if (taken.id !== undefined) return taken.id;
  const { items } = await client.definitions.list.query({ q: name, origin: 'workspace', limit: 50 });
  return items.find((item) => item.name === name)?.id;
}
