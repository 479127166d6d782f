// What `from` in an address names, fetched: the draft or release that a new draft begins with.
import { type Definition, isJsonObject, type Release } from '@action-registry/schema';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { contentOf, type DraftContent, toCopyTitle } from '../../lib/draft-document-fields.js';
import { useTRPC } from '../../lib/trpc.js';
import type { CopyOrigin } from './make-draft.js';

/** Where a copy comes from: what that is called, what it says, and the title and name to begin with. */
export type FoundOrigin = { origin: CopyOrigin; what: string; content: DraftContent; title: string; name: string };

/** What `from` names: a definition's id, or a release's reference; without it nothing is asked for. */
export function useOrigin(from: string | undefined) {
  const trpc = useTRPC();
  const isId = /^\d+$/.test(from ?? '');
  const [name = '', version = 'latest'] = (from ?? '').split('@');
  const definition = useQuery(trpc.definitions.get.queryOptions({ id: Number(from) }, { enabled: isId }));
  const isRelease = from !== undefined && !isId;
  const release = useQuery(trpc.releases.get.queryOptions({ name, version }, { enabled: isRelease }));
  const { data, error, refetch } = isId ? definition : release;
  const found = useMemo(() => {
    if (data === undefined) return undefined;
    return isId ? fromDefinition(data as Definition) : fromRelease(data as Release);
  }, [data, isId]);
  return { data: found, error: error ?? undefined, refetch };
}

function fromDefinition(definition: Definition): FoundOrigin {
  const { id, title } = definition;
  const { name: _name, ...content } = contentOf(definition);
  return { origin: { type: 'definition', id }, what: title, content, title: toCopyTitle(title), name: '' };
}

function fromRelease({ name, version, schema }: Release): FoundOrigin | undefined {
  if (!isJsonObject(schema)) return undefined;
  const { name: _name, version: _version, ...content } = schema;
  const title = typeof content.title === 'string' ? content.title : name;
  return { origin: { type: 'release', name, version, content }, what: name, content, title, name };
}
