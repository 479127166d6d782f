// Resolving many references at once, as things stand or as they stood at an index of the log. Each one answers for itself:
// a reference that cannot be resolved does not fail the others.
import {
  type ParsedReference,
  parseReference,
  resolveSelector,
  suggest,
  toResolutionError,
} from '@action-registry/core';
import {
  type Db,
  indexAtTime,
  listChannels,
  listVersionKeys,
  suggestNames,
  type VersionRow,
} from '@action-registry/db';
import {
  isRegistryError,
  RESOLVE_FAILURE_CODES,
  RegistryError,
  type ResolvedReference,
  type ResolveReferences,
  type ResolveResults,
  type UnresolvedReference,
} from '@action-registry/schema';
import type { Context } from '../context.js';
import { toReleaseState } from '../release-store.js';
import { toCandidate } from './find-action.js';
import { type ActionState, rewindReleases } from './rewind-releases.js';

type Parsed = { label: string; reference: string; parsed: ParsedReference | RegistryError };

/** One result per label: the exact release, or a typed reason. */
export async function resolveReferences(ctx: Context, input: ResolveReferences): Promise<ResolveResults> {
  const db = ctx.database.db;
  const asked = Object.entries(input.references).map(
    ([label, reference]): Parsed => ({ label, reference, parsed: parseQuietly(reference) }),
  );
  const states = await loadStates(db, channelsAsked(asked), await toIndex(db, input.as_of));
  const results = await Promise.all(
    asked.map(async ({ label, reference, parsed }) => {
      const result =
        parsed instanceof Error
          ? toFailure(reference, parsed)
          : await resolveOne(db, {
              reference,
              parsed,
              state: states.get(parsed.name),
              includePrerelease: input.include_prerelease,
            });
      return [label, result] as const;
    }),
  );
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
  return typeof as_of === 'string' ? ((await indexAtTime(db, as_of)) ?? -1) : as_of;
}

type One = { reference: string; parsed: ParsedReference; state: ActionState | undefined; includePrerelease: boolean };

async function resolveOne(
  db: Db,
  { reference, parsed, state, includePrerelease }: One,
): Promise<ResolvedReference | UnresolvedReference> {
  const { name, selector } = parsed;
  if (state === undefined || state.rows.length === 0) return toFailure(reference, await toUnknownAction(db, name));
  const choices = { candidates: state.rows.map(toCandidate), channels: state.channels, includePrerelease };
  const resolution = resolveSelector(selector, choices);
  if (!resolution.ok) return toFailure(reference, toResolutionError(parsed, resolution, choices));
  const row = state.rows.find(({ version }) => version === resolution.version);
  return row === undefined ? toFailure(reference, await toUnknownAction(db, name)) : toResolved(reference, row);
}

async function toUnknownAction(db: Db, name: string): Promise<RegistryError> {
  const suggestions = suggest(name, await suggestNames(db, { q: name, limit: 20 }));
  const near = suggestions.map(({ value }) => `'${value}'`).join(', ');
  return new RegistryError(
    'ACTION_NOT_FOUND',
    `There is no action '${name}'.${near === '' ? '' : ` Did you mean ${near}?`}`,
    { details: { name, suggestions } },
  );
}

function toResolved(reference: string, row: VersionRow): ResolvedReference {
  const { name, version, hash, log_index } = row;
  const signatures = row.signatures.map((signature) => ({ ...signature, log_index }));
  return {
    ok: true,
    reference,
    name,
    version,
    kind: toKind(row.kind),
    hash,
    signatures,
    log_index,
    ...toReleaseState(row),
  };
}

function toKind(kind: string): ResolvedReference['kind'] {
  return kind === 'prompt' || kind === 'command' || kind === 'device' ? kind : 'tool';
}

function toFailure(reference: string, { code, message, details }: RegistryError): UnresolvedReference {
  const known = RESOLVE_FAILURE_CODES.find((candidate) => candidate === code);
  if (known === undefined) throw new Error(`${code} is no reason for a reference`);
  return { ok: false, reference, error: { code: known, message, details: { ...details } } };
}

/** The channels that references of each name ask for; `latest` stands in for none. */
function channelsAsked(asked: readonly Parsed[]): Map<string, string[]> {
  const channels = new Map<string, string[]>();
  for (const { parsed } of asked) {
    if (parsed instanceof Error) continue;
    const known = channels.get(parsed.name) ?? [];
    channels.set(parsed.name, parsed.selector.type === 'channel' ? [...known, parsed.selector.value] : known);
  }
  return channels;
}

async function loadStates(
  db: Db,
  asked: ReadonlyMap<string, readonly string[]>,
  at_most: number | undefined,
): Promise<Map<string, ActionState>> {
  const names = [...asked.keys()];
  const rows = await listVersionKeys(db, { names, ...(at_most !== undefined && { at_most }) });
  const states = new Map<string, ActionState>(names.map((name) => [name, { rows: [], channels: {} }]));
  for (const row of rows) states.get(row.name)?.rows.push(row);
  if (at_most === undefined) {
    for (const { name, channel, version } of await listChannels(db, names)) {
      const state = states.get(name);
      if (state !== undefined) state.channels[channel] = version;
    }
    return states;
  }
  for (const [name, { rows: known }] of states)
    states.set(name, await rewindReleases(db, { name, rows: known, channels: asked.get(name) ?? [], at_most }));
  return states;
}
