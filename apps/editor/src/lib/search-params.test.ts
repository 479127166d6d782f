import { expect, test } from 'vitest';
import {
  parseSearch,
  stringifySearch,
  toCatalogueSearch,
  toCataloguesSearch,
  toDraftSearch,
  toDraftsSearch,
  toLibrarySearch,
  toNewDraftSearch,
  toSignInSearch,
} from './search-params.js';

test('an address is readable text and comes back as it was', () => {
  const search = { q: 'move file', kind: 'tool', tag: 'a:b', from: 'files.move@1.2.0' };
  const text = stringifySearch(search);
  expect(text).toBe('?q=move+file&kind=tool&tag=a:b&from=files.move@1.2.0');
  expect(parseSearch(text)).toEqual(search);
});

test('what is absent or empty is not in the address', () => {
  expect(stringifySearch({ q: undefined, kind: '', tag: null })).toBe('');
});

test('unknown and malformed parts of an address count as absent', () => {
  expect(toLibrarySearch({ q: 'x', kind: 'spoon', state: 'gone', sort: 'hash', dep: '2', evil: '1' })).toEqual({
    q: 'x',
  });
  expect(toDraftsSearch({ origin: 'mars', sort: 'title', dir: 'up' })).toEqual({ sort: 'title' });
  expect(toDraftSearch({ view: 'both', panel: 'x', field: '/spec/prompt' })).toEqual({
    view: 'both',
    field: '/spec/prompt',
  });
  const unmade = { from: 'tv.gate@1.0.0', title: 'Close the gate', name: 'tv.gate' };
  expect(toDraftSearch({ ...unmade, kind: 'device' })).toEqual(unmade);
  expect(toCataloguesSearch({ q: 'tv', import: 'yes', version: '1.0.0' })).toEqual({ q: 'tv' });
  expect(toCatalogueSearch({ version: '1.0.0', with: '0.9.0', import: '1' })).toEqual({
    version: '1.0.0',
    with: '0.9.0',
  });
  expect(toNewDraftSearch({ kind: 'prompt', from: '9000000001' })).toEqual({ kind: 'prompt', from: '9000000001' });
});

test('a number typed as a search stays text, and a long one is cut', () => {
  expect(toLibrarySearch({ q: 123 })).toEqual({ q: '123' });
  expect(toLibrarySearch({ q: 'x'.repeat(300) }).q).toHaveLength(200);
});

test('after signing in nobody is led away from this editor', () => {
  expect(toSignInSearch({ to: '/drafts' })).toEqual({ to: '/drafts' });
  for (const to of ['//evil.example', 'https://evil.example', 'javascript:alert(1)', '/\\evil.example'])
    expect(toSignInSearch({ to })).toEqual({});
});
