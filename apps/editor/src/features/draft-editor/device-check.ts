// What a device's session has beside other kinds: the catalogues for the device model that stands in its text.
import type { Catalogues } from '@action-registry/core';
import { type CatalogueLoader, cataloguesFor, createCatalogueLoader } from '../../lib/catalogue-loader.js';
import type { DraftDocument } from '../../lib/draft-document.js';
import { valueAt } from '../../lib/json-value.js';
import type { ApiClient } from '../../lib/trpc.js';

/** The catalogues as a session uses them. */
export type DeviceCheck = {
  catalogues: CatalogueLoader;
  /** What the device model of the text is checked against now. */
  current: () => Catalogues | undefined;
  /** Resolves when it is known whether that can be checked here. */
  ready: () => Promise<void>;
  /** Follows the device model of the text and calls `onNews` when other catalogues are here; returns what ends it. */
  follow: (onNews: () => void) => () => void;
};

/** Begins to fetch what the text's device model needs. */
export function createDeviceCheck(client: ApiClient, document: DraftDocument): DeviceCheck {
  const catalogues = createCatalogueLoader(async (model) => {
    const { fetchCatalogues } = await import('../../lib/device-catalogues.js');
    return fetchCatalogues(client, model);
  });
  const model = () => valueAt(document.get().value, ['spec', 'device_model']);
  const modelName = (): string => String(model() ?? '');
  void catalogues.want(modelName());
  return {
    catalogues,
    current: () => cataloguesFor(catalogues.get(), model()),
    ready: () => catalogues.want(modelName()),
    follow: (onNews) => {
      const stops = [document.subscribe(() => catalogues.follow(modelName())), catalogues.subscribe(onNews)];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
