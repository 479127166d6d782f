// A version of a catalogue between its rows and its author's words: the same canonical text, and so the same digest, both ways.
import { canonicalize, digestOf, toJson } from '@action-registry/core';
import { type CatalogueRow, type Db, listCatalogueCommands } from '@action-registry/db';
import type { CatalogueContent } from '@action-registry/schema';

/** A version with the digest of its canonical text. */
export type HashedCatalogue = { content: CatalogueContent; hash: string };

/** The digest of a content's canonical text. */
export function hashCatalogue(content: CatalogueContent): string {
  return digestOf(canonicalize(toJson(content)));
}

/** A stored version with its commands, and the digest that they give now. */
export async function readCatalogue(db: Db, row: CatalogueRow): Promise<HashedCatalogue> {
  const commands = await listCatalogueCommands(db, row);
  const content = {
    device_model: row.device_model,
    version: row.version,
    ...(row.extends !== null && { extends: row.extends }),
    ...(row.description !== null && { description: row.description }),
    commands,
  } as unknown as CatalogueContent;
  return { content, hash: hashCatalogue(content) };
}
