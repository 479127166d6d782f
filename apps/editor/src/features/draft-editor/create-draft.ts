// Making a draft at the registry: of a kind's template, as a clone of a draft, or going on from a release.
import { parseActionName } from '@action-registry/core';
import {
  type Definition,
  isJsonObject,
  isRegistryError,
  type JsonObject,
  type Kind,
  type Release,
  Title,
} from '@action-registry/schema';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { type DraftContent, templateOf, toCopyTitle } from '../../lib/draft-document-fields.js';
import { type CallError, detailsOf, toCallError } from '../../lib/errors.js';
import { draftMessages as words } from '../../lib/messages/draft.js';
import { beginOwnChange } from '../../lib/own-changes.js';
import { requestSignIn } from '../../lib/session.js';
import { type ApiClient, type ApiInputs, useTRPC, useTRPCClient } from '../../lib/trpc.js';

/** What a draft is made of. */
export type DraftOrigin =
  | { type: 'new'; kind: Kind }
  | { type: 'definition'; id: number }
  | { type: 'release'; name: string; version: string; content: DraftContent };

/** What was given for it. */
export type Start = { title: string; name: string };

/** What stands against making it, and at which field. */
export type StartProblem = { field: 'title' | 'name' | undefined; message: string };

type Origin = { origin: DraftOrigin; what: string; title: string; name: string };

/** What `from` in the address names: a definition's id, or a release's reference. */
export function useOrigin(from: string): { data: Origin | undefined; error: unknown } {
  const trpc = useTRPC();
  const isId = /^\d+$/.test(from);
  const [name = '', version = 'latest'] = from.split('@');
  const definition = useQuery(trpc.definitions.get.queryOptions({ id: Number(from) }, { enabled: isId }));
  const release = useQuery(trpc.releases.get.queryOptions({ name, version }, { enabled: !isId }));
  const error = (isId ? definition.error : release.error) ?? undefined;
  if (isId) return { data: definition.data && fromDefinition(definition.data as Definition), error };
  return { data: release.data && fromRelease(release.data as Release), error };
}

function fromDefinition({ id, title }: Definition): Origin {
  return { origin: { type: 'definition', id }, what: title, title: toCopyTitle(title), name: '' };
}

function fromRelease({ name, version, schema }: Release): Origin | undefined {
  if (!isJsonObject(schema)) return undefined;
  const { name: _name, version: _version, ...content } = schema as JsonObject;
  const title = typeof content.title === 'string' ? content.title : name;
  return { origin: { type: 'release', name, version, content }, what: name, title, name };
}

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
      const made = await makeDraft(client, origin, start);
      queries.setQueryData(trpc.definitions.get.queryKey({ id: made.id }), made as never);
      void queries.invalidateQueries(trpc.definitions.list.pathFilter());
      await navigate({ to: '/drafts/$id', params: { id: String(made.id) } });
    } catch (thrown) {
      const error = toCallError(thrown);
      if (error.code === 'UNAUTHENTICATED') requestSignIn('expired');
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

async function makeDraft(client: ApiClient, origin: DraftOrigin, start: Start): Promise<Definition> {
  const { title, name } = start;
  if (origin.type === 'new') return create(client, templateOf(origin.kind, start));
  if (origin.type === 'release' && origin.name === name)
    return create(client, { ...origin.content, title, name }, origin.version);
  const source = origin.type === 'definition' ? { id: origin.id } : { reference: `${origin.name}@${origin.version}` };
  const { action } = await client.definitions.clone.mutate({ ...source, title });
  if (name === '') return action as Definition;
  try {
    const { id, revision } = action;
    return (await client.definitions.update.mutate({ id, revision, name })).action as Definition;
  } catch (error) {
    // A name that is refused must not leave a nameless copy behind.
    await client.definitions.delete.mutate({ id: action.id });
    throw error;
  }
}

async function create(client: ApiClient, content: DraftContent, base_version?: string): Promise<Definition> {
  const input = { ...content, ...(base_version !== undefined && { base_version }) };
  return (await client.definitions.create.mutate(input as ApiInputs['definitions']['create'])).action as Definition;
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
