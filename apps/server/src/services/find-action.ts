// Looking up what a caller named, with the nearest names when there is no such thing.
import { parseSelector } from '@action-registry/core';
import { type ActionSearchRow, type Db, findAction } from '@action-registry/db';
import { toActionNotFound } from './action-not-found.js';
import { chooseReleases } from './choose-releases.js';

/** The action of that name; throws ACTION_NOT_FOUND with suggestions. */
export async function getAction(db: Db, name: string): Promise<ActionSearchRow> {
  const row = await findAction(db, name);
  if (row === undefined) throw await toActionNotFound(db, name);
  return row;
}

/** The exact version that a version, range or channel chooses; throws ACTION_, VERSION_NOT_FOUND or NO_MATCHING_VERSION. */
export async function getExactVersion(db: Db, name: string, selectorText: string): Promise<string> {
  const [chosen] = await chooseReleases(db, [{ name, selector: parseSelector(selectorText) }]);
  if (chosen === undefined || chosen instanceof Error) throw chosen ?? new Error('one reference had no answer');
  return chosen.version;
}
