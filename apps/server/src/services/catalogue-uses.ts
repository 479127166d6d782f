// What uses a device model: so that whoever changes a catalogue sees whom it touches. Drafts are told to their own workspace
// alone; releases are public.
import { listDevicesUsing, listReleasesUsing } from '@action-registry/db';
import type { CatalogueUses, ListCatalogueUses } from '@action-registry/schema';
import type { Context } from '../context.js';
import { toNotFound } from './catalogues.js';
import { findModelsOn } from './refused-devices.js';
import { transact } from './transact.js';

/** More than a person reads of one list; the totals count the rest. */
const SHOWN_MAX = 100;

/** Latest releases and own definitions of the device model, and of those that extend it. */
export async function listCatalogueUses(
  { catalogues: store, database, principal }: Context,
  { device_model }: ListCatalogueUses,
): Promise<CatalogueUses> {
  const { catalogues } = await store.current(database.db);
  const models = findModelsOn(catalogues, device_model);
  if (models.length === 0) throw toNotFound(catalogues, device_model);
  const asked = { models, limit: SHOWN_MAX };
  const releases = await listReleasesUsing(database.db, asked);
  if (principal?.permissions.has('definitions:read') !== true) return { releases };
  return {
    releases,
    definitions: await transact({ database }, principal.workspaceId, (tx) => listDevicesUsing(tx, asked)),
  };
}
