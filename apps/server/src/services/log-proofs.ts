// Proofs of the log: what stands where, and that it only grew. Every proof leads to a checkpoint that is answered with it;
// sizes that were not reached are refused.
import { leafHash, toBase64 } from '@action-registry/core';
import { listLeafTexts, logSize } from '@action-registry/db';
import {
  type ConsistencyProof,
  type GetConsistency,
  type GetInclusion,
  type InclusionProof,
  type LogCheckpoint,
  type LogConsistency,
  type LogInclusion,
  type PublishedRelease,
  RegistryError,
  type Release,
} from '@action-registry/schema';
import type { Context } from '../context.js';

/** The latest checkpoint. */
export async function getCheckpoint(ctx: Context): Promise<LogCheckpoint> {
  const { origin, size, root, note } = await ctx.signer.atLeast(ctx.feed.size());
  return { origin, size, root: toBase64(root), checkpoint: note };
}

/** That a leaf stands at its index in the tree of `size` leaves. */
export async function getInclusion(ctx: Context, { index, size: asked }: GetInclusion): Promise<LogInclusion> {
  const { note, size: latest } = await latestFor(ctx, { asked: asked ?? index + 1, path: asked ? '/size' : '/index' });
  const size = asked ?? latest;
  if (index >= size) throw outside('/index', size);
  const [hashes = []] = await ctx.tree.inclusion([index], size);
  const [leaf = ''] = await listLeafTexts(ctx.database.db, { start: index, end: index + 1 });
  return { index, size, hashes: hashes.map(toBase64), leaf_hash: toBase64(leafHash(leaf)), checkpoint: note };
}

/** That the tree of `from` leaves is a prefix of the tree of `to` leaves. */
export async function getConsistency(ctx: Context, { from, to: asked }: GetConsistency): Promise<LogConsistency> {
  const { note, size } = await latestFor(ctx, { asked: asked ?? from, path: asked ? '/to' : '/from' });
  const to = asked ?? size;
  if (from > to) throw outside('/from', to);
  return { ...(await proveGrowth(ctx, from, to)), checkpoint: note };
}

/** The same without a checkpoint, for trees that were reached. */
export async function proveGrowth({ tree }: Context, from: number, to: number): Promise<ConsistencyProof> {
  return { from, to, hashes: (await tree.consistency(from, to)).map(toBase64) };
}

/** Proofs for entries, all in the tree of one checkpoint that has them. */
export type EntryProofs = { checkpoint: string; size: number; proofs: Map<number, InclusionProof> };

/**
 * Proves entries at once. Whoever remembers a tree of `since` leaves, signed by another server a moment ago, must not be
 * shown a smaller one.
 */
export async function proveEntries(ctx: Context, indexes: readonly number[], since = 0): Promise<EntryProofs> {
  const wanted = [...new Set(indexes)];
  const known = Math.max(ctx.feed.size(), ...wanted.map((index) => index + 1));
  const least = since <= known ? known : Math.max(known, Math.min(since, await logSize(ctx.database.db)));
  const { note, size } = await ctx.signer.atLeast(least);
  const paths = await ctx.tree.inclusion(wanted, size);
  const proofs = wanted.map((index, at): [number, InclusionProof] => {
    return [index, { index, hashes: (paths[at] ?? []).map(toBase64) }];
  });
  return { checkpoint: note, size, proofs: new Map(proofs) };
}

/** The proofs of the entries that a release's signatures came by, the one that published it first. */
export function proofsOf(
  { proofs }: EntryProofs,
  release: { log_index: number; signatures: readonly { log_index: number }[] },
): InclusionProof[] {
  return entriesOf(release).map((index) => {
    const proof = proofs.get(index);
    if (proof === undefined) throw new Error('an entry was not proven');
    return proof;
  });
}

/**
 * The answer to a publish: a release with its proof, and the checkpoint that it leads to. It has whole comparisons where it made
 * some, and no short ones.
 */
export async function withProof(
  ctx: Context,
  { contract: _contract, contract_above: _above, ...release }: Release,
  rest: Pick<PublishedRelease, 'created' | 'warnings' | 'contract' | 'contract_above'>,
): Promise<PublishedRelease> {
  const proven = await proveEntries(ctx, entriesOf(release));
  return { ...release, ...rest, proof: proofsOf(proven, release), checkpoint: proven.checkpoint };
}

/** The indexes of those entries. */
export function entriesOf({
  log_index,
  signatures,
}: {
  log_index: number;
  signatures: readonly { log_index: number }[];
}): number[] {
  return [...new Set([log_index, ...signatures.map((signature) => signature.log_index)])];
}

async function latestFor(ctx: Context, { asked, path }: { asked: number; path: string }) {
  const latest = await ctx.signer.atLeast(ctx.feed.size());
  if (asked > latest.size) throw outside(path, latest.size);
  return latest;
}

function outside(path: string, size: number): RegistryError<'INVALID_BODY'> {
  const issues = [{ path, message: `must be below or at the ${size} entries that the log has` }];
  return new RegistryError('INVALID_BODY', `The log has ${size} entries so far. Ask for what it has.`, {
    details: { issues },
  });
}
