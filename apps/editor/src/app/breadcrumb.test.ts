import { expect, test } from 'vitest';
import { toBreadcrumb } from './breadcrumb.js';

const labels = (pathname: string) => toBreadcrumb(pathname).map(({ label }) => label);

test('an address is told as the steps that lead there', () => {
  expect(labels('/library')).toEqual(['Library']);
  expect(labels('/a/files.move@1.2.0/versions')).toEqual(['Library', 'files.move@1.2.0', 'Versions']);
  expect(labels('/drafts/12/publish')).toEqual(['Drafts', '12', 'Publish']);
  expect(labels('/settings/appearance')).toEqual(['Settings', 'Appearance']);
});

test('an action that is called like a view keeps its name', () => {
  expect(labels('/a/use.versions/use')).toEqual(['Library', 'use.versions', 'Use it']);
});

test('a malformed address is shown as it is', () => {
  expect(labels('/a/%E0%A4%A')).toEqual(['Library', '%E0%A4%A']);
});
