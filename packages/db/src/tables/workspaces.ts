// Who owns things: workspaces, the API keys that act for them, and the namespaces they claimed.
import { bigserial, index, pgTable, text } from 'drizzle-orm/pg-core';
import { bytea, instant, int64 } from '../columns.js';

/** Workspaces; the slug is permanent. A session sees its own only. */
export const workspaces = pgTable('workspaces', {
  id: bigserial({ mode: 'number' }).primaryKey(),
  slug: text().notNull().unique('workspaces_slug_key'),
  name: text().notNull(),
  created_at: instant().notNull(),
});

/** API keys; `secret_hash` is SHA-256 of the whole token and readable through `find_api_key` alone. */
export const apiKeys = pgTable(
  'api_keys',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    workspace_id: int64()
      .notNull()
      .references(() => workspaces.id),
    name: text().notNull(),
    key_prefix: text().notNull(),
    secret_hash: bytea().notNull().unique('api_keys_secret_hash_key'),
    permissions: text().array().notNull(),
    name_globs: text().array(),
    created_by: text().notNull(),
    created_at: instant().notNull(),
    last_used_at: instant(),
    expires_at: instant(),
    revoked_at: instant(),
    revoked_by: text(),
  },
  (table) => [index('api_keys_workspace_id_idx').on(table.workspace_id, table.id)],
);

/** First segments of action names; the first workspace to publish under one owns it. */
export const namespaces = pgTable(
  'namespaces',
  {
    name: text().primaryKey(),
    workspace_id: int64()
      .notNull()
      .references(() => workspaces.id),
    claimed_at: instant().notNull(),
    // The claim's entry; null only inside the transaction that claims it.
    log_index: int64(),
  },
  (table) => [index('namespaces_workspace_id_idx').on(table.workspace_id, table.name)],
);

/** Sessions of browsers. Each stands for an API key and ends with it; `token_hash` is readable through `find_session` alone. */
export const sessions = pgTable(
  'sessions',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    workspace_id: int64()
      .notNull()
      .references(() => workspaces.id),
    api_key_id: int64()
      .notNull()
      .references(() => apiKeys.id),
    token_hash: bytea().notNull().unique('sessions_token_hash_key'),
    // A link becomes a session when it is used; until then its token opens nothing.
    kind: text().$type<'link' | 'session'>().notNull(),
    created_at: instant().notNull(),
    expires_at: instant().notNull(),
    revoked_at: instant(),
  },
  (table) => [index('sessions_workspace_id_idx').on(table.workspace_id, table.id)],
);
