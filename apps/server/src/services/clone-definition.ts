// Cloning: any definition one can read, and any release, becomes a new draft that remembers where it came from.
import { parseReference } from '@action-registry/core';
import {
  type CloneDefinition,
  isJsonObject,
  type JsonObject,
  LIMITS,
  type SavedDefinition,
} from '@action-registry/schema';
import type { CallerContext } from '../context.js';
import { type Content, normaliseContent } from './definition-content.js';
import { getDefinition, insertContent, toContent } from './definitions.js';
import { getRelease } from './get-release.js';

/** Clones a definition one can read, or a release, into a new draft without a name. */
export async function cloneDefinition(
  ctx: CallerContext,
  { id, reference, title }: CloneDefinition,
): Promise<SavedDefinition> {
  const source = id === undefined ? await releaseSource(ctx, reference ?? '') : await definitionSource(ctx, id);
  const { name: _name, ...content } = source.content;
  const normal = await normaliseContent({ ...content, title: title ?? toCopyTitle(source.content.title) }, ctx.config);
  const provenance = {
    enabled: true,
    base_version: source.base_version,
    cloned_from: source.from,
    cloned_hash: source.hash,
  };
  return insertContent(ctx, normal, provenance);
}

type Source = { content: Content; from: string; hash: string; base_version: string | null };

async function definitionSource(ctx: CallerContext, id: number): Promise<Source> {
  const content = toContent(await getDefinition(ctx, { id }));
  const { digest } = await normaliseContent(content, ctx.config);
  return { content, from: String(id), hash: digest, base_version: null };
}

async function releaseSource(ctx: CallerContext, reference: string): Promise<Source> {
  const { name, selector } = parseReference(reference);
  const release = await getRelease(ctx, { name, version: selector.value });
  if (!isJsonObject(release.schema)) throw new Error('a release that is not JSON cannot be cloned');
  const { name: _name, version: _version, title, ...document } = release.schema as JsonObject & { title?: string };
  const content = { title: title ?? name, ...document } as unknown as Content;
  return { content, from: `${name}@${release.version}`, hash: release.hash, base_version: null };
}

const COPY = ' (copy)';

/** `<title> (copy)`, the title cut between characters so that the whole has at most 200. */
function toCopyTitle(title: string): string {
  const characters = [...new Intl.Segmenter().segment(title)].map(({ segment }) => segment);
  while ([...characters.join('')].length + COPY.length > LIMITS.titleCharacters) characters.pop();
  return `${characters.join('').trimEnd()}${COPY}`;
}
