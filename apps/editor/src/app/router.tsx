// All routes below /app/, each view's code in a chunk of its own. Arrows of the editor: app → features → components, lib; a
// feature imports no feature. `ROUTES` is what tests walk: a route that is not in it fails them.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import {
  parseSearch,
  stringifySearch,
  toApiKeysSearch,
  toCatalogueSearch,
  toCataloguesSearch,
  toDraftSearch,
  toDraftsSearch,
  toLibrarySearch,
  toLogSearch,
  toNewDraftSearch,
  toSignInSearch,
} from '../lib/search-params.js';
import { RouteError, RoutePending } from './route-boundary.js';
import { NotFound, Root } from './shell.js';

const root = createRootRoute({ component: Root, notFoundComponent: NotFound });
const at = <Path extends string>(path: Path) => ({ getParentRoute: () => root, path });

const index = createRoute({
  ...at('/'),
  beforeLoad: () => {
    throw redirect({ to: '/library', replace: true });
  },
});
const signIn = createRoute({
  ...at('/sign-in'),
  validateSearch: toSignInSearch,
  component: lazyRouteComponent(() => import('../features/sign-in/page.js'), 'Page'),
});
const library = createRoute({
  ...at('/library'),
  validateSearch: toLibrarySearch,
  component: lazyRouteComponent(() => import('../features/library/page.js'), 'Page'),
});
const drafts = createRoute({
  ...at('/drafts'),
  validateSearch: toDraftsSearch,
  component: lazyRouteComponent(() => import('../features/drafts/page.js'), 'Page'),
});
const newDraft = createRoute({
  ...at('/drafts/new'),
  validateSearch: toNewDraftSearch,
  component: lazyRouteComponent(() => import('../features/draft-editor/new-draft.js'), 'NewDraft'),
});
const draft = createRoute({
  ...at('/drafts/$id'),
  validateSearch: toDraftSearch,
  component: lazyRouteComponent(() => import('../features/draft-editor/page.js'), 'Page'),
});
const publish = createRoute({
  ...at('/drafts/$id/publish'),
  component: lazyRouteComponent(() => import('../features/publish/page.js'), 'Page'),
});
const action = createRoute({
  ...at('/a/$reference'),
  component: lazyRouteComponent(() => import('../features/action/page.js'), 'Page'),
});
const actionOverview = createRoute({
  getParentRoute: () => action,
  path: '/',
  component: lazyRouteComponent(() => import('../features/action/overview.js'), 'Overview'),
});
const actionUse = createRoute({
  getParentRoute: () => action,
  path: 'use',
  component: lazyRouteComponent(() => import('../features/action/use-it.js'), 'UseIt'),
});
const actionVersions = createRoute({
  getParentRoute: () => action,
  path: 'versions',
  component: lazyRouteComponent(() => import('../features/action/versions.js'), 'Versions'),
});
const catalogues = createRoute({
  ...at('/catalogues'),
  validateSearch: toCataloguesSearch,
  component: lazyRouteComponent(() => import('../features/catalogues/page.js'), 'Page'),
});
const catalogue = createRoute({
  ...at('/catalogues/$model'),
  validateSearch: toCatalogueSearch,
  component: lazyRouteComponent(() => import('../features/catalogues/model-page.js'), 'Page'),
});
const keys = createRoute({
  ...at('/keys'),
  beforeLoad: () => {
    throw redirect({ to: '/keys/signing', replace: true });
  },
});
const signingKeys = createRoute({
  ...at('/keys/signing'),
  component: lazyRouteComponent(() => import('../features/keys/signing-page.js'), 'Page'),
});
const trustedKeys = createRoute({
  ...at('/keys/trusted'),
  component: lazyRouteComponent(() => import('../features/keys/trusted-page.js'), 'Page'),
});
const apiKeys = createRoute({
  ...at('/keys/api'),
  validateSearch: toApiKeysSearch,
  component: lazyRouteComponent(() => import('../features/api-keys/page.js'), 'Page'),
});
const log = createRoute({
  ...at('/log'),
  validateSearch: toLogSearch,
  component: lazyRouteComponent(() => import('../features/log/page.js'), 'Page'),
});
const settings = createRoute({
  ...at('/settings'),
  beforeLoad: () => {
    throw redirect({ to: '/settings/appearance', replace: true });
  },
});
const appearance = createRoute({
  ...at('/settings/appearance'),
  component: lazyRouteComponent(() => import('../features/settings/appearance-page.js'), 'Page'),
});
const shortcuts = createRoute({
  ...at('/settings/shortcuts'),
  component: lazyRouteComponent(() => import('../features/settings/shortcuts-page.js'), 'Page'),
});
const workspace = createRoute({
  ...at('/settings/workspace'),
  component: lazyRouteComponent(() => import('../features/workspace/page.js'), 'Page'),
});
const members = createRoute({
  ...at('/settings/members'),
  component: lazyRouteComponent(() => import('../features/members/page.js'), 'Page'),
});
const help = createRoute({
  ...at('/help'),
  component: lazyRouteComponent(() => import('../features/help/page.js'), 'Page'),
});

const routeTree = root.addChildren([
  index,
  signIn,
  library,
  drafts,
  newDraft,
  draft,
  publish,
  action.addChildren([actionOverview, actionUse, actionVersions]),
  catalogues,
  catalogue,
  keys,
  signingKeys,
  trustedKeys,
  apiKeys,
  log,
  settings,
  appearance,
  shortcuts,
  workspace,
  members,
  help,
]);

/** The router; addresses are readable text, links are fetched when they are pointed at. */
export function createAppRouter() {
  return createRouter({
    routeTree,
    basepath: '/app',
    parseSearch,
    stringifySearch,
    pathParamsAllowedCharacters: ['@'],
    scrollRestoration: true,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: RouteError,
    defaultPendingComponent: RoutePending,
    defaultPendingMs: 150,
    defaultPendingMinMs: 0,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
