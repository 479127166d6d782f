// Lists that a registry answers in pages: how many rows a caller wants, and fetching as many pages as that takes.
import { LIMITS } from '@action-registry/schema';
import { InvalidArgumentError } from 'commander';

/** A page as every list of the registry answers it. */
export type Page<Item> = { items: Item[]; next_cursor?: string | undefined };

/** More rows than anybody reads; whoever wants all of them walks the pages by --cursor. */
const ROWS_MAX = 10_000;

/** The number of rows that a caller asks for; throws InvalidArgumentError. */
export function parseLimit(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text) && Number(text) <= ROWS_MAX) return Number(text);
  throw new InvalidArgumentError(`Give a number from 1 to ${ROWS_MAX}.`);
}

/** The line that tells how to go on; none behind the last page. */
export function toMoreLines({ next_cursor }: Pick<Page<unknown>, 'next_cursor'>): string[] {
  return next_cursor === undefined ? [] : [`There are more: --cursor ${next_cursor}`];
}

/** The number that a caller names a row by. */
export function parseId(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give the number that the list shows.');
}

/** The first page, with the rows of those behind it until there are `limit`; a page that leads nowhere new ends it. */
export async function collectPages<P extends Page<unknown>>(
  limit: number,
  cursor: string | undefined,
  fetchPage: (input: { limit: number; cursor?: string }) => Promise<P>,
): Promise<P> {
  const ask = (missing: number, from: string | undefined): Promise<P> =>
    fetchPage({ limit: Math.min(missing, LIMITS.pageItems), ...(from !== undefined && { cursor: from }) });
  const first = await ask(limit, cursor);
  const items = [...first.items];
  let next = first.next_cursor;
  while (next !== undefined && items.length < limit) {
    const page = await ask(limit - items.length, next);
    items.push(...page.items);
    if (page.items.length === 0 || page.next_cursor === next) break;
    next = page.next_cursor;
  }
  const { next_cursor: _first, ...rest } = first;
  return { ...rest, items, ...(next !== undefined && { next_cursor: next }) } as P;
}
