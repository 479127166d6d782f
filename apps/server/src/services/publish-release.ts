// Publishing: check everything that can be checked outside, then one transaction in which the unique index decides. Either
// the release, its log entries, its channels and its place in search all exist, or nothing does.
import {
  assertPublishable,
  checkDocument,
  collisionKey,
  namespaceOf,
  type ParsedDocument,
  parseDocument,
} from '@action-registry/core';
import {
  type FullVersionRow,
  getPublishPlace,
  isRetryable,
  isUniqueViolation,
  type PublishPlace,
} from '@action-registry/db';
import { type PublishedRelease, type PublishRelease, RegistryError } from '@action-registry/schema';
import type { CallerContext } from '../context.js';
import { assertNames } from './assert-names.js';
import { kidsOf } from './assert-place.js';
import { assertHolds } from './assert-rights.js';
import { BaseMoved } from './base-moved.js';
import { checkContract } from './check-contract.js';
import { assertNameFree, assertNamespaceOpen, findSimilarNames } from './check-name.js';
import { findSaveRules } from './definition-content.js';
import { withProof } from './log-proofs.js';
import type { Publication } from './plan-release.js';
import { storeAtOnce } from './store-at-once.js';
import { storeRelease } from './store-release.js';
import { transact } from './transact.js';
import { VersionTaken } from './version-taken.js';

/** Publishes a signed document; the same bytes again give the first answer with `created: false`. */
export async function publishRelease(ctx: CallerContext, input: PublishRelease): Promise<PublishedRelease> {
  // What was published before was held against the rules of its own day.
  const stored = parseDocument(input.document, { isStored: true });
  const { name, version } = stored.document;
  assertNames(ctx, 'releases:publish', [name]);
  if (input.channel !== undefined) assertHolds(ctx, ['channels:move'], 'which pointing a channel at the release takes');
  const place = await findPlace(ctx, { parsed: stored, input });
  if (place.hash !== null) return answerStanding(ctx, stored, place.hash);
  const parsed = await holdAgainstRules(ctx, stored);
  assertNamespaceOpen(ctx, name, place.owner);
  await learnKeys(ctx, input);
  assertPublishable(
    { name, version, document: input.document, signatures: input.signatures },
    ctx.trust.current().trust,
    { now: ctx.now() },
  );
  assertNameFree(name, place.existing);
  const similar = place.existing === null ? await findSimilarNames(ctx, name) : [];
  const { row, gate } = await storeGated(ctx, { parsed, input, warnings: similar }, place);
  if (row !== undefined)
    return withProof(ctx, ctx.releases.keep(row).release, {
      created: true,
      warnings: [...parsed.warnings, ...similar],
      ...(gate?.contract !== undefined && { contract: gate.contract }),
      ...(gate?.contractAbove !== undefined && { contract_above: gate.contractAbove }),
    });
  const { hash } = await findPlace(ctx, { parsed, input });
  if (hash === null) throw new Error('a release was neither stored nor found');
  return answerStanding(ctx, parsed, hash);
}

async function holdAgainstRules(ctx: CallerContext, parsed: ParsedDocument): Promise<ParsedDocument> {
  const { catalogues } = await findSaveRules(ctx, parsed.document.kind);
  return { ...parsed, warnings: [...parsed.warnings, ...checkDocument(parsed.document, catalogues)] };
}

function findPlace(
  { database, principal }: CallerContext,
  { parsed, input }: Pick<Publication, 'parsed' | 'input'>,
): Promise<PublishPlace> {
  const { name, version } = parsed.document;
  const ids = { name, version, namespace: namespaceOf(name), collision_key: collisionKey(name) };
  return getPublishPlace(database.db, { ...ids, workspace_id: principal.workspaceId, kids: kidsOf({ input }) });
}

/** A key that another server added a moment ago is known to the database before it is known here. */
async function learnKeys(ctx: CallerContext, { signatures }: PublishRelease): Promise<void> {
  const { keys } = ctx.trust.current().trust;
  if (signatures.some(({ kid }) => !keys.has(kid))) await ctx.trust.refresh();
}

/** How often a release is compared anew because the one that it follows changed meanwhile. */
const COMPARED_MAX = 8;

type Checked = Pick<Publication, 'parsed' | 'input' | 'warnings'>;

/** Stores a release that passes the gate, compared with what it follows at the moment it is stored. */
async function storeGated(ctx: CallerContext, checked: Checked, place: PublishPlace) {
  for (let turn = 1; ; turn++) {
    const gate = await checkContract(ctx, checked.parsed, checked.input);
    try {
      return { gate, row: await store(ctx, { ...checked, gate }, place) };
    } catch (error) {
      if (!(error instanceof BaseMoved) || turn === COMPARED_MAX) throw error;
    }
  }
}

/** Stores a release and answers its row; undefined when (name, version) was taken meanwhile. */
async function store(
  ctx: CallerContext,
  checked: Checked & Pick<Publication, 'gate'>,
  place: PublishPlace,
): Promise<FullVersionRow | undefined> {
  const { database, principal, source } = ctx;
  const publication: Publication = { ...checked, principal, source, at: ctx.now().toISOString() };
  try {
    return (
      (await unlessRetryable(storeAtOnce(database.db, publication, place))) ??
      (await transact(ctx, principal.workspaceId, (tx) => storeRelease(tx, publication)))
    );
  } catch (error) {
    if (error instanceof VersionTaken || isUniqueViolation(error, 'action_versions_name_version_key')) return undefined;
    throw error;
  }
}

/** What `work` answers; undefined when another transaction got in its way and it may be done again. */
async function unlessRetryable<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isRetryable(error)) return undefined;
    throw error;
  }
}

/** The first answer for the same bytes; throws VERSION_EXISTS for other bytes. */
async function answerStanding(ctx: CallerContext, parsed: ParsedDocument, hash: string): Promise<PublishedRelease> {
  if (hash === parsed.hash) return answerAgain(ctx, parsed);
  const { name, version } = parsed.document;
  throw new RegistryError(
    'VERSION_EXISTS',
    `${name}@${version} was published with other bytes, and releases never change. Publish under the next version.`,
    {
      details: { name, version, existing_hash: hash, your_hash: parsed.hash },
    },
  );
}

async function answerAgain(ctx: CallerContext, { document, warnings }: ParsedDocument): Promise<PublishedRelease> {
  const served = await ctx.releases.find({ name: document.name, version: document.version, fresh: true });
  if (served === undefined) throw new Error('a stored release was not found');
  return withProof(ctx, served.release, { created: false, warnings });
}
