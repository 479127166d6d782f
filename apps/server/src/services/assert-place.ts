// May this release go where it is to go? Asked of a place as it was read, or once it is locked.
import { type Db, findVersionStates, type LockedPlace } from '@action-registry/db';
import { LIMITS, RegistryError } from '@action-registry/schema';
import type { Publication } from './plan-release.js';

/** The kids that signed a publish, each once. */
export function kidsOf({ input }: Pick<Publication, 'input'>): string[] {
  return [...new Set(input.signatures.map(({ kid }) => kid))];
}

/** A key that was retired or revoked since it was read, or whose scope is no longer its owner's, lets no release in. */
export function assertKeysActive(publication: Publication, { keys }: Pick<LockedPlace, 'keys'>): void {
  const { parsed, principal } = publication;
  for (const kid of kidsOf(publication)) {
    const key = keys.find((row) => row.kid === kid);
    if (key?.status !== 'active') throw toUnusable(kid, key?.status ?? 'unknown', 'was retired or revoked');
    if (key.workspace_id !== null && key.workspace_id !== principal.workspaceId)
      throw toUnusable(kid, 'scope', `may not sign '${parsed.document.name}': it belongs to another workspace`);
  }
}

function toUnusable(kid: string, reason: string, problem: string): RegistryError<'KEY_NOT_AUTHORIZED'> {
  return new RegistryError('KEY_NOT_AUTHORIZED', `The key '${kid}' ${problem}. Sign with another key.`, {
    details: { kid, reason },
  });
}

/** Throws LIMIT_REACHED when an action is full, REVISION_CONFLICT when it moved on from `base_version`. */
export async function assertRoom(db: Db, { parsed, input }: Publication, standing: LockedPlace): Promise<void> {
  const { name } = parsed.document;
  const { releasesPerAction: limit } = LIMITS;
  if (standing.versions >= limit) {
    throw new RegistryError('LIMIT_REACHED', `'${name}' has ${limit} releases, the most an action may have.`, {
      details: { what: 'releases of an action', limit },
    });
  }
  const newest = standing.stable ?? standing.highest;
  if (input.base_version === undefined || newest === input.base_version) return;
  const [row] = newest === null ? [] : await findVersionStates(db, [{ name, version: newest }]);
  throw new RegistryError(
    'REVISION_CONFLICT',
    `'${name}' moved on from ${input.base_version}. Look at what was published since, then publish again.`,
    { details: { expected: input.base_version, actual: newest, ...(row && { changed_by: row.published_by }) } },
  );
}
