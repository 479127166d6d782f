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
  lastEventsOfSubjects,
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

type State = { rows: VersionRow[]; channels: Record<string, string> };
type Parsed = { label: string; reference: string; parsed: ParsedReference | RegistryError };

/** One result per label: the exact release, or a typed reason. */
export async function resolveReferences(ctx: Context, input: ResolveReferences): Promise<ResolveResults> {
  const db = ctx.database.db;
  const asked = Object.entries(input.references).map(
    ([label, reference]): Parsed => ({ label, reference, parsed: parseQuietly(reference) }),
  );
  const names = [...new Set(asked.flatMap(({ parsed }) => (parsed instanceof Error ? [] : [parsed.name])))];
  const states = await loadStates(db, names, await toIndex(db, input.as_of));
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

type One = { reference: string; parsed: ParsedReference; state: State | undefined; includePrerelease: boolean };

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

async function loadStates(db: Db, names: readonly string[], at_most: number | undefined): Promise<Map<string, State>> {
  const rows = await listVersionKeys(db, { names, ...(at_most !== undefined && { at_most }) });
  const states = new Map<string, State>(names.map((name) => [name, { rows: [], channels: {} }]));
  for (const row of rows) states.get(row.name)?.rows.push(row);
  for (const { name, channel, version } of await listChannels(db, names)) {
    const state = states.get(name);
    if (state !== undefined) state.channels[channel] = version;
  }
  if (at_most !== undefined) await rewind(db, states, at_most);
  return states;
}

/** Puts yanks, deprecations and channels back to what the log said at an index. */
async function rewind(db: Db, states: Map<string, State>, at_most: number): Promise<void> {
  for (const [name, state] of states) {
    const subjects = state.rows.map(({ version }) => `${name}@${version}`);
    const yanks = await lastEventsOfSubjects(db, { subjects, types: ['release.yank', 'release.unyank'], at_most });
    const yanked = new Map(
      yanks
        .filter(({ type }) => type === 'release.yank')
        .map(({ subject, leaf }) => [subject, String(JSON.parse(leaf).reason)]),
    );
    state.rows = state.rows.map((row) => ({
      ...row,
      yank_reason: yanked.get(`${name}@${row.version}`) ?? null,
      ...notDeprecatedAfter(row, at_most),
    }));
    const channelSubjects = Object.keys(state.channels).map((channel) => `${name}@${channel}`);
    const moves = await lastEventsOfSubjects(db, { subjects: channelSubjects, types: ['channel.move'], at_most });
    state.channels = Object.fromEntries(
      moves.flatMap(({ leaf }) => {
        const { channel, to } = JSON.parse(leaf) as { channel: string; to: string | null };
        return to === null ? [] : [[channel, to]];
      }),
    );
  }
}

function notDeprecatedAfter(row: VersionRow, at_most: number): Partial<VersionRow> {
  const isLater = row.deprecated_log_index !== null && row.deprecated_log_index > at_most;
  return isLater ? { deprecation_reason: null, severity: null, replaced_by: null } : {};
}
