import { RegistryError } from '@action-registry/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  collisionKey,
  fromModelName,
  isActionName,
  isReservedNamespace,
  isSimilarName,
  namespaceOf,
  parseActionName,
  toLawfulName,
  toModelName,
} from './action-name.js';
import { actionNames } from './testing/arbitraries.js';
import { codeOf, refusalOf } from './testing/refusals.js';

describe('action names', () => {
  it.each(['files.move', 'ssh.exec', 'move_file', 'a', 'a.b.c.d.e.f', 'a1.b2_c3'])('accepts %s', (name) => {
    expect(isActionName(name)).toBe(true);
    expect(parseActionName(name)).toBe(name);
  });

  it.each([
    '',
    '.',
    'a.',
    '.a',
    'a..b',
    'A',
    'a__b',
    'a_',
    '_a',
    '1a',
    'a-b',
    'a.b.c.d.e.f.g',
    'a\n',
    'ä',
    '__proto__',
  ])('refuses %j', (name) => {
    expect(isActionName(name)).toBe(false);
    expect(codeOf(() => parseActionName(name))).toBe('INVALID_NAME');
  });

  it('counts each dot twice against the limit of 64, on both sides of it', () => {
    expect(isActionName('a'.repeat(64))).toBe(true);
    expect(isActionName('a'.repeat(65))).toBe(false);
    expect(isActionName(`a.${'b'.repeat(61)}`)).toBe(true);
    expect(isActionName(`a.${'b'.repeat(62)}`)).toBe(false);
  });

  it('answers an unlawful spelling with the lawful one', () => {
    const { details } = refusalOf(() => parseActionName('Files/moveFile'), 'INVALID_NAME');
    expect(details.suggestions).toEqual([{ value: 'files.move_file', distance: 4 }]);
  });

  it('answers what has no lawful spelling without a suggestion, and without echoing all of it', () => {
    const error = refusalOf(() => parseActionName('!'.repeat(100_000)), 'INVALID_NAME');
    expect(error).toBeInstanceOf(RegistryError);
    expect(error.details.suggestions).toBeUndefined();
    expect(error.message.length).toBeLessThan(300);
  });
});

describe('lawful spellings', () => {
  it.each([
    ['read_text_file', 'read_text_file'],
    ['readTextFile', 'read_text_file'],
    ['get-sum', 'get_sum'],
    ['@acme/files', 'acme.files'],
    ['Größe', 'gro_e'],
    ['files__move', 'files.move'],
    ['a::b', 'a.b'],
  ])('%s becomes %s', (text, name) => {
    expect(toLawfulName(text)).toBe(name);
  });

  it('are lawful or absent for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const name = toLawfulName(text);
        expect(name === undefined || isActionName(name)).toBe(true);
      }),
    );
  });

  it('leave a lawful name as it is', () => {
    fc.assert(
      fc.property(actionNames, (name) => {
        expect(toLawfulName(name)).toBe(name);
      }),
    );
  });
});

describe('model names', () => {
  it('are lossless both ways, at most 64 of a-z 0-9 _', () => {
    fc.assert(
      fc.property(actionNames, (name) => {
        const modelName = toModelName(name);
        expect(modelName).toMatch(/^[a-z0-9_]{1,64}$/);
        expect(fromModelName(modelName)).toBe(name);
      }),
    );
  });

  it('lead to one action or to none, for any text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9_.]{0,20}$/), (modelName) => {
        const name = fromModelName(modelName);
        if (name !== undefined) expect(toModelName(name)).toBe(modelName);
      }),
    );
  });

  it.each(['files.move', 'files___move', '__files', 'Files__move', ''])('%j is none', (modelName) => {
    expect(fromModelName(modelName)).toBeUndefined();
  });
});

describe('namespaces and collisions', () => {
  it('takes the first segment as the namespace', () => {
    expect(namespaceOf('files.move.fast')).toBe('files');
    expect(namespaceOf('move_file')).toBe('move_file');
  });

  it('gives names that differ in dots and underscores only one collision key', () => {
    expect(collisionKey('files.move_all')).toBe(collisionKey('files_move.all'));
    expect(collisionKey('files.move')).not.toBe(collisionKey('filesmove'));
  });

  it.each([
    ['files.move', 'files.moves', true],
    ['files.move', 'file.move', true],
    ['files.move', 'fi1es.move', true],
    ['files.move', 'flies.move', true],
    ['files.move', 'files_move', true],
    ['files.move', 'files.move', false],
    ['files.move', 'files.mvoee', false],
    ['files.move', 'filse.movo', false],
    ['abcd', 'badc', false],
  ])('%s and %s are one edit apart: %s', (left, right, similar) => {
    expect(isSimilarName(left, right)).toBe(similar);
    expect(isSimilarName(right, left)).toBe(similar);
  });

  it('reserves core and nothing else', () => {
    expect(isReservedNamespace('core')).toBe(true);
    expect(isReservedNamespace('cores')).toBe(false);
  });
});
