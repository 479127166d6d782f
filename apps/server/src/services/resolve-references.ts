// Resolving many references at once, as things stand or as they stood at an index of the log. Each one answers for itself:
// a reference that cannot be resolved does not fail the others.
import { type ParsedReference, parseReference } from '@action-registry/core';
import { type Db, indexAtTime, type VersionRow } from '@action-registry/db';
import {
  isRegistryError,
  RESOLVE_FAILURE_CODES,
  type RegistryError,
  type ResolvedReference,
  type ResolveReferences,
  type ResolveResults,
  type UnresolvedReference,
} from '@action-registry/schema';
import type { Context } from '../context.js';
import { toReleaseState } from '../release-store.js';
import { toKind } from './actions.js';
import { chooseReleases } from './choose-releases.js';
import { isStorableTime } from './storable-time.js';

/** One result per label: the exact release, or a typed reason. */
export async function resolveReferences(ctx: Context, input: ResolveReferences): Promise<ResolveResults> {
  const db = ctx.database.db;
  const asked = Object.entries(input.references).map(([label, reference]) => {
    return { label, reference, parsed: parseQuietly(reference) };
  });
  const parsed = asked.flatMap((each) => (each.parsed instanceof Error ? [] : [each.parsed]));
  const choosing = { at_most: await toIndex(db, input.as_of), includePrerelease: input.include_prerelease };
  const chosen = await chooseReleases(db, parsed, choosing);
  const outcomes = new Map(parsed.map((reference, at) => [reference, chosen[at]]));
  const results = asked.map(({ label, reference, parsed: one }) => {
    const outcome = one instanceof Error ? one : outcomes.get(one);
    if (outcome === undefined) throw new Error('a reference has no outcome');
    return [label, outcome instanceof Error ? toFailure(reference, outcome) : toResolved(reference, outcome)];
  });
  return { results: Object.fromEntries(results) };
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

function toResolved(reference: string, row: VersionRow): ResolvedReference {
  const { name, version, kind, hash, log_index } = row;
  const signatures = row.signatures.map((signature) => ({ ...signature, log_index }));
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
  };
}

function toFailure(reference: string, { code, message, details }: RegistryError): UnresolvedReference {
  const known = RESOLVE_FAILURE_CODES.find((candidate) => candidate === code);
  if (known === undefined) throw new Error(`${code} is no reason for a reference`);
  return { ok: false, reference, error: { code: known, message, details: { ...details } } };
}
