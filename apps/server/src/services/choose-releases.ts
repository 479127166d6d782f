// From references to releases, as things stand or stood. Exact versions and channels are looked up; ranges walk an action's
// versions from the highest down in pieces, so that neither many references nor many releases fill the memory.
import { type ParsedReference, resolveSelector, toResolutionError, versionSortKey } from '@action-registry/core';
import {
  type CandidateRow,
  type Db,
  findChannelPlaces,
  findPastVersions,
  findVersionStates,
  listCandidates,
  listChannels,
  type ReleaseId,
  type VersionRow,
} from '@action-registry/db';
import type { RegistryError } from '@action-registry/schema';
import { toActionsNotFound } from './action-not-found.js';

/** When and how to choose: after the log's entry `at_most`, else now; ranges choose pre-releases only when asked to. */
export type Choosing = { at_most?: number | undefined; includePrerelease?: boolean };

type Failed = {
  at: number;
  asked: ParsedReference;
  resolution: Extract<ReturnType<typeof resolveSelector>, { ok: false }>;
};

/** Nearly every range is satisfied by one of an action's highest versions. */
const FIRST_PIECE = 32;
const PIECE_MAX = 512;
/** Versions that one step may hold against ranges: some 20 ms of work before others have their turn. */
const STEP_MAX = 20_000;
/** As many versions as a refusal lists. */
const OFFERED = 20;

/** The release that each reference chooses, or why there is none, in the references' order. */
export async function chooseReleases(
  db: Db,
  asked: readonly ParsedReference[],
  choosing: Choosing = {},
): Promise<(VersionRow | RegistryError)[]> {
  const places = await findPlaces(db, asked, choosing);
  const picked = await pickFromRanges(db, asked, choosing);
  const versions = asked.map((reference) => versionOf(reference, { places, picked }));
  const rows = await findStates(db, toIds(asked, versions), choosing);
  const failed: Failed[] = [];
  const chosen = asked.map((reference, at) => {
    const row = rows.get(keyOf({ name: reference.name, version: versions[at] ?? '' }));
    const resolution = resolveSelector(reference.selector, {
      candidates: row === undefined ? [] : [toCandidate(row)],
      channels: row === undefined ? {} : { [reference.selector.value]: row.version },
      ...choosing,
    });
    if (!resolution.ok) failed.push({ at, asked: reference, resolution });
    return resolution.ok ? row : undefined;
  });
  const refusals = await toRefusals(db, failed, choosing);
  return chosen.map((row, at) => row ?? refusals.get(at) ?? failUnexplained());
}

/** What core's resolver asks of a release's row. */
function toCandidate({ version, prerelease, yank_reason }: VersionRow) {
  return { version, prerelease, yanked: yank_reason !== null };
}

function keyOf({ name, version }: ReleaseId): string {
  return `${name}@${version}`;
}

function failUnexplained(): never {
  throw new Error('a reference was neither resolved nor refused');
}

type Found = { places: ReadonlyMap<string, string>; picked: ReadonlyMap<ParsedReference, string> };

function versionOf(reference: ParsedReference, { places, picked }: Found): string | undefined {
  const { name, selector } = reference;
  if (selector.type === 'version') return selector.value;
  return selector.type === 'channel' ? places.get(`${name}@${selector.value}`) : picked.get(reference);
}

function toIds(asked: readonly ParsedReference[], versions: readonly (string | undefined)[]): ReleaseId[] {
  const ids = asked.flatMap(({ name }, at) => {
    const version = versions[at];
    return version === undefined ? [] : [[`${name}@${version}`, { name, version }] as const];
  });
  return [...new Map(ids).values()];
}

async function findPlaces(
  db: Db,
  asked: readonly ParsedReference[],
  { at_most }: Choosing,
): Promise<Map<string, string>> {
  const ids = asked.flatMap(({ name, selector: { type, value } }) =>
    type === 'channel' ? [{ name, channel: value }] : [],
  );
  const found = ids.length === 0 ? [] : await findChannelPlaces(db, ids, { at_most });
  return new Map(found.map(({ name, channel, version }) => [`${name}@${channel}`, version]));
}

async function findStates(db: Db, ids: readonly ReleaseId[], { at_most }: Choosing): Promise<Map<string, VersionRow>> {
  if (ids.length === 0) return new Map();
  const rows = await (at_most === undefined ? findVersionStates(db, ids) : findPastVersions(db, ids, { at_most }));
  return new Map(rows.map((row) => [keyOf(row), row]));
}

/** One action's ranges that are still open, and the version key below which to go on. */
type Walk = { open: ParsedReference[]; before?: string };

async function pickFromRanges(
  db: Db,
  asked: readonly ParsedReference[],
  choosing: Choosing,
): Promise<Map<ParsedReference, string>> {
  const picked = new Map<ParsedReference, string>();
  const walks = toWalks(asked);
  for (let limit = FIRST_PIECE; walks.size > 0; limit = toNextPiece(walks)) {
    const rows = await listCandidates(
      db,
      [...walks].map(([name, { before }]) => ({ name, before })),
      { limit, at_most: choosing.at_most },
    );
    const pieces = groupByName(rows);
    for (const [name, walk] of walks) {
      const candidates = pieces.get(name) ?? [];
      walk.open = walk.open.filter((reference) => {
        const resolution = resolveSelector(reference.selector, { candidates, channels: {}, ...choosing });
        if (resolution.ok) picked.set(reference, resolution.version);
        return !resolution.ok;
      });
      const last = candidates.at(-1);
      if (walk.open.length === 0 || last === undefined || candidates.length < limit) walks.delete(name);
      else walk.before = last.version_key;
    }
  }
  return picked;
}

function toWalks(asked: readonly ParsedReference[]): Map<string, Walk> {
  const walks = new Map<string, Walk>();
  for (const reference of asked) {
    if (reference.selector.type !== 'range') continue;
    const walk = walks.get(reference.name) ?? { open: [] };
    walk.open.push(reference);
    walks.set(reference.name, walk);
  }
  return walks;
}

function toNextPiece(walks: ReadonlyMap<string, Walk>): number {
  const open = [...walks.values()].reduce((sum, walk) => sum + walk.open.length, 0);
  return Math.min(PIECE_MAX, Math.floor(STEP_MAX / Math.max(open, 1)));
}

function groupByName<Row extends { name: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.name);
    if (group === undefined) groups.set(row.name, [row]);
    else group.push(row);
  }
  return groups;
}

/** Why each reference has no release: no such action, or no such release with what there is in its place. */
async function toRefusals(
  db: Db,
  failed: readonly Failed[],
  { at_most }: Choosing,
): Promise<Map<number, RegistryError>> {
  if (failed.length === 0) return new Map();
  const names = [...new Set(failed.map(({ asked }) => asked.name))];
  const candidates = groupByName(await listNear(db, { names, failed, at_most }));
  const unknown = await toActionsNotFound(
    db,
    names.filter((name) => !candidates.has(name)),
  );
  const channels = await findChannelNames(db, failed, at_most);
  return new Map(
    failed.map(({ at, asked, resolution }) => {
      const choices = { candidates: candidates.get(asked.name) ?? [], channels: channels.get(asked.name) ?? {} };
      return [at, unknown.get(asked.name) ?? toResolutionError(asked, resolution, choices)];
    }),
  );
}

type Near = { names: readonly string[]; failed: readonly Failed[]; at_most: number | undefined };

/** The highest versions of each action, and those next below an exact version that does not exist. */
async function listNear(db: Db, { names, failed, at_most }: Near): Promise<CandidateRow[]> {
  const below = failed.flatMap(({ asked: { name, selector } }) =>
    selector.type === 'version' ? [{ name, before: versionSortKey(selector.value) }] : [],
  );
  const rows = await listCandidates(db, [...names.map((name) => ({ name })), ...below], { limit: OFFERED, at_most });
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()];
}

/** The channels to suggest; of the past only those that were asked for are looked up, so there none is suggested. */
async function findChannelNames(
  db: Db,
  failed: readonly Failed[],
  at_most: number | undefined,
): Promise<Map<string, Record<string, string>>> {
  const names = failed.flatMap(({ asked }) => (asked.selector.type === 'channel' ? [asked.name] : []));
  const rows = names.length === 0 || at_most !== undefined ? [] : await listChannels(db, [...new Set(names)]);
  const groups = groupByName(rows);
  return new Map(
    [...groups].map(([name, group]) => [
      name,
      Object.fromEntries(group.map(({ channel, version }) => [channel, version])),
    ]),
  );
}
