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
  ],
);
