// Releases and the facts that were logged about them later. A release's row is written once; a new fact is a row elsewhere.
import type { JsonObject } from '@action-registry/schema';
import { sql } from 'drizzle-orm';
import {
  bigserial,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
} from 'drizzle-orm/pg-core';
import { bytewiseText, instant, int64 } from '../columns.js';
import { namespaces, workspaces } from './workspaces.js';

/** A signature as it arrived with its release, by whose log entry it was brought. */
export type StoredSignature = { alg: string; kid: string; sig: string };

/** Names that have, or are about to have, releases. Two names that differ only in `.` and `_` share a collision key. */
export const actions = pgTable(
  'actions',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    name: text().notNull().unique('actions_name_key'),
    collision_key: text().notNull().unique('actions_collision_key_key'),
    namespace: text()
      .notNull()
      .references(() => namespaces.name),
    workspace_id: int64()
      .notNull()
      .references(() => workspaces.id),
    created_at: instant().notNull(),
  },
  () => [index('actions_name_trgm_idx').using('gin', sql`name gin_trgm_ops`)],
);

/** Releases. `canonical` is the signed text; `document` is generated from it for questions in SQL, never for verifying. */
export const actionVersions = pgTable(
  'action_versions',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    action_id: int64()
      .notNull()
      .references(() => actions.id),
    name: text().notNull(),
    version: text().notNull(),
    // Sorts in SemVer order byte by byte; computed by core.
    version_key: bytewiseText().notNull(),
    prerelease: boolean().notNull(),
    kind: text().notNull(),
    canonical: text().notNull(),
    document: jsonb().$type<JsonObject>().generatedAlwaysAs(sql`canonical::jsonb`),
    hash: text().notNull(),
    size: integer().notNull(),
    signatures: jsonb().$type<StoredSignature[]>().notNull(),
    note: text(),
    published_by: text().notNull(),
    on_behalf_of: text(),
    created_at: instant().notNull(),
    log_index: int64().notNull(),
    // What the gate said of it, in short; null where nothing was compared, and for releases from before this was kept.
    gate: jsonb().$type<JsonObject>(),
  },
  (table) => [
    unique('action_versions_name_version_key').on(table.name, table.version),
    index('action_versions_version_key_idx').on(table.name, table.version_key),
  ],
);

/** Signatures that were added to a release later, each by a log entry of its own. */
export const releaseSignatures = pgTable(
  'release_signatures',
  {
    name: text().notNull(),
    version: text().notNull(),
    kid: text().notNull(),
    sig: text().notNull(),
    actor: text().notNull(),
    at: instant().notNull(),
    log_index: int64().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.name, table.version, table.kid] }),
    foreignKey({
      columns: [table.name, table.version],
      foreignColumns: [actionVersions.name, actionVersions.version],
      name: 'release_signatures_release_fkey',
    }),
  ],
);

/** Releases that warn; undone by deleting the row, which is a log entry of its own. */
export const actionDeprecations = pgTable(
  'action_deprecations',
  {
    name: text().notNull(),
    version: text().notNull(),
    reason: text().notNull(),
    severity: text().notNull(),
    replaced_by: text(),
    actor: text().notNull(),
    at: instant().notNull(),
    log_index: int64().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.name, table.version] }),
    foreignKey({
      columns: [table.name, table.version],
      foreignColumns: [actionVersions.name, actionVersions.version],
      name: 'action_deprecations_release_fkey',
    }),
  ],
);

/** Releases that ranges and channels no longer find. */
export const actionYanks = pgTable(
  'action_yanks',
  {
    name: text().notNull(),
    version: text().notNull(),
    reason: text().notNull(),
    actor: text().notNull(),
    at: instant().notNull(),
    log_index: int64().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.name, table.version] }),
    foreignKey({
      columns: [table.name, table.version],
      foreignColumns: [actionVersions.name, actionVersions.version],
      name: 'action_yanks_release_fkey',
    }),
  ],
);

/** Named pointers of an action to a release; `latest` is one of them. The key's order lists an action's channels. */
export const channels = pgTable(
  'channels',
  {
    name: text().notNull(),
    channel: text().notNull(),
    version: text().notNull(),
    pinned: boolean().notNull(),
    actor: text().notNull(),
    at: instant().notNull(),
    log_index: int64().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.name, table.channel] }),
    foreignKey({
      columns: [table.name, table.version],
      foreignColumns: [actionVersions.name, actionVersions.version],
      name: 'channels_release_fkey',
    }),
  ],
);
