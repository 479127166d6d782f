// What a key does in a grid of rows; pure, so that it is tested without a browser.

/** Where the focus goes, and whether the way there is selected; or what happens to the row that has it. */
export type GridStep =
  | { type: 'move'; to: number; isRange: boolean }
  | { type: 'open' | 'toggle' | 'clear' | 'all' | 'peek' };

/** The grid as it stands: `page` is how many rows a page down goes. */
export type GridPlace = { at: number; count: number; page: number; letterKeys: boolean };

type Press = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** The step that a key press means, undefined for keys that are not the grid's. */
export function toGridStep(press: Press, { at, count, page, letterKeys }: GridPlace): GridStep | undefined {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = press;
  if (altKey) return undefined;
  if (ctrlKey || metaKey) return key === 'a' ? { type: 'all' } : toEnds(key, { at, count, shiftKey });
  if (key === 'Enter') return { type: 'open' };
  if (key === ' ') return { type: 'toggle' };
  if (key === 'Escape') return { type: 'clear' };
  if (key === 'p' && letterKeys) return { type: 'peek' };
  const to = findRow(key, { at, count, page, letterKeys: letterKeys && !shiftKey });
  return to === undefined ? undefined : { type: 'move', to, isRange: shiftKey };
}

function toEnds(
  key: string,
  { at, count, shiftKey }: { at: number; count: number; shiftKey: boolean },
): GridStep | undefined {
  const to = findRow(key, { at, count, page: 1, letterKeys: false });
  return key === 'Home' || key === 'End' ? { type: 'move', to: to ?? at, isRange: shiftKey } : undefined;
}

function findRow(key: string, { at, count, page, letterKeys }: GridPlace): number | undefined {
  const last = Math.max(count - 1, 0);
  const within = (row: number): number => Math.min(Math.max(row, 0), last);
  if (key === 'ArrowDown' || (letterKeys && key === 'j')) return within(at + 1);
  if (key === 'ArrowUp' || (letterKeys && key === 'k')) return within(at - 1);
  if (key === 'PageDown') return within(at + page);
  if (key === 'PageUp') return within(at - page);
  if (key === 'Home') return 0;
  return key === 'End' ? last : undefined;
}
