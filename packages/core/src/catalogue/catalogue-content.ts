// A version of a catalogue as its author wrote it, from the composed one that a registry answers with: what is put again in this
// form changes nothing, and its digest is the one that the log has.
import type { Catalogue, CatalogueContent } from '@action-registry/schema';

/** The version without what it extends and what the registry knows of it. */
export function toCatalogueContent(catalogue: Catalogue): CatalogueContent {
  const { device_model, version, extends: base, description, commands } = catalogue;
  return {
    ...{ device_model, version },
    ...(base !== undefined && { extends: base }),
    ...(description !== undefined && { description }),
    commands: commands.filter(({ from }) => from === device_model).map(({ from: _from, ...command }) => command),
  };
}
