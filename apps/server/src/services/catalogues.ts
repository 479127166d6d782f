// Reading command catalogues, and checking specs and lines against those in force.
import {
  type Catalogues,
  type CommandCatalogue,
  checkDeviceSpec,
  checkLine,
  checkLineParams,
  composeCatalogue,
} from '@action-registry/core';
import {
  type Catalogue,
  type CatalogueContent,
  type CataloguePage,
  type CatalogueSummary,
  type CheckCommands,
  type CommandVerdict,
  type GetCatalogue,
  type ListCatalogues,
  RegistryError,
} from '@action-registry/schema';
import { z } from 'zod';
import type { CatalogueVersion, StandingCatalogues } from '../catalogue-store.js';
import type { Context } from '../context.js';
import { parseCursor, toCursor } from './cursor.js';

const Position = z.object({ device_model: z.string() });
const PLACE = 'catalogues';

/** A page of device models in order of name, each with its highest version. */
export async function listAllCatalogues(
  ctx: Context,
  { limit, cursor, q = '' }: ListCatalogues,
): Promise<CataloguePage> {
  const after = parseCursor(PLACE, cursor, Position)?.device_model ?? '';
  const standing = await ctx.catalogues.current(ctx.database.db);
  const words = q.toLowerCase().split(/\s+/);
  const summaries = await Promise.all([...standing.versions.values()].map((versions) => toSummary(standing, versions)));
  const found = summaries
    .flatMap((summary) => (summary === undefined ? [] : [summary]))
    .filter(({ device_model }) => device_model > after)
    .filter((each) =>
      words.every((word) => `${each.device_model} ${each.description ?? ''}`.toLowerCase().includes(word)),
    );
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const more = found.length > items.length && last !== undefined;
  return { items, ...(more && { next_cursor: toCursor(PLACE, { device_model: last.device_model }) }) };
}

async function toSummary(
  { catalogues, read }: StandingCatalogues,
  versions: readonly CatalogueVersion[],
): Promise<CatalogueSummary | undefined> {
  const [highest] = versions;
  if (highest === undefined) return undefined;
  const { commands: _own, ...head } = await read(highest);
  const commands = catalogues.find(highest.device_model)?.commands.size ?? 0;
  return { ...head, ...toOrigin(highest), commands, versions: versions.length };
}

/** One version of a catalogue (the highest unless another is asked for) with what it extends as that stands now. */
export async function getCatalogue(ctx: Context, { device_model, version }: GetCatalogue): Promise<Catalogue> {
  const standing = await ctx.catalogues.current(ctx.database.db);
  const versions = standing.versions.get(device_model) ?? [];
  const chosen = version === undefined ? versions[0] : versions.find((each) => each.version === version);
  if (versions.length === 0) throw toNotFound(standing.catalogues, device_model);
  if (chosen === undefined) throw toVersionNotFound(versions, { device_model, version: version ?? '' });
  const content = await standing.read(chosen);
  const contents = await readHighest(standing);
  return toCatalogue(
    { content, chosen, versions },
    composeCatalogue(content, (model) => contents.get(model)),
  );
}

/** The content in force of each device model. */
export async function readHighest({ versions, read }: StandingCatalogues): Promise<Map<string, CatalogueContent>> {
  const contents = new Map<string, CatalogueContent>();
  for (const [model, [highest]] of versions) if (highest !== undefined) contents.set(model, await read(highest));
  return contents;
}

type Chosen = { content: CatalogueContent; chosen: CatalogueVersion; versions: readonly CatalogueVersion[] };

/** A version as callers see it. */
export function toCatalogue({ content, chosen, versions }: Chosen, { commands, chain }: CommandCatalogue): Catalogue {
  return {
    ...content,
    ...toOrigin(chosen),
    commands: [...commands.values()].map(({ check: _check, ...command }) => command),
    own: content.commands.length,
    chain,
    versions: versions.map(({ version }) => version),
  };
}

function toOrigin({ hash, row }: CatalogueVersion) {
  if (row === null) return { origin: 'builtin', workspace: null, hash, created_by: null, created_at: null } as const;
  const { workspace, created_by, created_at } = row;
  return { origin: workspace === null ? 'global' : 'workspace', workspace, hash, created_by, created_at } as const;
}

/** What the catalogues in force say of a device's spec or of one line. */
export async function checkAgainstCatalogues(
  ctx: Context,
  { spec, reversible, device_model = '', line = '' }: CheckCommands,
): Promise<CommandVerdict> {
  const { catalogues } = await ctx.catalogues.current(ctx.database.db);
  if (spec !== undefined) {
    const { message, ...check } = checkDeviceSpec(spec, catalogues, { reversible });
    return { ok: message === undefined, ...check, ...(message !== undefined && { message }) };
  }
  const catalogue = catalogues.find(device_model);
  if (catalogue === undefined) throw toNotFound(catalogues, device_model);
  const verdict = checkLine(line, catalogue);
  const issues = checkLineParams(line, catalogue);
  const suggestions = verdict.verdict === 'known' ? [] : catalogue.suggest(line.trim().split(/\s/, 1)[0] ?? '');
  const ok = verdict.verdict === 'known' && issues.length === 0;
  return { ok, issues, warnings: [], suggestions, available: catalogue.available, line: verdict };
}

/** The refusal of a device model without a catalogue, with those that are near. */
export function toNotFound(catalogues: Catalogues, device_model: string): RegistryError<'CATALOGUE_NOT_FOUND'> {
  const suggestions = catalogues.suggest(device_model);
  return new RegistryError('CATALOGUE_NOT_FOUND', `There is no catalogue for the device model '${device_model}'.`, {
    details: { device_model, suggestions },
  });
}

function toVersionNotFound(
  versions: readonly CatalogueVersion[],
  { device_model, version }: { device_model: string; version: string },
): RegistryError<'VERSION_NOT_FOUND'> {
  const suggestions = versions.slice(0, 3).map((each) => ({ value: each.version, distance: 1 }));
  return new RegistryError('VERSION_NOT_FOUND', `The catalogue of '${device_model}' has no version ${version}.`, {
    details: { name: device_model, version, suggestions },
  });
}
