// Resolving many references at once, as things stand or as they stood at an index of the log. Each one answers for itself:
// a reference that cannot be resolved does not fail the others.
import { type ParsedReference, parseReference } from '@action-registry/core';
import { type Db, indexAtTime, type VersionRow } from '@action-registry/db';
import {
  type ConsistencyProof,
  isRegistryError,
  RESOLVE_FAILURE_CODES,
  RegistryError,
  type ResolvedReference,
  type ResolveReferences,
  type ResolveResults,
  type UnresolvedReference,
} from '@action-registry/schema';
import type { Context } from '../context.js';
import { toGate, toReleaseState } from '../release-store.js';
import { toKind } from './actions.js';
import { chooseReleases } from './choose-releases.js';
import { entriesOf, proofsOf, proveEntries, proveGrowth } from './log-proofs.js';
import { isStorableTime } from './storable-time.js';

/** One result per label: the exact release, or a typed reason. */
export async function resolveReferences(ctx: Context, input: ResolveReferences): Promise<ResolveResults> {
  const db = ctx.database.db;
  const references = Object.entries(input.references).map(([label, reference]) => {
    return { label, reference, parsed: parseQuietly(reference) };
  });
  const parsed = references.flatMap((each) => (each.parsed instanceof Error ? [] : [each.parsed]));
  const choosing = { at_most: await toIndex(db, input.as_of), includePrerelease: input.include_prerelease };
  const chosen = await chooseReleases(db, parsed, choosing);
  const outcomes = new Map(parsed.map((reference, at) => [reference, chosen[at]]));
  const asked = references.map(({ label, reference, parsed: one }) => {
    const outcome = one instanceof Error ? one : outcomes.get(one);
    if (outcome === undefined) throw new Error('a reference has no outcome');
    return { label, reference, outcome };
  });
  const found = asked.flatMap(({ outcome }) => (outcome instanceof Error ? [] : entriesOf(toPlace(outcome))));
  const proven = await proveEntries(ctx, found, input.since);
  const results = asked.map(({ label, reference, outcome }) => {
    if (outcome instanceof Error) return [label, toFailure(reference, outcome)];
    return [label, { ...toResolved(reference, outcome), proof: proofsOf(proven, toPlace(outcome)) }];
  });
  return {
    results: Object.fromEntries(results),
    checkpoint: proven.checkpoint,
    ...(input.since !== undefined && { consistency: await proveSince(ctx, input.since, proven.size) }),
  };
}

function parseQuietly(reference: string): ParsedReference | RegistryError {
  try {
    return parseReference(reference);
  } catch (error) {
    if (isRegistryError(error)) return error;
    throw error;
  }
}

/** The last index that counts; undefined for now. A time before the first entry is before everything: −1. */
async function toIndex(db: Db, as_of: number | string | undefined): Promise<number | undefined> {
  if (typeof as_of !== 'string') return as_of;
  return (isStorableTime(as_of) ? await indexAtTime(db, as_of) : undefined) ?? -1;
}

/** A release's entries, as its row tells them. */
function toPlace({ log_index, signatures, later_signatures }: VersionRow) {
  const first = signatures.map((signature) => ({ ...signature, log_index }));
  return { log_index, signatures: [...first, ...later_signatures] };
}

/** That the log only grew since the checkpoint that the caller remembers; a larger one than ours is refused. */
async function proveSince(ctx: Context, since: number, size: number): Promise<ConsistencyProof> {
  if (since <= size) return proveGrowth(ctx, since, size);
  throw new RegistryError('INVALID_BODY', `The log has ${size} entries, and you remember ${since}.`, {
    details: { issues: [{ path: '/since', message: `must be at most ${size}` }] },
  });
}

function toResolved(reference: string, row: VersionRow): Omit<ResolvedReference, 'proof'> {
  const { name, version, kind, hash } = row;
  const { log_index, signatures } = toPlace(row);
  return {
    ok: true,
    reference,
    name,
    version,
    kind: toKind(kind),
    hash,
    signatures,
    log_index,
    ...toReleaseState(row),
    ...toGate(row),
  };
}

function toFailure(reference: string, { code, message, details }: RegistryError): UnresolvedReference {
  const known = RESOLVE_FAILURE_CODES.find((candidate) => candidate === code);
  if (known === undefined) throw new Error(`${code} is no reason for a reference`);
  return { ok: false, reference, error: { code: known, message, details: { ...details } } };
}
