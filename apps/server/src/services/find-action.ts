// Looking up what a caller named, with the nearest names when there is no such thing.
import { parseSelector, type Resolution, resolveSelector, suggest, toResolutionError } from '@action-registry/core';
import {
  type ActionSearchRow,
  type Db,
  findAction,
  listChannels,
  listVersionKeys,
  suggestNames,
  type VersionRow,
} from '@action-registry/db';
import { RegistryError } from '@action-registry/schema';

/** The action of that name; throws ACTION_NOT_FOUND with suggestions. */
export async function getAction(db: Db, name: string): Promise<ActionSearchRow> {
  const row = await findAction(db, name);
  if (row === undefined) throw await toActionNotFound(db, name);
  return row;
}

/** ACTION_NOT_FOUND with the nearest names. */
export async function toActionNotFound(db: Db, name: string): Promise<RegistryError<'ACTION_NOT_FOUND'>> {
  const suggestions = suggest(name, await suggestNames(db, { q: name, limit: 20 }));
  const near = suggestions.map(({ value }) => `'${value}'`).join(', ');
  const question = near === '' ? 'Search lists what there is.' : `Did you mean ${near}?`;
  return new RegistryError('ACTION_NOT_FOUND', `There is no action '${name}'. ${question}`, {
    details: { name, suggestions },
  });
}

/** An action's releases and channels, as resolving needs them. */
type ActionReleases = { rows: VersionRow[]; channels: Record<string, string> };

/** Loads the releases and channels of one action; throws ACTION_NOT_FOUND. */
async function getActionReleases(db: Db, name: string): Promise<ActionReleases> {
  const rows = await listVersionKeys(db, { names: [name] });
  if (rows.length === 0) throw await toActionNotFound(db, name);
  const channels = Object.fromEntries(
    (await listChannels(db, [name])).map(({ channel, version }) => [channel, version]),
  );
  return { rows, channels };
}

/** What core's resolver asks of a release's row. */
export function toCandidate(row: VersionRow) {
  return { version: row.version, prerelease: row.prerelease, yanked: row.yank_reason !== null };
}

/** The exact version that a version, range or channel chooses; throws ACTION_, VERSION_NOT_FOUND or NO_MATCHING_VERSION. */
export async function getExactVersion(db: Db, name: string, selectorText: string): Promise<string> {
  const selector = parseSelector(selectorText);
  const { rows, channels } = await getActionReleases(db, name);
  const choices = { candidates: rows.map(toCandidate), channels };
  const resolution: Resolution = resolveSelector(selector, choices);
  if (!resolution.ok) throw toResolutionError({ name, selector }, resolution, choices);
  return resolution.version;
}
