// Use cases of definitions: create, update, delete, restore, clone. Every state change writes its revision and its log entry
// in the same transaction.
import { parseReference } from '@action-registry/core';
import {
  appendLog,
  clearPendingEdits,
  type Db,
  findDefinition,
  insertDefinition,
  insertRevision,
  isUniqueViolation,
  type LogEntryInput,
  lockDefinition,
  type PublishedDefinitionRow,
  restoreDefinition as queryRestore,
  updateDefinition as queryUpdate,
  softDeleteDefinition,
} from '@action-registry/db';
import {
  type CreateDefinition,
  type Definition,
  isRegistryError,
  type JsonObject,
  type PrivateEventType,
  RegistryError,
  type SavedDefinition,
  type UpdateDefinition,
} from '@action-registry/schema';
import type { CallerContext } from '../context.js';
import { assertNames } from './assert-names.js';
import { coalesce, toChange, toPendingEntries, toStanding } from './coalesce-edits.js';
import { type Content, findSaveRules, type NormalContent, normaliseContent, toJson } from './definition-content.js';
import { assertEditable, isBuiltinId, listBuiltins, toDefinition, toNotFound } from './definition-view.js';
import { getRelease } from './get-release.js';
import { privateEntry } from './log-entry.js';
import { transact } from './transact.js';

/** One definition of the workspace, or a built-in. */
export async function getDefinition(ctx: CallerContext, { id }: { id: number }): Promise<Definition> {
  if (isBuiltinId(id)) return listBuiltins(ctx).find((builtin) => builtin.id === id) ?? Promise.reject(toNotFound(id));
  const row = await transact(ctx, ctx.principal.workspaceId, (tx) => findDefinition(tx, id));
  if (row === undefined) throw toNotFound(id);
  return withOrigin(ctx, row);
}

/** Tells a clone whether what it was made from has changed since. */
async function withOrigin(ctx: CallerContext, row: PublishedDefinitionRow): Promise<Definition> {
  const definition = toDefinition(row, ctx.principal.workspace);
  if (row.cloned_from === null || row.cloned_hash === null) return definition;
  const now = await findOriginHash(ctx, row.cloned_from);
  return { ...definition, ...(now !== undefined && { origin_changed: now !== row.cloned_hash }) };
}

async function findOriginHash(ctx: CallerContext, origin: string): Promise<string | undefined> {
  if (origin.includes('@')) {
    const { name } = parseReference(origin);
    return getRelease(ctx, { name, version: 'latest' }).then(
      ({ hash }) => hash,
      // Where every version is yanked there is nothing newer to tell of.
      (error: unknown) => (isRegistryError(error) ? undefined : Promise.reject(error)),
    );
  }
  const id = Number(origin);
  if (isBuiltinId(id)) {
    const builtin = listBuiltins(ctx).find((candidate) => candidate.id === id);
    return builtin && (await normaliseContent(toContent(builtin), { config: ctx.config })).digest;
  }
  return transact(ctx, ctx.principal.workspaceId, (tx) => findDefinition(tx, id)).then((row) => row?.digest);
}

/** Creates a definition in normal form. */
export async function createDefinition(ctx: CallerContext, input: CreateDefinition): Promise<SavedDefinition> {
  const { enabled = true, base_version, ...raw } = input;
  assertNames(ctx, 'definitions:write', [raw.name]);
  const normal = await normaliseContent(raw, await findSaveRules(ctx, raw.kind));
  return insertContent(ctx, normal, {
    enabled,
    base_version: base_version ?? null,
    cloned_from: null,
    cloned_hash: null,
  });
}

type Provenance = {
  enabled: boolean;
  base_version: string | null;
  cloned_from: string | null;
  cloned_hash: string | null;
};

/** Stores a new definition with its first revision and its log entry. */
export async function insertContent(
  ctx: CallerContext,
  normal: NormalContent,
  provenance: Provenance,
): Promise<SavedDefinition> {
  const { principal } = ctx;
  const at = ctx.now().toISOString();
  const by = principal.name;
  const row = await naming(normal.content.name, () =>
    transact(ctx, principal.workspaceId, async (tx) => {
      const inserted = await insertDefinition(tx, {
        ...toColumns(normal),
        ...provenance,
        workspace_id: principal.workspaceId,
        created_by: by,
        updated_by: by,
        created_at: at,
        updated_at: at,
      });
      await keepRevision(tx, { normal, id: inserted.id, revision: 1, ctx, at });
      const data = toChange(null, inserted);
      await appendLog(tx, [toEntry(ctx, { type: 'definition.create', id: inserted.id, at, data })]);
      return { ...inserted, published_version: null };
    }),
  );
  return { action: toDefinition(row, principal.workspace), warnings: normal.warnings };
}

/** Changes what is given; a stale `revision` is refused with the record that stands and who wrote it. */
export async function updateDefinition(ctx: CallerContext, input: UpdateDefinition): Promise<SavedDefinition> {
  assertEditable(input.id);
  const { row, warnings } = await naming(input.name ?? undefined, () =>
    transact(ctx, ctx.principal.workspaceId, (tx) => change(tx, ctx, input)),
  );
  return { action: await withOrigin(ctx, row), warnings };
}

async function change(tx: Db, ctx: CallerContext, { id, revision, enabled, ...fields }: UpdateDefinition) {
  const { name, workspace } = ctx.principal;
  const at = ctx.now().toISOString();
  // Edits of one draft wait for each other here, so that none is lost and each knows what it changes.
  const row = (await lockDefinition(tx, id)) ? await findDefinition(tx, id) : undefined;
  if (row === undefined) throw toNotFound(id);
  assertNames(ctx, 'definitions:write', [row.name, fields.name]);
  if (revision !== undefined && revision !== row.revision) throw toConflict(row, revision, workspace);
  const content = mergeContent(toContent(toDefinition(row, workspace)), fields);
  const normal = await normaliseContent(content, await findSaveRules(ctx, content.kind, tx));
  const after = { digest: normal.digest, enabled: enabled ?? row.enabled };
  const { entries, pending } = coalesce({ ctx, row, after, at });
  const set = { ...toColumns(normal), ...after, updated_by: name, updated_at: at, ...pending };
  const updated = await queryUpdate(tx, { id, revision: row.revision, set });
  if (updated === undefined) throw new Error('a locked definition could not be changed');
  await keepRevision(tx, { normal, id, revision: updated.revision, ctx, at });
  const published = (await findDefinition(tx, id)) ?? row;
  if (entries.length > 0) await appendLog(tx, entries);
  return { row: published, warnings: normal.warnings };
}

/** A content with the fields that are given; `null` takes one away. */
export function mergeContent(content: Content, fields: Omit<UpdateDefinition, 'id' | 'revision' | 'enabled'>): Content {
  const next: Record<string, unknown> = { ...content };
  for (const [field, value] of Object.entries(fields)) {
    if (value === null) delete next[field];
    else if (value !== undefined) next[field] = value;
  }
  return next as Content;
}

function toConflict(
  row: PublishedDefinitionRow,
  expected: number,
  workspace: string,
): RegistryError<'REVISION_CONFLICT'> {
  return new RegistryError(
    'REVISION_CONFLICT',
    `${row.updated_by} changed this to revision ${row.revision} first. Merge, and save again with that revision.`,
    {
      details: { expected, actual: row.revision, changed_by: row.updated_by, current: toDefinition(row, workspace) },
    },
  );
}

/** Deletes a definition; it can be restored for 30 days. */
export async function deleteDefinition(
  ctx: CallerContext,
  { id }: { id: number },
): Promise<{ id: number; deleted_at: string }> {
  assertEditable(id);
  const at = ctx.now().toISOString();
  await transact(ctx, ctx.principal.workspaceId, async (tx) => {
    const row = await softDeleteDefinition(tx, { id, actor: ctx.principal.name, at });
    if (row === undefined) throw toNotFound(id);
    assertNames(ctx, 'definitions:write', [row.name]);
    // The edit that waited made the revision before the deletion.
    const edited = { ...row, revision: row.revision - 1 };
    const waiting = toPendingEntries(edited, { workspace: ctx.principal.workspace, at });
    if (waiting.length > 0) await clearPendingEdits(tx, [id]);
    const data = toChange(toStanding(edited), null);
    await appendLog(tx, [...waiting, toEntry(ctx, { type: 'definition.delete', id, at, data })]);
  });
  return { id, deleted_at: at };
}

/** Brings a deleted definition back. */
export async function restoreDefinition(ctx: CallerContext, { id }: { id: number }): Promise<Definition> {
  assertEditable(id);
  const at = ctx.now().toISOString();
  await naming(undefined, () =>
    transact(ctx, ctx.principal.workspaceId, async (tx) => {
      const row = await queryRestore(tx, { id, actor: ctx.principal.name, at });
      if (row === undefined) throw toNotFound(id);
      assertNames(ctx, 'definitions:write', [row.name]);
      const data = toChange(null, row);
      await appendLog(tx, [toEntry(ctx, { type: 'definition.restore', id, at, data })]);
    }),
  );
  return getDefinition(ctx, { id });
}

/** The content of a definition. */
export function toContent(definition: Definition): Content {
  const { title, name, kind, spec, description, inputSchema, outputSchema, metadata, examples } = definition;
  const content = { title, name, kind, spec, description, inputSchema, outputSchema, metadata, examples };
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined)) as Content;
}

function toColumns({ content, tags, digest }: NormalContent) {
  const { kind, title, name, spec, description, inputSchema, outputSchema, metadata, examples } = content;
  return {
    kind,
    title,
    spec,
    tags,
    digest,
    name: name ?? null,
    description: description ?? null,
    inputSchema: inputSchema ?? null,
    outputSchema: outputSchema ?? null,
    metadata: metadata ?? null,
    examples: (examples as JsonObject[] | undefined) ?? null,
  };
}

type Kept = { normal: NormalContent; id: number; revision: number; ctx: CallerContext; at: string };

async function keepRevision(tx: Db, { normal, id, revision, ctx, at }: Kept): Promise<void> {
  const { workspaceId, name } = ctx.principal;
  await insertRevision(tx, {
    definition_id: id,
    revision,
    workspace_id: workspaceId,
    content: toJson(normal.content),
    digest: normal.digest,
    created_by: name,
    created_at: at,
  });
}

function toEntry(
  ctx: CallerContext,
  { type, id, data, at }: { type: PrivateEventType; id: number; data: JsonObject; at: string },
): LogEntryInput {
  const { actor, workspaceId, workspace } = ctx.principal;
  return privateEntry({ type, subject: `definition:${id}`, data }, { actor, workspaceId, workspace, at });
}

/** Says NAME_TAKEN where the unique index does. */
async function naming<T>(name: string | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isUniqueViolation(error, 'action_definitions_name_key')) throw error;
    const taken = name ?? 'its name';
    throw toNameTaken(taken, error);
  }
}

function toNameTaken(name: string, cause: unknown): RegistryError<'NAME_TAKEN'> {
  return new RegistryError('NAME_TAKEN', `Another definition of this workspace has the name '${name}'.`, {
    details: { name },
    cause,
  });
}
