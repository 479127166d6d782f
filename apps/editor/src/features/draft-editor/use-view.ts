// Which view and which panel of a draft is open: both are in the address, so that a link shows the same.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { DraftSearch } from '../../lib/search-params.js';

/** A way to look at a draft. */
export type ViewName = 'form' | 'json' | 'both';
/** What stands beside it. */
export type PanelName = 'problems' | 'preview';

/** The open view and panel, and what changes them. */
export function useView() {
  const search: DraftSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = useCallback(
    (next: DraftSearch) => {
      void navigate({
        to: '.',
        search: (old) => ({ ...old, field: undefined, ...next }),
        replace: true,
        resetScroll: false,
      });
    },
    [navigate],
  );
  const view: ViewName = search.view ?? 'form';
  const panel: PanelName = search.panel === 'preview' ? 'preview' : 'problems';
  return {
    view,
    panel,
    field: search.field,
    setView: useCallback((next: ViewName) => change({ view: next }), [change]),
    setPanel: useCallback((next: PanelName) => change({ panel: next }), [change]),
  };
}
