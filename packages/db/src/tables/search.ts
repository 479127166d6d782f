// What search reads: one public row per action. No row-level security here: it would keep the planner off the GIN index.
import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { bytewiseText, instant, tsvector } from '../columns.js';

/**
 * Search documents. `search_name` holds the plain words of name and title (see `toSearchText`), `search_text` all others;
 * a match in the names comes before one that needs the text.
 */
export const actionSearch = pgTable(
  'action_search',
  {
    name: bytewiseText().primaryKey(),
    namespace: text().notNull(),
    kind: text().notNull(),
    title: text(),
    description: text(),
    tags: text().array().notNull().default([]),
    latest_version: text().notNull(),
    latest_hash: text().notNull(),
    versions: integer().notNull(),
    deprecated: boolean().notNull().default(false),
    // Every release was yanked.
    yanked: boolean().notNull().default(false),
    // The keys that signed the latest release, and who published it.
    kids: text().array().notNull().default([]),
    published_by: text().notNull().default(''),
    // The channels that were set by hand, in order; `latest` only where it is pinned.
    channels: text().array().notNull().default([]),
    updated_at: instant().notNull(),
    search_name: text().notNull(),
    search_text: text().notNull(),
    name_document: tsvector().notNull().generatedAlwaysAs(sql`to_tsvector('simple', search_name)`),
    text_document: tsvector()
      .notNull()
      .generatedAlwaysAs(sql`to_tsvector('simple', search_name || ' ' || search_text)`),
  },
  (table) => [
    index('action_search_name_document_idx').using('gin', table.name_document),
    index('action_search_text_document_idx').using('gin', table.text_document),
    index('action_search_name_trgm_idx').using('gin', sql`name gin_trgm_ops`),
    index('action_search_namespace_idx').on(table.namespace, table.name),
    index('action_search_kind_idx').on(table.kind, table.name),
    index('action_search_tags_idx').using('gin', table.tags),
    index('action_search_kids_idx').using('gin', table.kids),
    index('action_search_channels_idx').using('gin', table.channels),
    index('action_search_updated_at_idx').on(table.updated_at, table.name),
  ],
);
