// Definitions as callers see them, whether they are rows of a workspace or built-ins.
import { type Builtin, builtinsFor } from '@action-registry/core';
import type { DefinitionSummaryRow, PublishedDefinitionRow } from '@action-registry/db';
import { BUILTIN_ID_START, type Definition, type DefinitionSummary, RegistryError } from '@action-registry/schema';
import type { CallerContext } from '../context.js';
import { toKind } from './actions.js';

/** Built-ins do not age: they carry the time the project began, so that lists by time put them last. */
const BUILTIN_TIME = '2026-01-01T00:00:00.000Z';

/** A row without its content, as lists show it. */
export function toSummary(row: DefinitionSummaryRow, workspace: string): DefinitionSummary {
  return {
    id: row.id,
    workspace,
    title: row.title,
    ...(row.name !== null && { name: row.name }),
    kind: toKind(row.kind),
    ...(row.description !== null && { description: row.description }),
    enabled: row.enabled,
    readonly: false,
    revision: row.revision,
    ...(row.base_version !== null && { base_version: row.base_version }),
    ...(row.cloned_from !== null && { cloned_from: row.cloned_from }),
    ...(row.name !== null &&
      row.published_version !== null && { published: { name: row.name, latest_version: row.published_version } }),
    tags: row.tags,
    created_by: row.created_by,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}

/** A whole row. */
export function toDefinition(row: PublishedDefinitionRow, workspace: string): Definition {
  return {
    ...toSummary(row, workspace),
    spec: row.spec,
    ...(row.inputSchema !== null && { inputSchema: row.inputSchema }),
    ...(row.outputSchema !== null && { outputSchema: row.outputSchema }),
    ...(row.metadata !== null && { metadata: row.metadata }),
    ...(row.examples !== null && { examples: row.examples as Definition['examples'] }),
  };
}

/** A built-in in the caller's workspace. */
function toBuiltinDefinition(builtin: Builtin, workspace: string): Definition {
  const { metadata, ...rest } = builtin;
  const tags = Array.isArray(metadata?.tags) ? metadata.tags.map(String) : [];
  const facts = {
    workspace,
    enabled: true,
    readonly: true,
    revision: 1,
    tags,
    created_by: 'builtin',
    created_at: BUILTIN_TIME,
    updated_at: BUILTIN_TIME,
  };
  return { ...rest, ...(metadata !== undefined && { metadata }), ...facts };
}

/** All built-ins. */
export function listBuiltins(ctx: CallerContext): Definition[] {
  return builtinsFor(ctx.config.defaultModel).map((builtin) => toBuiltinDefinition(builtin, ctx.principal.workspace));
}

/** True for ids that only built-ins have. */
export function isBuiltinId(id: number): boolean {
  return id >= BUILTIN_ID_START;
}

/** Throws READONLY for a built-in's id. */
export function assertEditable(id: number): void {
  if (!isBuiltinId(id)) return;
  throw new RegistryError('READONLY', 'built-in actions are read-only; clone to edit', { details: { id } });
}

/** DEFINITION_NOT_FOUND in words; a foreign id answers exactly like a missing one. */
export function toNotFound(id: number): RegistryError<'DEFINITION_NOT_FOUND'> {
  return new RegistryError('DEFINITION_NOT_FOUND', `There is no definition ${id} in this workspace.`, {
    details: { id },
  });
}
