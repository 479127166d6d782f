// Command catalogues: versions of what a device model can do. Rows are inserted and never changed; the log has their digests.
import type { JsonObject } from '@action-registry/schema';
import { sql } from 'drizzle-orm';
import { check, index, integer, json, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { bytewiseText, instant, int64 } from '../columns.js';
import { workspaces } from './workspaces.js';

/** One version of a catalogue without its commands. A device model belongs to one workspace, or to none: then it is global. */
export const catalogues = pgTable(
  'catalogues',
  {
    device_model: bytewiseText().notNull(),
    version: text().notNull(),
    workspace_id: int64().references(() => workspaces.id),
    extends: text(),
    description: text(),
    // sha256: of the canonical text of the whole, commands among it.
    hash: text().notNull(),
    commands: integer().notNull(),
    created_by: text().notNull(),
    created_at: instant().notNull(),
    log_index: int64().notNull(),
  },
  (table) => [
    primaryKey({ name: 'catalogues_pkey', columns: [table.device_model, table.version] }),
    index('catalogues_workspace_id_idx').on(table.workspace_id),
    check('catalogues_commands_check', sql`commands >= 0`),
  ],
);

/** The commands of a catalogue version, in the order in which they were put. */
export const actionCommands = pgTable(
  'action_commands',
  {
    device_model: bytewiseText().notNull(),
    catalogue_version: text().notNull(),
    command_name: text().notNull(),
    position: integer().notNull(),
    workspace_id: int64().references(() => workspaces.id),
    action_type: text().notNull(),
    category: text(),
    risk: text().$type<'read' | 'write' | 'destructive'>().notNull(),
    // The command as it was put, these fields among it.
    command: json().$type<JsonObject>().notNull(),
  },
  (table) => [
    primaryKey({
      name: 'action_commands_pkey',
      columns: [table.device_model, table.catalogue_version, table.command_name],
    }),
    index('action_commands_workspace_id_idx').on(table.workspace_id),
    check('action_commands_risk_check', sql`risk in ('read', 'write', 'destructive')`),
  ],
);
