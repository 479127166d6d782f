// Counters that several servers share. They may be lost in a crash, which only forgives a minute's calls.
import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '../columns.js';

/** Calls counted per caller and limit in one window; a row is used again for the next window. */
export const rateLimits = pgTable('rate_limits', {
  key: text().primaryKey(),
  window_start: instant().notNull(),
  calls: integer().notNull(),
});
