import { expect, test } from 'vitest';
import { findDraftId, toBreadcrumb } from './breadcrumb.js';

const labels = (pathname: string, title?: string) => toBreadcrumb(pathname, title).map(({ label }) => label);

test('an address is told as the steps that lead there', () => {
  expect(labels('/library')).toEqual(['Library']);
  expect(labels('/a/files.move@1.2.0/versions')).toEqual(['Library', 'files.move@1.2.0', 'Versions']);
  expect(labels('/drafts/12/publish')).toEqual(['Drafts', '12', 'Publish']);
  expect(labels('/settings/appearance')).toEqual(['Settings', 'Appearance']);
});

test('a draft is called by its title once that is known', () => {
  expect(labels('/drafts/12/publish', 'Move a file')).toEqual(['Drafts', 'Move a file', 'Publish']);
  expect(labels('/drafts/12', '')).toEqual(['Drafts', '12']);
  expect(labels('/drafts/new', 'Move a file')).toEqual(labels('/drafts/new'));
  expect(['/drafts/12', '/drafts/12/publish', '/drafts/new', '/a/12'].map(findDraftId)).toEqual([
    ...[12, 12],
    ...[undefined, undefined],
  ]);
});

test('an action that is called like a view keeps its name', () => {
  expect(labels('/a/use.versions/use')).toEqual(['Library', 'use.versions', 'Use it']);
});

test('a malformed address is shown as it is', () => {
  expect(labels('/a/%E0%A4%A')).toEqual(['Library', '%E0%A4%A']);
});
