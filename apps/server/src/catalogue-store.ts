// The catalogues in force: the built-in ones and those in the database, of each device model the highest version. What stands is
// asked of the database each time; a version never changes, so its commands are read once.
import { BUILTIN_CATALOGUES, type Catalogues, compareVersions, createCatalogues } from '@action-registry/core';
import { type CatalogueRow, type Db, listCatalogues } from '@action-registry/db';
import type { CatalogueContent } from '@action-registry/schema';
import { hashCatalogue, readCatalogue } from './services/catalogue-content.js';

/** A version that can be asked for; `row` is null for a built-in one. */
export type CatalogueVersion = { device_model: string; version: string; hash: string; row: CatalogueRow | null };

/** What stands at one moment; versions from the highest down. */
export type StandingCatalogues = {
  catalogues: Catalogues;
  versions: ReadonlyMap<string, readonly CatalogueVersion[]>;
  read: (version: CatalogueVersion) => Promise<CatalogueContent>;
};

/** Answers what stands, read through `db`: the database or a transaction. */
export type CatalogueStore = { current: (db: Db) => Promise<StandingCatalogues> };

/** Versions kept with their commands; more are read again. */
const KEPT_MAX = 200;

/** A store that has read nothing yet. */
export function createCatalogueStore(): CatalogueStore {
  const kept = new Map<string, CatalogueContent>(
    BUILTIN_CATALOGUES.map((content) => [hashCatalogue(content), content]),
  );
  const builtins = BUILTIN_CATALOGUES.map((content) => ({ ...idOf(content), hash: hashCatalogue(content), row: null }));
  let composed: { key: string; catalogues: Catalogues } | undefined;

  const read = async (db: Db, { hash, row }: CatalogueVersion): Promise<CatalogueContent> => {
    const known = kept.get(hash);
    if (known !== undefined) return known;
    if (row === null) throw new Error('a built-in catalogue is not there');
    const { content } = await readCatalogue(db, row);
    if (kept.size < KEPT_MAX) kept.set(hash, content);
    return content;
  };

  return {
    current: async (db) => {
      const rows = await listCatalogues(db);
      const versions = groupVersions([...builtins, ...rows.map((row) => ({ ...idOf(row), hash: row.hash, row }))]);
      const highest = [...versions.values()].flatMap(([first]) => (first === undefined ? [] : [first]));
      const key = highest.map(({ hash }) => hash).join();
      if (composed?.key !== key) {
        const contents: CatalogueContent[] = [];
        for (const version of highest) contents.push(await read(db, version));
        composed = { key, catalogues: createCatalogues(contents) };
      }
      return { catalogues: composed.catalogues, versions, read: (version) => read(db, version) };
    },
  };
}

function idOf({ device_model, version }: { device_model: string; version: string }) {
  return { device_model, version };
}

/** By device model in order; of each the highest version first. */
function groupVersions(versions: readonly CatalogueVersion[]): Map<string, CatalogueVersion[]> {
  const groups = new Map<string, CatalogueVersion[]>();
  const sorted = [...versions].sort(
    (a, b) => compareText(a.device_model, b.device_model) || compareVersions(b.version, a.version),
  );
  for (const version of sorted) {
    groups.set(version.device_model, [...(groups.get(version.device_model) ?? []), version]);
  }
  return groups;
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
