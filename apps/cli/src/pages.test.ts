// Lists longer than a page: as many rows as were asked for, and where the next ones begin.
import { LIMITS } from '@action-registry/schema';
import { expect, test } from 'vitest';
import { collectPages, parseLimit } from './pages.js';

/** Rows 0 to `total` - 1 in pages; the cursor is the next row. */
function listOf(total: number) {
  const asked: number[] = [];
  const fetchPage = async ({ limit, cursor = '0' }: { limit: number; cursor?: string }) => {
    asked.push(limit);
    const end = Math.min(total, Number(cursor) + limit);
    const items = Array.from({ length: end - Number(cursor) }, (_, at) => Number(cursor) + at);
    return { items, ...(end < total && { next_cursor: String(end) }) };
  };
  return { asked, fetchPage };
}

test('rows of several pages come as one, with the cursor of what is left', async () => {
  const { asked, fetchPage } = listOf(1_000);
  const page = await collectPages(LIMITS.pageItems + 50, undefined, fetchPage);
  expect(page.items).toEqual(Array.from({ length: LIMITS.pageItems + 50 }, (_, at) => at));
  expect(page.next_cursor).toBe(String(LIMITS.pageItems + 50));
  expect(asked).toEqual([LIMITS.pageItems, 50]);
  expect((await collectPages(10, page.next_cursor, fetchPage)).items[0]).toBe(LIMITS.pageItems + 50);
});

test('a list that ends has no cursor', async () => {
  expect(await collectPages(500, undefined, listOf(3).fetchPage)).toEqual({ items: [0, 1, 2] });
});

test('a cursor that leads nowhere new ends the list', async () => {
  let calls = 0;
  const stuck = async () => {
    calls += 1;
    return { items: [1], next_cursor: 'same' };
  };
  expect((await collectPages(100, undefined, stuck)).items).toEqual([1, 1]);
  expect(calls).toBe(2);
});

test.each(['0', '-1', '1.5', 'x', '', '10001', '1e3'])('%j is no number of rows', (text) => {
  expect(() => parseLimit(text)).toThrow();
});

test('up to ten thousand rows may be asked for', () => {
  expect([parseLimit('1'), parseLimit('10000')]).toEqual([1, 10_000]);
});
