// Drafts and what they held before. `json`, not `jsonb`: people's key order is kept.
import type { Json, JsonObject } from '@action-registry/schema';
import { sql } from 'drizzle-orm';
import { bigserial, boolean, index, integer, json, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant, int64 } from '../columns.js';
import type { LogSource } from '../log-source.js';
import { workspaces } from './workspaces.js';

/** Definitions of a workspace; a deleted one keeps its row until it is purged. */
export const actionDefinitions = pgTable(
  'action_definitions',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    workspace_id: int64()
      .notNull()
      .references(() => workspaces.id),
    kind: text().notNull(),
    title: text().notNull(),
    name: text(),
    spec: json().$type<JsonObject>().notNull(),
    description: text(),
    inputSchema: json('input_schema').$type<JsonObject>(),
    outputSchema: json('output_schema').$type<JsonObject>(),
    metadata: json().$type<JsonObject>(),
    examples: json().$type<Json[]>(),
    tags: text().array().notNull().default([]),
    enabled: boolean().notNull().default(true),
    revision: integer().notNull().default(1),
    base_version: text(),
    cloned_from: text(),
    cloned_hash: text(),
    created_by: text().notNull(),
    updated_by: text().notNull(),
    created_at: instant().notNull(),
    updated_at: instant().notNull(),
    deleted_at: instant(),
    digest: text().notNull(),
    // Edits that are not in the log yet: who made them, from where, since when they wait to be coalesced, and what the
    // definition was before the first of them, as events say it.
    pending_actor: text(),
    pending_source: json().$type<LogSource>(),
    pending_since: instant(),
    pending_before: json().$type<JsonObject>(),
  },
  (table) => [
    uniqueIndex('action_definitions_name_key')
      .on(table.workspace_id, table.name)
      .where(sql`deleted_at is null and name is not null`),
    index('action_definitions_updated_at_idx').on(table.workspace_id, table.updated_at, table.id),
    index('action_definitions_title_idx').on(table.workspace_id, sql`lower(title)`, table.id),
    index('action_definitions_kind_idx').on(table.workspace_id, table.kind),
    index('action_definitions_pending_idx').on(table.pending_since).where(sql`pending_since is not null`),
    index('action_definitions_deleted_at_idx').on(table.deleted_at).where(sql`deleted_at is not null`),
  ],
);

/** What a definition held at each revision; never changed, pruned when old. */
export const definitionRevisions = pgTable(
  'definition_revisions',
  {
    definition_id: int64()
      .notNull()
      .references(() => actionDefinitions.id, { onDelete: 'cascade' }),
    revision: integer().notNull(),
    workspace_id: int64()
      .notNull()
      .references(() => workspaces.id),
    content: json().$type<JsonObject>().notNull(),
    digest: text().notNull(),
    created_by: text().notNull(),
    created_at: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.definition_id, table.revision] })],
);
