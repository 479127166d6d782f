// Who owns things: workspaces, the API keys and people that act for them, and the namespaces they claimed.

import type { AddKey, Role } from '@action-registry/schema';
import { sql } from 'drizzle-orm';
import { bigserial, boolean, check, index, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core';
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

/** What a workspace offers another; ends when either answers. The slug stands for a workspace that may not exist. */
export const namespaceOffers = pgTable(
  'namespace_offers',
  {
    namespace: text()
      .primaryKey()
      .references(() => namespaces.name),
    workspace_id: int64()
      .notNull()
      .references(() => workspaces.id),
    workspace: text().notNull(),
    to_workspace: text().notNull(),
    offered_by: text().notNull(),
    offered_at: instant().notNull(),
  },
  (table) => [index('namespace_offers_to_workspace_idx').on(table.to_workspace)],
);

/** People in workspaces. A person who left keeps their row and id, by which the log names them. */
export const workspaceMembers = pgTable(
  'workspace_members',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    workspace_id: int64()
      .notNull()
      .references(() => workspaces.id),
    // `issuer|subject` of their tokens.
    subject: text().notNull(),
    name: text(),
    role: text().$type<Role>().notNull(),
    added_by: text().notNull(),
    created_at: instant().notNull(),
    updated_at: instant().notNull(),
    removed_at: instant(),
  },
  (table) => [
    unique('workspace_members_workspace_id_subject_key').on(table.workspace_id, table.subject),
    index('workspace_members_subject_idx').on(table.subject),
  ],
);

/** Sessions of browsers. Each stands for an API key or a member and ends with it; `token_hash` is readable through `find_session` alone. */
export const sessions = pgTable(
  'sessions',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    workspace_id: int64()
      .notNull()
      .references(() => workspaces.id),
    api_key_id: int64().references(() => apiKeys.id),
    member_id: int64().references(() => workspaceMembers.id),
    token_hash: bytea().notNull().unique('sessions_token_hash_key'),
    // A link becomes a session when it is used; until then its token opens nothing.
    kind: text().$type<'link' | 'session'>().notNull(),
    // Its member came by a token of the identity provider, and not by a link that somebody else made for them.
    proven: boolean().notNull().default(false),
    created_at: instant().notNull(),
    expires_at: instant().notNull(),
    revoked_at: instant(),
  },
  (table) => [
    index('sessions_workspace_id_idx').on(table.workspace_id, table.id),
    check('sessions_holder_check', sql`num_nonnulls(${table.api_key_id}, ${table.member_id}) = 1`),
  ],
);

/** Requests to have a signing key trusted; `key` is the input of `keys.add`. */
export const keyRequests = pgTable(
  'key_requests',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    workspace_id: int64()
      .notNull()
      .references(() => workspaces.id),
    key: jsonb().$type<AddKey>().notNull(),
    thumbprint: text().notNull(),
    status: text().$type<'pending' | 'accepted' | 'declined'>().notNull(),
    requested_by: text().notNull(),
    created_at: instant().notNull(),
    decided_by: text(),
    decided_at: instant(),
  },
  (table) => [index('key_requests_workspace_id_idx').on(table.workspace_id, table.id)],
);
