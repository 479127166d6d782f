// Lists: keyset cursors that callers cannot read, and one limit for all of them.
import { z } from 'zod';
import { LIMITS } from './limits.js';

/** Opaque position in a list, as a previous page returned it. */
export const Cursor = z.string().min(1).max(1_000);

/** The input fields every list shares. */
export const PageInput = {
  limit: z.int().min(1).max(LIMITS.pageItems).default(LIMITS.pageItemsDefault),
  cursor: Cursor.optional(),
};

/** A page of `item`s; no `next_cursor` means that this is the last one. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next_cursor: Cursor.optional() });
}
