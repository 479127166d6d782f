// Tells tests and drivers, by an attribute on <html>, that the current view shows its data: `data-route-ready` holds the
// path of that view, and is absent while a view or its data is on the way.
import { useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';

/** Marks the current view as ready while `isReady` and mounted. */
export function useRouteReady(isReady: boolean): void {
  const path = useRouterState({
    // While one navigates, the old view still stands under the new address.
    select: ({ location, resolvedLocation }) =>
      resolvedLocation?.pathname === location.pathname ? location.pathname : undefined,
  });
  useEffect(() => {
    if (!isReady || path === undefined) return;
    const { dataset } = document.documentElement;
    dataset.routeReady = path;
    return () => {
      delete dataset.routeReady;
    };
  }, [isReady, path]);
}
