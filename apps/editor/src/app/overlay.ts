// Which layer of the app lies over the page: the palette, the shortcut sheet, or none; one at a time.
import { useSyncExternalStore } from 'react';
import { createStore } from '../lib/store.js';

type Overlay = 'none' | 'palette' | 'shortcuts';

const overlay = createStore<Overlay>('none');

/** Opens a layer in place of the one that is open. */
export function openOverlay(next: Exclude<Overlay, 'none'>): void {
  overlay.set(next);
}

/** Closes the open layer. */
export function closeOverlay(): void {
  overlay.set('none');
}

/** The open layer, followed. */
export function useOverlay(): Overlay {
  return useSyncExternalStore(overlay.subscribe, overlay.get);
}
