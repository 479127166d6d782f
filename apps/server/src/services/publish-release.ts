// Publishing: check everything that can be checked outside, then one transaction in which the unique index decides. Either
// the release, its log entries, its channels and its place in search all exist, or nothing does.
import { assertPublishable, type ParsedDocument, parseDocument } from '@action-registry/core';
import { findVersion } from '@action-registry/db';
import { type PublishedRelease, type PublishRelease, RegistryError, type Warning } from '@action-registry/schema';
import type { CallerContext } from '../context.js';
import { assertNameFree, assertNamespaceOpen, findSimilarNames } from './check-name.js';
import { type Publication, storeRelease } from './store-release.js';
import { transact } from './transact.js';
import { VersionTaken } from './version-taken.js';

/** Publishes a signed document; the same bytes again give the first answer with `created: false`. */
export async function publishRelease(ctx: CallerContext, input: PublishRelease): Promise<PublishedRelease> {
  const parsed = parseDocument(input.document);
  const { name, version } = parsed.document;
  const standing = await findStanding(ctx, parsed);
  if (standing !== undefined) return standing;
  await assertNamespaceOpen(ctx, name);
  assertPublishable(
    { name, version, document: input.document, signatures: input.signatures },
    ctx.trust.current().trust,
    { now: ctx.now() },
  );
  await assertNameFree(ctx.database.db, name);
  const similar = await findSimilarNames(ctx, name);
  const created = await store(ctx, { parsed, input });
  if (!created)
    return (await findStanding(ctx, parsed)) ?? Promise.reject(new Error('a release was neither stored nor found'));
  return answer(ctx, parsed, { created: true, warnings: [...parsed.warnings, ...similar] });
}

async function store(
  ctx: CallerContext,
  { parsed, input }: { parsed: ParsedDocument; input: PublishRelease },
): Promise<boolean> {
  const publication: Publication = { parsed, input, principal: ctx.principal, at: ctx.now().toISOString() };
  try {
    await transact(ctx.database, ctx.principal.workspaceId, (tx) => storeRelease(tx, publication));
    return true;
  } catch (error) {
    if (error instanceof VersionTaken) return false;
    throw error;
  }
}

/** The first answer for the same bytes; throws VERSION_EXISTS for other bytes. */
async function findStanding(ctx: CallerContext, parsed: ParsedDocument): Promise<PublishedRelease | undefined> {
  const { name, version } = parsed.document;
  const row = await findVersion(ctx.database.db, name, version);
  if (row === undefined) return undefined;
  if (row.hash === parsed.hash) return answer(ctx, parsed, { created: false, warnings: parsed.warnings });
  throw new RegistryError(
    'VERSION_EXISTS',
    `${name}@${version} was published with other bytes, and releases never change. Publish under the next version.`,
    {
      details: { name, version, existing_hash: row.hash, your_hash: parsed.hash },
    },
  );
}

async function answer(
  ctx: CallerContext,
  { document }: ParsedDocument,
  rest: { created: boolean; warnings: Warning[] },
): Promise<PublishedRelease> {
  const served = await ctx.releases.find({ name: document.name, version: document.version, fresh: true });
  if (served === undefined) throw new Error('a stored release was not found');
  return { ...served.release, ...rest };
}
