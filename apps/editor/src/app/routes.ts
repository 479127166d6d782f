// Every view's path, typed against the router: for tests and drivers that walk all of them, without the router itself.
import type { createAppRouter } from './router.js';

type Paths = keyof ReturnType<typeof createAppRouter>['routesByPath'];
/** Paths that only lead on to another one. */
type Redirects = '/' | '/keys' | '/settings';
/** The path with a slash is the overview's own id for the same address. */
type Twins = '/a/$reference/';
/** The path of a view. */
export type RoutePath = Exclude<Paths, Redirects | Twins>;

// A record, so that the compiler refuses a list from which a route is missing.
const PATHS: Readonly<Record<RoutePath, true>> = {
  '/sign-in': true,
  '/library': true,
  '/drafts': true,
  '/drafts/new': true,
  '/drafts/$id': true,
  '/drafts/$id/publish': true,
  '/a/$reference': true,
  '/a/$reference/use': true,
  '/a/$reference/versions': true,
  '/keys/signing': true,
  '/keys/trusted': true,
  '/keys/api': true,
  '/catalogues': true,
  '/catalogues/$model': true,
  '/log': true,
  '/settings/appearance': true,
  '/settings/shortcuts': true,
  '/settings/workspace': true,
  '/settings/members': true,
  '/help': true,
};

/** The paths of all views; `$…` stands for a parameter. */
export const ROUTES: readonly RoutePath[] = Object.keys(PATHS) as RoutePath[];
