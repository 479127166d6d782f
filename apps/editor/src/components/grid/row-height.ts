// How tall a row is, which depends on the window's width and the reader's font size; and what covers the window's edges.
import { useSyncExternalStore } from 'react';

const NARROW = '(max-width: 699px)';
const ROW_REM = { wide: 3.5, narrow: 5.75 };
/** Top bar and head of the grid; bottom bar of narrow windows; with a little air. */
const TOP_REM = { wide: 5.75, narrow: 3.5 };
const BOTTOM_REM = { wide: 1, narrow: 4 };

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** Pixels of a row, and of what lies over the window's top and bottom. */
export function useRowHeight(): { rowHeight: number; top: number; bottom: number } {
  const isNarrow = useSyncExternalStore(subscribe, () => window.matchMedia(NARROW).matches);
  const width = isNarrow ? 'narrow' : 'wide';
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  return { rowHeight: ROW_REM[width] * rem, top: TOP_REM[width] * rem, bottom: BOTTOM_REM[width] * rem };
}
