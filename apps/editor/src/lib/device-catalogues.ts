// The registry's catalogues as the draft editor checks against them: fetched composed, held as core holds them, so that what
// is found here is what saving finds. Fetched apart from the page, with the validator of parameters.
import { type Catalogues, modelsToFetch, toCatalogues } from '@action-registry/core';
import type { Catalogue, CatalogueSummary } from '@action-registry/schema';
import type { ApiClient } from './trpc.js';

/** The catalogues in force; `models` are all, `catalogues` judges those whose commands are here. */
export type DeviceCatalogues = {
  models: readonly CatalogueSummary[];
  catalogues: Catalogues;
  /** True for a device model whose commands are here, and for one that the registry does not have. */
  isKnown: (deviceModel: string) => boolean;
};

const PAGE = 100;

/** Fetches what is needed to check a device of this model. */
export async function fetchCatalogues(client: ApiClient, deviceModel: string): Promise<DeviceCatalogues> {
  const models = await fetchModels(client);
  const names = models.map(({ device_model }) => device_model);
  const fetched = await Promise.all(
    modelsToFetch(names, deviceModel).map(
      (device_model) => client.catalogues.get.query({ device_model }) as Promise<Catalogue>,
    ),
  );
  const here = new Set(fetched.map(({ device_model }) => device_model));
  return {
    models,
    catalogues: toCatalogues(fetched, names),
    isKnown: (model) => here.has(model) || !names.includes(model),
  };
}

async function fetchModels(client: ApiClient): Promise<CatalogueSummary[]> {
  const models: CatalogueSummary[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.catalogues.list.query({ limit: PAGE, ...(cursor !== undefined && { cursor }) });
    models.push(...(page.items as CatalogueSummary[]));
    cursor = page.next_cursor;
  } while (cursor !== undefined);
  return models;
}
