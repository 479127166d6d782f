// Cloning: any definition one can read, and any release, becomes a new draft that remembers where it came from.
import { parseReference, toOwnMetadata } from '@action-registry/core';
import {
  type CloneDefinition,
  type JsonObject,
  LIMITS,
  RegistryError,
  type Release,
  type SavedDefinition,
} from '@action-registry/schema';
import type { CallerContext } from '../context.js';
import { assertNames } from './assert-names.js';
import { type Content, findSaveRules, normaliseContent } from './definition-content.js';
import { getDefinition, insertContent, mergeContent, toContent } from './definitions.js';
import { getRelease } from './get-release.js';

/** Clones a definition one can read, or a release, into a new draft; without a name unless one is given. */
export async function cloneDefinition(ctx: CallerContext, input: CloneDefinition): Promise<SavedDefinition> {
  const { id, reference, ...changes } = input;
  assertNames(ctx, 'definitions:write', [changes.name]);
  const source = id === undefined ? await releaseSource(ctx, reference ?? '') : await definitionSource(ctx, id);
  const { name: _name, ...content } = source.content;
  // What is given counts before the copy is checked: a source that is refused by now can be mended on the way.
  const copy = mergeContent({ ...content, title: toCopyTitle(content.title) }, changes);
  const normal = await normaliseContent(copy, await findSaveRules(ctx, copy.kind));
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
  const source = await getDefinition(ctx, { id });
  const content = toContent(source);
  const { digest } = await normaliseContent(content, { config: ctx.config });
  return { content: source.readonly ? asOwn(content) : content, from: String(id), hash: digest, base_version: null };
}

function asOwn({ metadata, ...content }: Content): Content {
  return metadata === undefined ? content : { ...content, metadata: toOwnMetadata(metadata) };
}

async function releaseSource(ctx: CallerContext, reference: string): Promise<Source> {
  const { name, selector } = parseReference(reference);
  const release = await getRelease(ctx, { name, version: selector.value });
  assertUndamaged(release);
  const { name: _name, version: _version, title, ...document } = release.schema as JsonObject & { title?: string };
  const content = { title: title ?? name, ...document } as unknown as Content;
  return { content, from: `${name}@${release.version}`, hash: release.hash, base_version: null };
}

/** Verdicts that say that the stored text is not what was signed, whoever signed it. */
const DAMAGES: ReadonlySet<string | undefined> = new Set([
  'digest_mismatch',
  'identity_mismatch',
  'bad_signature',
  'malformed_signature',
  'unsigned',
]);

/** What somebody changed behind the registry's back must not become the beginning of something new. */
function assertUndamaged({ name, version, hash, verify_code, verify_error, schema }: Release): void {
  if (schema !== null && !DAMAGES.has(verify_code)) return;
  throw new RegistryError(
    'SIGNATURE_INVALID',
    `${name}@${version} does not verify (${verify_error ?? 'not JSON'}), so nothing is cloned from it.`,
    { details: { verify_code: verify_code ?? 'digest_mismatch', name, version, hash } },
  );
}

const COPY = ' (copy)';

/** `<title> (copy)`, the title cut between characters so that the whole has at most 200. */
function toCopyTitle(title: string): string {
  const characters = [...new Intl.Segmenter().segment(title)].map(({ segment }) => segment);
  while ([...characters.join('')].length + COPY.length > LIMITS.titleCharacters) characters.pop();
  return `${characters.join('').trimEnd()}${COPY}`;
}
