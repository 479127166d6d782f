import { describe, expect, it } from 'vitest';
import { LogFormatError, type LogFormatProblem } from './log-format-error.js';
import {
  formatSignerKey,
  formatVerifierKey,
  isNoteKeyName,
  noteKeyId,
  parseSignerKey,
  parseVerifierKey,
  toNoteSigner,
  toNoteVerifier,
  verifierOf,
} from './note-key.js';
import { problemOf } from './testing/log-problems.js';

const SKEY = 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
const VKEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
/** Others' published keys: Go's checksum database and Go's second test key. */
const PUBLISHED = [
  VKEY,
  'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8',
  'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop',
];

describe('the text form of keys', () => {
  it.each(PUBLISHED)('of others is read and written back: %s', (vkey) => {
    expect(formatVerifierKey(parseVerifierKey(vkey))).toBe(vkey);
  });

  it('of a signer is read and written back, and gives its verifier', () => {
    const signer = parseSignerKey(SKEY);
    expect(formatSignerKey(signer)).toBe(SKEY);
    expect(formatVerifierKey(verifierOf(signer))).toBe(VKEY);
  });

  it.each<[LogFormatProblem, string, string]>([
    ['key_id', 'another id', VKEY.replace('c74f20a3', 'c74f20a4')],
    ['key_id', 'another name', VKEY.replace('Peter', 'Paul')],
    ['key_text', 'an id in capitals', VKEY.replace('c74f20a3', 'C74F20A3')],
    ['key_text', 'a short id', VKEY.replace('c74f20a3', 'c74f20a')],
    ['key_text', 'no key', 'PeterNeumann+c74f20a3'],
    ['key_text', 'no base64', 'PeterNeumann+c74f20a3+!!!!'],
    ['key_text', 'a key too long', `${VKEY}AAAA`],
    ['key_text', 'an empty text', ''],
    ['key_name', 'a space in the name', VKEY.replace('PeterN', 'Peter N')],
    ['key_name', 'no name', VKEY.replace('PeterNeumann', '')],
    ['key_type', 'an unknown type', VKEY.replace('ARpc', 'ZRpc').replace('c74f20a3', '173116ae')],
    ['key_text', 'a point of small order', 'x+00000000+AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
  ])('is refused as %s: %s', (problem, _, text) => {
    expect(problemOf(() => parseVerifierKey(text))).toBe(problem);
  });

  it('of a signer is refused without its prefix, and never repeated in words', () => {
    expect(problemOf(() => parseSignerKey(VKEY))).toBe('key_text');
    const secret = SKEY.slice(-44);
    for (const text of [SKEY.replace('c74f', 'c74e'), `${SKEY}AAAA`, SKEY.replace('+AYEK', '+BYEK')]) {
      expect(() => parseSignerKey(text)).toThrow(LogFormatError);
      expect(() => parseSignerKey(text)).not.toThrow(secret);
    }
  });
});

it('keeps the ids of one key apart by type and by name', () => {
  const { key } = parseVerifierKey(VKEY);
  const ids = [toNoteVerifier('a', key).id, toNoteVerifier('b', key).id, toNoteVerifier('a', key, 'cosignature').id];
  expect(new Set(ids).size).toBe(3);
  expect(noteKeyId('a', new Uint8Array(32))).toMatch(/^[0-9a-f]{8}$/);
});

it.each(['', 'a b', 'a+b', 'a\u00a0b', 'a\nb', 'a\u0001', '\ud800'])('refuses the name %j', (name) => {
  expect(isNoteKeyName(name)).toBe(false);
  expect(problemOf(() => toNoteSigner(name, new Uint8Array(32)))).toBe('key_name');
});
