// The append-only log: leaves (public), the events behind them (row-level security) and the tree's inner nodes.
// Rows come through the SQL function `log_append` alone and are never changed.
import type { JsonObject } from '@action-registry/schema';
import { sql } from 'drizzle-orm';
import { boolean, index, json, pgTable, primaryKey, smallint, text } from 'drizzle-orm/pg-core';
import { bytea, bytewiseText, instant, int64 } from '../columns.js';

/** Leaves, gap-free from 0, and when each came. `leaf_hash` = SHA-256(0x00 ‖ leaf) (RFC 6962 §2.1). */
export const logLeaves = pgTable(
  'log_leaves',
  {
    idx: int64().primaryKey(),
    leaf: text().notNull(),
    leaf_hash: bytea().notNull(),
    // Here as well as in the event: the time of a private event is public.
    at: instant().notNull(),
  },
  (table) => [index('log_leaves_at_idx').on(table.at, table.idx)],
);

/** The event behind each leaf; visible when public or of the session's workspace. */
export const logEvents = pgTable(
  'log_events',
  {
    idx: int64()
      .primaryKey()
      .references(() => logLeaves.idx),
    type: text().notNull(),
    public: boolean().notNull(),
    workspace_id: int64(),
    // The workspace's slug, kept here because other workspaces' rows cannot be joined.
    workspace: text(),
    actor: text().notNull(),
    at: instant().notNull(),
    subject: bytewiseText().notNull(),
    data: json().$type<JsonObject>(),
    salt: bytea(),
  },
  (table) => [
    index('log_events_subject_idx').on(table.subject, table.idx),
    index('log_events_workspace_id_idx').on(table.workspace_id, table.idx),
    index('log_events_type_idx').on(table.type, table.idx),
    index('log_events_actor_idx').on(table.actor, table.idx),
    index('log_events_at_idx').on(table.at, table.idx),
    index('log_events_public_idx').on(table.idx).where(sql`public`),
  ],
);

/** Hashes of complete subtrees above the leaves: (1, 0) covers leaves 0 and 1, (2, 0) leaves 0 to 3. */
export const logNodes = pgTable(
  'log_nodes',
  { level: smallint().notNull(), idx: int64().notNull(), hash: bytea().notNull() },
  (table) => [primaryKey({ columns: [table.level, table.idx] })],
);

/** The checkpoint that was signed for each size; of servers that sign together, the first one's note stands. */
export const logCheckpoints = pgTable('log_checkpoints', {
  size: int64().primaryKey(),
  root: bytea().notNull(),
  // C2SP signed note.
  note: text().notNull(),
  at: instant().notNull(),
});

/** From where an entry came, for its writer's workspace alone. Not committed to by the log: an operator may delete rows. */
export const logSources = pgTable('log_sources', {
  idx: int64()
    .primaryKey()
    .references(() => logLeaves.idx),
  workspace_id: int64().notNull(),
  address: text(),
  user_agent: text(),
  request_id: text(),
  credential: text(),
});
