// The transaction of a publish. Locks are taken in one order everywhere: keys, action (a new one after its namespace), search,
// draft, and the log last; one statement appends the entries and writes the rows with their indexes, and then it commits.
import { collisionKey, namespaceOf } from '@action-registry/core';
import {
  appendLog,
  claimNamespace,
  type Db,
  type FullVersionRow,
  findActionByCollisionKey,
  findNamespace,
  insertAction,
  isDenied,
  type LockedPlace,
  type LogEntryInput,
  lockPlace,
  moveBaseVersion,
  setNamespaceLogIndex,
} from '@action-registry/db';
import type { RegistryError } from '@action-registry/schema';
import { assertKeysActive, assertRoom, kidsOf } from './assert-place.js';
import { assertBaseStands } from './check-contract.js';
import { assertNameFree, toForbidden } from './check-name.js';
import { type Act, publicEntry } from './log-entry.js';
import { actOf, fillSearch, type Publication, planRelease, toStoredRow, writesOf } from './plan-release.js';
import { VersionTaken } from './version-taken.js';

/** Stores a release with its log entries and answers its row; throws VersionTaken when (name, version) was taken meanwhile. */
export async function storeRelease(tx: Db, publication: Publication): Promise<FullVersionRow> {
  const { name, version } = publication.parsed.document;
  const { action, place } = await takePlace(tx, publication);
  if (place.exists) throw new VersionTaken();
  await assertRoom(tx, publication, place);
  await assertBaseStands(tx, { name, version }, publication.gate);
  const plan = planRelease(publication, place);
  await fillSearch(tx, plan);
  if (place.has_draft) await moveBaseVersion(tx, { name, version });
  const claim = action.claimed ? [claimEntry(publication, actOf(publication))] : [];
  const first = await appendLog(tx, [...claim, ...plan.entries], (indexOf) => [
    ...claim.map(() => setNamespaceLogIndex(tx, { name: namespaceOf(name), log_index: indexOf(0) })),
    ...writesOf(tx, plan, { actionId: action.id, before: claim.length })(indexOf),
  ]);
  return toStoredRow(plan, first + claim.length);
}

type Taken = { action: { id: number; claimed: boolean }; place: LockedPlace };

/** Locks the place of a publish; that of a new action is read again once the action has been made. */
async function takePlace(tx: Db, publication: Publication): Promise<Taken> {
  const { name, version } = publication.parsed.document;
  const place = await lockPlace(tx, { name, version, kids: kidsOf(publication) });
  assertKeysActive(publication, place);
  if (place.action_id !== null) return { action: { id: place.action_id, claimed: false }, place };
  const claimed = await makeAction(tx, publication);
  const made = await lockPlace(tx, { name, version });
  if (made.action_id === null) throw await toNotMade(tx, name);
  return { action: { id: made.action_id, claimed }, place: made };
}

/** Makes the action, unless another publish just has, and claims its namespace if that is free: true when this one did. */
async function makeAction(tx: Db, { parsed, principal, at }: Publication): Promise<boolean> {
  const { name } = parsed.document;
  const [namespace, workspace_id] = [namespaceOf(name), principal.workspaceId];
  const claimed = await claimNamespace(tx, { name: namespace, workspace_id, claimed_at: at });
  const owner = claimed ? undefined : await findNamespace(tx, namespace);
  if (owner !== undefined && owner.workspace_id !== workspace_id) throw toForbidden(namespace, 'owned');
  const action = { name, collision_key: collisionKey(name), namespace, workspace_id, created_at: at };
  await insertAction(tx, action).catch((error: unknown) => {
    // It changed hands after it was looked at.
    throw isDenied(error) ? toForbidden(namespace, 'owned') : error;
  });
  return claimed;
}

/** Why an action could not be made: its name collides, or it has become another workspace's. */
async function toNotMade(tx: Db, name: string): Promise<RegistryError> {
  const other = await findActionByCollisionKey(tx, collisionKey(name));
  assertNameFree(name, other?.name ?? null);
  return toForbidden(namespaceOf(name), 'owned');
}

function claimEntry({ parsed, principal }: Publication, act: Act): LogEntryInput {
  const namespace = namespaceOf(parsed.document.name);
  const { workspace } = principal;
  const data = { before: null, after: { workspace } };
  return publicEntry({ type: 'namespace.claim', v: 1, namespace, workspace }, namespace, { ...act, data });
}
