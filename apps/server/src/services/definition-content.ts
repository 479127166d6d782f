// What a save makes of a draft: spec and metadata in normal form, schemas checked, the working directory held against the
// file system, and one digest over all of it.

import { realpath } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import {
  assertSchemaRules,
  type Catalogues,
  canonicalize,
  checkContent,
  digestOf,
  normaliseMetadata,
  normaliseSpec,
} from '@action-registry/core';
import type { Db } from '@action-registry/db';
import {
  type CreateDefinition,
  type JsonObject,
  type Kind,
  RegistryError,
  type Warning,
} from '@action-registry/schema';
import type { Config } from '../config.js';
import type { Deps } from '../context.js';

/** The content of a definition as it is stored; absent fields are undefined. */
export type Content = Pick<
  CreateDefinition,
  'title' | 'name' | 'description' | 'inputSchema' | 'outputSchema' | 'examples'
> & {
  kind: Kind;
  spec: JsonObject;
  metadata?: JsonObject | undefined;
};

/** A content in normal form, with its tags, digest and warnings. */
export type NormalContent = { content: Content; tags: string[]; digest: string; warnings: Warning[] };

/** What a save is held against; without catalogues the commands of a device are not checked. */
type SaveRules = { config: Config; catalogues?: Catalogues | undefined };

/** The rules for saving a definition of that kind; `db` is the transaction where there is one. */
export async function findSaveRules(
  { config, catalogues, database }: Deps,
  kind: Kind,
  db: Db = database.db,
): Promise<SaveRules> {
  return kind === 'device' ? { config, catalogues: (await catalogues.current(db)).catalogues } : { config };
}

/** Normalises and checks; throws the INVALID_… codes. */
export async function normaliseContent(raw: Content, { config, catalogues }: SaveRules): Promise<NormalContent> {
  const reversible = raw.metadata?.reversible === true;
  const { spec, warnings } = normaliseSpec(raw.kind, raw.spec, {
    defaultModel: config.defaultModel,
    catalogues,
    reversible,
  });
  if (raw.kind === 'command') await assertCwdStays(String(spec.cwd), config.actionRoot);
  const { metadata, warnings: metadataWarnings } = normaliseMetadata(raw.metadata, raw.name);
  assertSchemaRules(raw);
  const content: Content = { ...raw, spec, metadata: metadata as JsonObject | undefined };
  const json = toJson(content);
  return {
    content,
    tags: metadata?.tags ?? [],
    digest: digestOf(canonicalize(json)),
    warnings: [...warnings, ...metadataWarnings, ...checkContent(content)],
  };
}

/** A content as plain JSON, absent fields left out. */
export function toJson(content: Content): JsonObject {
  return JSON.parse(JSON.stringify(content)) as JsonObject;
}

/** A link that leaves the root is only seen where the path exists; where it does not, its text was checked already. */
async function assertCwdStays(cwd: string, root: string): Promise<void> {
  const realRoot = await findRealPath(root);
  const realCwd = await findRealPath(resolve(root, cwd));
  if (realRoot === undefined || realCwd === undefined) return;
  if (realCwd === realRoot || realCwd.startsWith(realRoot.endsWith(sep) ? realRoot : realRoot + sep)) return;
  throw new RegistryError('CWD_OUTSIDE_ROOT', `The working directory '${cwd}' is a link that leaves the action root.`, {
    details: { cwd, reason: 'symlink' },
  });
}

async function findRealPath(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch {
    return undefined;
  }
}
