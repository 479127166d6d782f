// What an address of the draft editor leads to: a draft of the registry, or one that begins with a copy which the registry
// refused: it is edited like any other, and made with its first save.
import { type Definition, DefinitionId, type Kind } from '@action-registry/schema';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { DraftSearch } from '../../lib/search-params.js';
import { useTRPC } from '../../lib/trpc.js';
import { type FoundOrigin, useOrigin } from './draft-origin.js';
import type { CopyOrigin } from './make-draft.js';

/** Stands in an address instead of an id while the registry has no such draft; `from` says what it is a copy of. */
export const UNMADE = 'unsaved';

/** A draft to edit; `origin` is there while its first save makes it. */
export type FoundDraft = { definition: Definition; origin: CopyOrigin | undefined };

type Found = {
  /** Undefined while it is on its way, too. */
  found: FoundDraft | undefined;
  /** The address names nothing that could be asked for. */
  isNowhere: boolean;
  error: unknown;
  retry: () => void;
};

/** The draft of this address. */
export function useFoundDraft(): Found {
  const { id: text } = useParams({ strict: false });
  const { from, title, name }: DraftSearch = useSearch({ strict: false });
  const trpc = useTRPC();
  const isUnmade = text === UNMADE;
  const { success, data: id = 0 } = DefinitionId.safeParse(Number(text));
  const stored = useQuery(trpc.definitions.get.queryOptions({ id }, { enabled: success, refetchOnMount: 'always' }));
  const source = useOrigin(isUnmade ? from : undefined);
  const { data } = source;
  const unmade = useMemo(() => data && toUnmade(data, { title, name }), [data, title, name]);
  const definition = stored.data as Definition | undefined;
  const made = useMemo(() => definition && { definition, origin: undefined }, [definition]);
  const { error, refetch } = isUnmade ? source : stored;
  return {
    found: isUnmade ? unmade : made,
    isNowhere: isUnmade ? from === undefined : !success,
    error: error ?? undefined,
    retry: () => void refetch(),
  };
}

/** A copy as a definition that the registry has not got: without id, revision and times. */
function toUnmade(found: FoundOrigin, given: Pick<DraftSearch, 'title' | 'name'>): FoundDraft {
  const { origin, content } = found;
  const { title = found.title, name } = given;
  const kind = content.kind as Kind;
  const none = { id: 0, revision: 0, workspace: '', tags: [], created_by: '', created_at: '', updated_at: '' };
  const base = origin.type === 'release' && origin.name === name && { base_version: origin.version };
  const definition = { ...none, ...content, title, kind, enabled: true, readonly: false, ...base } as Definition;
  return { origin, definition: name === undefined ? definition : { ...definition, name } };
}
