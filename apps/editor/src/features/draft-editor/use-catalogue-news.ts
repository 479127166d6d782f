// Keeps what a device is checked against up to date: fetched anew when somebody puts a catalogue, and after a lost connection.
import { useEffect } from 'react';
import { onLiveGap, useLiveEvents } from '../../lib/live.js';
import type { DraftSession } from './draft-session.js';

/** Follows changes of the catalogues while the editor is open. */
export function useCatalogueNews({ catalogues }: Pick<DraftSession, 'catalogues'>): void {
  useLiveEvents(({ type }) => {
    if (type === 'catalogue.put') void catalogues?.reload();
  });
  useEffect(() => (catalogues === undefined ? undefined : onLiveGap(() => void catalogues.reload())), [catalogues]);
}
