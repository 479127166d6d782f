// A publish as one statement, which is a transaction of its own: no lock waits for a round trip, the log's least of all. It was
// planned by what stood a moment ago; the statement locks, looks whether that still stands, and writes nothing if it does not.
import {
  appendLogAfter,
  type Db,
  enterPlace,
  type FullVersionRow,
  isPlaceChanged,
  type PublishPlace,
} from '@action-registry/db';
import { assertKeysActive, assertRoom, kidsOf } from './assert-place.js';
import { fillSearch, type Publication, planRelease, toStoredRow, writesOf } from './plan-release.js';

/**
 * Stores a release of an action that its workspace has, and answers its row; undefined, with nothing written, where that
 * takes more than one statement: the action is new or has a draft, or something changed since the place was read.
 */
export async function storeAtOnce(
  db: Db,
  publication: Publication,
  { place, stamp }: Pick<PublishPlace, 'place' | 'stamp'>,
): Promise<FullVersionRow | undefined> {
  const { action_id: actionId, has_draft, exists } = place;
  // A draft is locked before the log, and this statement could not say so.
  if (actionId === null || has_draft || exists) return undefined;
  // The stamp of a place tells of its highest stable release: what was compared with another has to be looked at again.
  if (publication.gate !== undefined && publication.gate.base !== place.stable) return undefined;
  assertKeysActive(publication, place);
  await assertRoom(db, publication, place);
  const { name, version } = publication.parsed.document;
  const { workspaceId: workspace_id } = publication.principal;
  const entered = enterPlace({
    workspace_id,
    name,
    version,
    kids: kidsOf(publication),
    stamp,
    source: publication.source,
  });
  const plan = planRelease(publication, place);
  const searched = { name: 'searched', query: fillSearch(db, plan, { entered: true }) };
  const writes = writesOf(db, plan, { actionId });
  try {
    return toStoredRow(plan, await appendLogAfter(db, plan.entries, { first: [entered, searched], writes }));
  } catch (error) {
    if (isPlaceChanged(error)) return undefined;
    throw error;
  }
}
