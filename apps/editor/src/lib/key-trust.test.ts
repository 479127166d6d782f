import { publicKeyOf, signKeyAdd, toWireBase64 } from '@action-registry/core';
import type { AddKey, TrustedKey } from '@action-registry/schema';
import { describe, expect, it } from 'vitest';
import { readRequestFragment, toRequestFragment } from './key-request.js';
import { findStanding, parseScopes, suggestKid, toHexGroups } from './key-trust.js';

const seed = new Uint8Array(32).fill(7);
const own = { kid: 'ana', public_key: toWireBase64(publicKeyOf(seed)) };
const other = toWireBase64(publicKeyOf(new Uint8Array(32).fill(8)));
const listed: TrustedKey = {
  ...own,
  alg: 'ed25519',
  thumbprint: '',
  role: 'publisher',
  status: 'active',
  origin: 'global',
};

describe('where a key stands', () => {
  it.each([
    ['unknown', []],
    ['trusted', [listed]],
    ['taken', [{ ...listed, public_key: other }]],
    ['elsewhere', [{ ...listed, kid: 'bo' }]],
    ['inactive', [{ ...listed, status: 'retired' as const }]],
    ['inactive', [{ ...listed, status: 'expired' as const }]],
    ['wrong_role', [{ ...listed, role: 'root' as const }]],
    ['out_of_scope', [{ ...listed, scope: ['notes.*'] }]],
    ['trusted', [{ ...listed, scope: ['files.*'] }]],
  ])('is %s', (type, keys) => {
    expect(findStanding(own, keys, 'files.move').type).toBe(type);
  });

  it('is not a question of scope while no name is given', () => {
    expect(findStanding(own, [{ ...listed, scope: ['notes.*'] }]).type).toBe('trusted');
  });
});

describe('a kid to begin with', () => {
  it('is made of the letters that kids have', () => {
    expect(suggestKid('Ána O’Neil (ops)', new Set())).toBe('ana-o-neil-ops-browser');
    expect(suggestKid('日本', new Set())).toBe('my-browser');
  });

  it('is one that is free', () => {
    expect(suggestKid('ana', new Set(['ana-browser', 'ana-browser-2']))).toBe('ana-browser-3');
  });
});

it('reads scopes however they are separated', () => {
  expect(parseScopes(' files.*, notes.summary files.*\n')).toEqual(['files.*', 'notes.summary']);
  expect(parseScopes('  ')).toEqual([]);
});

it('writes a thumbprint as hex', () => {
  expect(toHexGroups(`${'A'.repeat(42)}E`)).toBe(`${'0000 '.repeat(15)}0001`);
  expect(toHexGroups('no thumbprint!')).toBeUndefined();
});

describe('a request to trust a key', () => {
  const addition = { ...own, role: 'publisher' as const, scope: ['files.*'], valid_from: null, valid_until: null };
  const key: AddKey = { ...own, role: 'publisher', scope: ['files.*'], proof: signKeyAdd(addition, seed) };

  it('comes out as it went in, with the thumbprint of its bytes', () => {
    const read = readRequestFragment(`#${toRequestFragment(key)}`);
    expect(read?.key).toEqual(key);
    expect(read?.thumbprint).toMatch(/^[\w-]{43}$/);
  });

  it.each([
    ['another scope', { scope: ['*'] }],
    ['no scope', { scope: undefined }],
    ['another kid', { kid: 'bo' }],
    ['other bytes', { public_key: other }],
    ['another role', { role: 'root' as const }],
    ['a validity that nobody proved', { valid_until: '2030-01-01T00:00:00.000Z' }],
    ['an unknown field', { admin: true }],
  ])('is refused with %s', (_what, change) => {
    const changed = JSON.parse(JSON.stringify({ ...key, ...change })) as AddKey;
    expect(readRequestFragment(toRequestFragment(changed))).toBeNull();
  });

  it('is none in other fragments, and damaged where it cannot be read', () => {
    expect(readRequestFragment('#main')).toBeUndefined();
    expect(readRequestFragment('#request=%%%')).toBeNull();
    expect(readRequestFragment(`#request=${'A'.repeat(9_000)}`)).toBeNull();
  });
});
