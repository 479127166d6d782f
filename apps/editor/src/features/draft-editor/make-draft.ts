// Making a draft at the registry, in one call: of a kind's template, as a copy of a draft, or going on from a release. What is
// given stands in it from the start, so that what the registry would refuse of the source can be mended before.
import type { JsonObject, Kind, SavedDefinition } from '@action-registry/schema';
import { type DraftContent, type SaveFields, templateOf } from '../../lib/draft-document-fields.js';
import type { ApiClient, ApiInputs } from '../../lib/trpc.js';

/** What a copy is made of. */
export type CopyOrigin =
  | { type: 'definition'; id: number }
  | { type: 'release'; name: string; version: string; content: DraftContent };

/** What a draft is made of. */
export type DraftOrigin = { type: 'new'; kind: Kind } | CopyOrigin;

/** What a copy is made of, as addresses write it: a definition's id, or `name@version`. */
export function toFrom(origin: CopyOrigin): string {
  return origin.type === 'definition' ? String(origin.id) : `${origin.name}@${origin.version}`;
}

/** What of a draft is given; the rest comes from where it is made of. */
export type MadeFields = Pick<SaveFields, 'title' | 'name'> & Partial<SaveFields>;

/** Makes the draft; a release's own name goes on from it, every other name makes a copy that tells where it came from. */
export async function makeDraft(client: ApiClient, origin: DraftOrigin, fields: MadeFields): Promise<SavedDefinition> {
  const { title, name } = fields;
  if (origin.type === 'new') return create(client, templateOf(origin.kind, { title, name: name ?? '' }));
  if (origin.type === 'release' && origin.name === name)
    return create(client, { ...origin.content, ...fields, base_version: origin.version });
  const source = origin.type === 'definition' ? { id: origin.id } : { reference: toFrom(origin) };
  const input = { ...source, ...fields } as ApiInputs['definitions']['clone'];
  return (await client.definitions.clone.mutate(input)) as SavedDefinition;
}

async function create(client: ApiClient, content: JsonObject): Promise<SavedDefinition> {
  const given = Object.fromEntries(Object.entries(content).filter(([, value]) => value !== null));
  return (await client.definitions.create.mutate(given as ApiInputs['definitions']['create'])) as SavedDefinition;
}
