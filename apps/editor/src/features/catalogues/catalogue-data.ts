// What the registry says of catalogues, asked once and shared by the views: all device models, one version, and who uses it.
import { type CommandCatalogue, composeCatalogue } from '@action-registry/core';
import type { Catalogue, CatalogueSummary } from '@action-registry/schema';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useCommand } from '../../lib/commands.js';
import { useNews } from '../../lib/news.js';
import { useTRPC, useTRPCClient } from '../../lib/trpc.js';

const PAGE_MODELS = 200;

/** A command as a version has it, with the device model that brings it. */
export type Command = Catalogue['commands'][number];

/** Every device model, in order of name: they are few, so that filtering and "did you mean" need no call. */
export function useModels() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const question = { limit: PAGE_MODELS, q: '' };
  return useQuery({
    queryKey: trpc.catalogues.list.queryKey(question),
    queryFn: async ({ signal }) => {
      const items: CatalogueSummary[] = [];
      for (let cursor: string | undefined, isMore = true; isMore; isMore = cursor !== undefined) {
        const place = cursor === undefined ? {} : { cursor };
        const page = await client.catalogues.list.query({ ...question, ...place }, { signal });
        items.push(...page.items);
        cursor = page.next_cursor;
      }
      return { items };
    },
  });
}

type CatalogueOptions = {
  enabled?: boolean;
  /** Shows what was there of the same model until the answer comes. */
  isSteady?: boolean;
};

/** One version of a device model; the newest without `version`. */
export function useCatalogue(
  device_model: string,
  version: string | undefined,
  { enabled = true, isSteady = false }: CatalogueOptions = {},
) {
  const trpc = useTRPC();
  const input = { device_model, ...(version !== undefined && { version }) };
  return useQuery(
    trpc.catalogues.get.queryOptions(input, {
      enabled,
      placeholderData: (before) => (isSteady && before?.device_model === device_model ? before : undefined),
    }),
  );
}

/** Who uses a device model. */
export function useUses(device_model: string) {
  const trpc = useTRPC();
  return useQuery(trpc.catalogues.uses.queryOptions({ device_model }));
}

/** What others put while the view stands open waits in the pill; showing it fetches everything of catalogues anew. */
export function useCatalogueNews(): { count: number; show: () => void } {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const news = useNews(({ type }) => type === 'catalogue.put');
  const show = (): void => {
    news.clear();
    void queries.invalidateQueries(trpc.catalogues.pathFilter());
  };
  useCommand('news.show', news.count > 0 ? show : undefined);
  return { count: news.count, show };
}

/** The commands of a version as core checks lines against them, what it extends among them. */
export function useCommandCatalogue(catalogue: Catalogue): CommandCatalogue {
  return useMemo(() => {
    const { device_model, version, commands } = catalogue;
    return composeCatalogue({ device_model, version, commands }, () => undefined);
  }, [catalogue]);
}
