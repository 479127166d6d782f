// What the commands of a device's file are checked against before anything is sent: catalogues in files, those of the
// registry when one answers, else the built-in ones. Each answer says whose catalogue it was.
import type { Registry } from '@action-registry/client';
import {
  assertCatalogue,
  BUILTIN_CATALOGUES,
  type Catalogues,
  createCatalogues,
  modelsToFetch,
  toCatalogues,
} from '@action-registry/core';
import { type CatalogueContent, isRegistryError, type Warning } from '@action-registry/schema';
import { readCatalogueFile } from './catalogue-file.js';
import type { CommandContext } from './command.js';
import { withFile } from './file-errors.js';
import { collectPages } from './pages.js';

/** Whose catalogue a device was checked against. */
export type CheckedAgainst = { source: 'file' | 'registry' | 'builtin'; device_model: string; version: string };

/** The catalogues for one device model; without a catalogue of it there is a warning in place of a check. */
export type ModelCatalogues = { catalogues?: Catalogues; against?: CheckedAgainst; warnings: Warning[] };

/** Finds the catalogues for a device model. */
export type FindCatalogues = (deviceModel: string) => Promise<ModelCatalogues>;

/** More device models than anybody has. */
const MODELS_MAX = 10_000;

/**
 * Looks in these files (with the built-in catalogues, which they may extend) or, without any, in the registry. Throws what is
 * wrong with a file, with its name.
 */
export async function createFindCatalogues(
  { io, open }: Pick<CommandContext, 'io' | 'open'>,
  files: readonly string[],
): Promise<FindCatalogues> {
  if (files.length > 0) {
    const here = await readCatalogues(files);
    return async (model) => toFound(here, model, 'file');
  }
  const builtin = createCatalogues(BUILTIN_CATALOGUES);
  let registry: Promise<FetchModel | undefined> | undefined;
  return async (model) => {
    registry ??= openCatalogues(open).catch((error: unknown) => {
      if (!isRegistryError(error) || error.code === 'USAGE') throw error;
      io.note(
        `! No registry answers with its catalogues (${error.code}): commands are checked against the built-in ones.`,
      );
      return undefined;
    });
    const fetchFor = await registry;
    return fetchFor === undefined
      ? toFound(builtin, model, 'builtin')
      : toFound(await fetchFor(model), model, 'registry');
  };
}

type FetchModel = (deviceModel: string) => Promise<Catalogues>;

/** The registry's device models, and how to get the commands of one. */
async function openCatalogues(open: CommandContext['open']): Promise<FetchModel> {
  const registry = await open();
  const { items } = await collectPages(MODELS_MAX, undefined, (input) =>
    registry.call((trpc) => trpc.catalogues.list.query(input)),
  );
  const names = items.map(({ device_model }) => device_model);
  const known = new Map<string, ReturnType<typeof getCatalogue>>();
  return async (model) => {
    for (const name of modelsToFetch(names, model)) {
      if (!known.has(name)) known.set(name, getCatalogue(registry, name));
    }
    return toCatalogues(await Promise.all(known.values()), names);
  };
}

function getCatalogue(registry: Registry, device_model: string) {
  return registry.call((trpc) => trpc.catalogues.get.query({ device_model }));
}

async function readCatalogues(files: readonly string[]): Promise<Catalogues> {
  const contents: CatalogueContent[] = [...BUILTIN_CATALOGUES];
  const find = (model: string) => contents.findLast(({ device_model }) => device_model === model);
  const read = await Promise.all(files.map(async (file) => ({ file, content: await readCatalogueFile(file) })));
  contents.push(...read.map(({ content }) => content));
  for (const { file, content } of read) {
    try {
      assertCatalogue(content, find, { models: contents.map(({ device_model }) => device_model) });
    } catch (error) {
      throw withFile(file, error);
    }
  }
  return createCatalogues(contents);
}

/** A registry that does not know a model refuses it; files and the built-in catalogues only do not know it. */
function toFound(catalogues: Catalogues, model: string, source: CheckedAgainst['source']): ModelCatalogues {
  const version = catalogues.find(model)?.version;
  if (version !== undefined) return { catalogues, against: { source, device_model: model, version }, warnings: [] };
  if (source === 'registry') return { catalogues, warnings: [] };
  const [nearest] = catalogues.suggest(model);
  const question = nearest === undefined ? '' : ` Did you mean '${nearest.value}'?`;
  const message = `The commands were not checked: no catalogue here has the device model '${model}'.${question} --catalogue FILE gives one.`;
  return { warnings: [{ path: '/spec/device_model', code: 'commands_unchecked', message }] };
}
