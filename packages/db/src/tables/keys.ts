// The keys whose signatures count. Rows are never deleted: a kid and its bytes stay taken for ever.
import { sql } from 'drizzle-orm';
import { check, index, pgTable, text } from 'drizzle-orm/pg-core';
import { instant, int64 } from '../columns.js';
import { workspaces } from './workspaces.js';

/** Trusted keys: configured, global, or of one workspace. `scope` null means every name. */
export const trustedKeys = pgTable(
  'trusted_keys',
  {
    kid: text().primaryKey(),
    public_key: text().notNull().unique('trusted_keys_public_key_key'),
    thumbprint: text().notNull().unique('trusted_keys_thumbprint_key'),
    role: text().$type<'root' | 'publisher' | 'log'>().notNull(),
    scope: text().array(),
    status: text().$type<'active' | 'retired' | 'revoked'>().notNull(),
    valid_from: instant(),
    valid_until: instant(),
    comment: text(),
    origin: text().$type<'config' | 'global' | 'workspace'>().notNull(),
    workspace_id: int64().references(() => workspaces.id),
    last_valid_index: int64(),
    reason: text(),
    created_at: instant().notNull(),
    updated_at: instant().notNull(),
    log_index: int64(),
  },
  (table) => [
    index('trusted_keys_workspace_id_idx').on(table.workspace_id),
    check('trusted_keys_status_check', sql`status in ('active', 'retired', 'revoked')`),
    check('trusted_keys_origin_check', sql`(origin = 'workspace') = (workspace_id is not null)`),
  ],
);
