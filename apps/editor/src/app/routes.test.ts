import { expect, test } from 'vitest';
import { createAppRouter } from './router.js';
import { ROUTES } from './routes.js';

/** Addresses that only lead on: `/library` for the root, a first view for the parts that have several. */
const REDIRECTS = ['/', '/keys', '/settings'];

test('the list of routes is the router’s own, so that tests which walk it leave nothing out', () => {
  const paths = Object.keys(createAppRouter().routesByPath).filter((path) => path === '/' || !path.endsWith('/'));
  expect([...ROUTES, ...REDIRECTS].sort()).toEqual(paths.sort());
});
