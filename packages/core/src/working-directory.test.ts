import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf, refusalOf } from './testing/refusals.js';
import { assertCwdInside } from './working-directory.js';

describe('working directories', () => {
  it.each([
    '.',
    './',
    'tools',
    'tools/',
    'a/b/c',
    'a/../b',
    'a/b/../../c',
    './a/./b',
    'a//b',
    '.hidden',
    '..a',
    'a..',
    'ä b',
  ])('accept %j', (cwd) => {
    expect(codeOf(() => assertCwdInside(cwd))).toBe('accepted');
  });

  it.each([
    '/',
    '/etc',
    '//server/share',
    '\\',
    '\\\\server\\share',
    'C:\\',
    'c:/x',
    'C:x',
    '~',
    '~/x',
    '~root',
    '\\etc',
  ])('refuse the absolute path %j', (cwd) => {
    expect(refusalOf(() => assertCwdInside(cwd), 'CWD_OUTSIDE_ROOT').details).toEqual({ cwd, reason: 'absolute' });
  });

  it.each([
    '..',
    '../',
    '../x',
    'a/../..',
    'a/../../b',
    './..',
    'a\\..\\..',
    '..\\x',
    'a/..\\../b',
    '.. /x',
    '.../x',
    'a//../..',
    'b\\~/../..',
  ])('refuse the traversal %j', (cwd) => {
    expect(refusalOf(() => assertCwdInside(cwd), 'CWD_OUTSIDE_ROOT').details).toEqual({ cwd, reason: 'traversal' });
  });

  it.each(['', ' ', '\t', 'a\0b', 'a\nb'])('refuse %j, which is no path', (cwd) => {
    expect(codeOf(() => assertCwdInside(cwd))).toBe('INVALID_CWD');
  });

  it('never accept a text that resolves outside the root on POSIX or on Windows', () => {
    const parts = fc.constantFrom('..', '.', 'a', 'b', '', '...', '.. ', ' ', '~', 'C:');
    const separators = fc.constantFrom('/', '\\');
    const texts = fc.array(fc.tuple(parts, separators), { maxLength: 8 }).map((list) => list.flat().join(''));
    fc.assert(
      fc.property(texts, (cwd) => {
        if (codeOf(() => assertCwdInside(cwd)) !== 'accepted') return;
        expect(path.posix.relative('/root', path.posix.resolve('/root', cwd)).split('/')[0]).not.toBe('..');
        expect(path.win32.relative('C:\\root', path.win32.resolve('C:\\root', cwd))).not.toMatch(
          /^\.\.(?:\\|$)|^[A-Z]:|^\\/,
        );
      }),
      { numRuns: 20_000 },
    );
  });
});
