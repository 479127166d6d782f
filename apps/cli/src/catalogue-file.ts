// A catalogue in a file, or on standard input. What is wrong with it is said after the file's name.
import { toInvalidInput } from '@action-registry/core';
import { CatalogueContent } from '@action-registry/schema';
import { readJsonFile, toFileLabel } from './document-file.js';
import { withFile } from './file-errors.js';

/** The catalogue in a file; throws what is wrong with it. */
export async function readCatalogueFile(file: string): Promise<CatalogueContent> {
  try {
    const value = await readJsonFile(file);
    const parsed = CatalogueContent.safeParse(value);
    if (!parsed.success) throw toInvalidInput(parsed.error, value, { schema: CatalogueContent });
    return parsed.data;
  } catch (error) {
    throw withFile(toFileLabel(file), error);
  }
}
