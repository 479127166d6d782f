// Where the focus was in a list, per entry of the history: Back finds the same row. Scrolling is the router's to restore.
import { useRouterState } from '@tanstack/react-router';
import { useMemo } from 'react';

type Place = { index: number; hasFocus: boolean };

const places = new Map<string, Place>();

/** The place that was saved for this entry of the history, and how to save one. */
export function useGridMemory(): Place & { save: (place: Place) => void } {
  const key = useRouterState({ select: ({ location }) => location.state.__TSR_key ?? location.href });
  return useMemo(() => {
    const place = places.get(key) ?? { index: 0, hasFocus: false };
    return { ...place, save: (next: Place) => places.set(key, next) };
  }, [key]);
}
