// Keeps the catalogues that a device is checked against: fetched once, again when they changed or another device model is
// chosen whose commands are not here. Where they cannot be fetched the registry alone judges what is saved.
import type { Catalogues } from '@action-registry/core';
import type { DeviceCatalogues } from './device-catalogues.js';
import { createStore, type Store } from './store.js';

/** The catalogues, undefined until they were fetched, null when they could not be. */
export type CatalogueLoader = Pick<Store<DeviceCatalogues | null | undefined>, 'get' | 'subscribe'> & {
  /** Fetches what this device model needs, unless it is here; resolves when it is, or could not be fetched. */
  want: (deviceModel: string) => Promise<void>;
  /** `want`, unless the catalogues could not be fetched before. */
  follow: (deviceModel: string) => void;
  /** Fetches it anew. */
  reload: () => Promise<void>;
};

/** Fetches the catalogues that a device of a model needs. */
export type FetchCatalogues = (deviceModel: string) => Promise<DeviceCatalogues>;

/** A loader that has fetched nothing yet. */
export function createCatalogueLoader(fetchFor: FetchCatalogues): CatalogueLoader {
  const store = createStore<DeviceCatalogues | null | undefined>(undefined);
  let wanted = '';
  let round = 0;
  let pending: { of: string; done: Promise<void> } | undefined;
  const fetchOnce = async (): Promise<void> => {
    round += 1;
    const own = round;
    const found = await fetchFor(wanted).catch(() => null);
    if (own !== round) return;
    pending = undefined;
    // What is here stays better than nothing when a later fetch fails.
    if (found !== null || store.get() === undefined) store.set(found);
  };
  const reload = (): Promise<void> => {
    pending = { of: wanted, done: fetchOnce() };
    return pending.done;
  };
  const want = async (deviceModel: string): Promise<void> => {
    if (store.get()?.isKnown(deviceModel) === true) return;
    if (pending?.of === deviceModel) return pending.done;
    wanted = deviceModel;
    return reload();
  };
  const follow = (deviceModel: string): void => {
    if (store.get() !== null) void want(deviceModel);
  };
  return { get: store.get, subscribe: store.subscribe, want, follow, reload };
}

/** The catalogues to check a device of this model against; undefined while its commands are not here. */
export function cataloguesFor(
  known: DeviceCatalogues | null | undefined,
  deviceModel: unknown,
): Catalogues | undefined {
  if (known == null || typeof deviceModel !== 'string') return undefined;
  return known.isKnown(deviceModel) ? known.catalogues : undefined;
}
