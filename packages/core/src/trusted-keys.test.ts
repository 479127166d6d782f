import { describe, expect, it } from 'vitest';
import { toWireBase64 } from './base64.js';
import { codeOf, refusalOf } from './testing/refusals.js';
import { trustEntry } from './testing/signed-release.js';
import { type GoldenRelease, readOwnVectors } from './testing/vectors.js';
import { createTrust, keyState, parseTrustedKeys, scopeCovers } from './trusted-keys.js';

const [one, two] = [
  { ...trustEntry(1), alg: 'ed25519' },
  { ...trustEntry(2), alg: 'ed25519' },
];

function problemsOf(keys: unknown): string[] {
  const { details } = refusalOf(() => parseTrustedKeys(JSON.stringify(keys)), 'INVALID_BODY');
  return details.issues.map(({ path }) => path);
}

/** The point (0, 1): the smallest of the small orders. */
const IDENTITY = toWireBase64(new Uint8Array(32).fill(1, 0, 1));
/** 32 bytes 0xff: y is not below the field prime. */
const NOT_CANONICAL = toWireBase64(new Uint8Array(32).fill(0xff));

describe('trusted keys', () => {
  it('are read from text and from JSON alike', () => {
    expect(parseTrustedKeys(JSON.stringify([one, two]))).toEqual([one, two]);
    expect(parseTrustedKeys([one as never])).toEqual([one]);
    expect(parseTrustedKeys('[]')).toEqual([]);
  });

  it('in the seed format with every field are read', () => {
    const full = {
      ...one,
      role: 'publisher',
      scope: ['files.*'],
      status: 'active',
      valid_from: '2026-11-01T00:00:00Z',
      valid_until: '2026-11-01T00:00:01Z',
      comment: 'x',
    };
    expect(parseTrustedKeys(JSON.stringify([full]))).toEqual([full]);
  });

  it.each([
    ['an object', {}, ''],
    ['an entry that is no object', [one, 1], '/1'],
    ['an unknown field', [one, { ...two, statsu: 'active' }], '/1/statsu'],
    ['an unlawful kid', [{ ...one, kid: '../x' }], '/0/kid'],
    ['another algorithm', [{ ...one, alg: 'rsa' }], '/0/alg'],
    ['a missing algorithm', [trustEntry(1)], '/0/alg'],
    ['a key without its prefix', [{ ...one, public_key: one?.public_key.slice(7) }], '/0/public_key'],
    ['unused base64 bits that are set', [{ ...one, public_key: `base64:${'A'.repeat(42)}B=` }], '/0/public_key'],
    ['a key of small order', [one, { ...two, public_key: IDENTITY }], '/1/public_key'],
    ['a key that is not canonical', [{ ...one, public_key: NOT_CANONICAL }], '/0/public_key'],
    ['a repeated kid', [one, { ...two, kid: 'k1' }], '/1/kid'],
    ['repeated key bytes', [one, two, { ...one, kid: 'k9' }], '/2/public_key'],
    ['an empty scope', [{ ...one, scope: [] }], '/0/scope'],
    ['an unlawful scope', [{ ...one, scope: ['files.*', 'Files'] }], '/0/scope/1'],
    ['a role that signs nothing here', [{ ...one, role: 'witness' }], '/0/role'],
    ['a time that is none', [{ ...one, valid_from: '2026-11-01' }], '/0/valid_from'],
    [
      'an end before the beginning',
      [{ ...one, valid_from: '2026-11-02T00:00:00Z', valid_until: '2026-11-01T00:00:00Z' }],
      '/0/valid_until',
    ],
    [
      'an empty time of validity',
      [{ ...one, valid_from: '2026-11-01T00:00:00Z', valid_until: '2026-11-01T00:00:00Z' }],
      '/0/valid_until',
    ],
    ['a cut on a key that is not revoked', [{ ...one, last_valid_index: 7 }], '/0/last_valid_index'],
  ])('with %s are refused, naming index and field', (_, keys, pointer) => {
    expect(problemsOf(keys)).toEqual([pointer]);
  });

  it.each(['', '[', '[{"kid":"a","kid":"b"}]', '[1]x', '\ufeff[]'])(
    'that are not strict JSON are INVALID_JSON: %j',
    (text) => {
      expect(codeOf(() => parseTrustedKeys(text))).toBe('INVALID_JSON');
    },
  );
});

describe('a trust store', () => {
  it('finds keys by kid, with thumbprint and defaults', () => {
    const golden = readOwnVectors<GoldenRelease>('own_golden_release.json');
    const [key] = golden.trusted_keys;
    expect(createTrust([key]).keys.get(key.kid)).toMatchObject({
      kid: key.kid,
      thumbprint: golden.rfc7638_thumbprint,
      role: 'publisher',
      last_valid_index: -1,
    });
  });

  it('refuses weak keys, repeated kids and repeated keys, whoever hands them in', () => {
    expect(codeOf(() => createTrust([{ kid: 'a', public_key: IDENTITY }]))).toBe('INVALID_BODY');
    expect(codeOf(() => createTrust([trustEntry(1), trustEntry(2, { kid: 'k1' })]))).toBe('INVALID_BODY');
    expect(codeOf(() => createTrust([trustEntry(1), trustEntry(1, { kid: 'k2' })]))).toBe('INVALID_BODY');
  });

  it('does not find kids that are parts of Object.prototype', () => {
    expect(createTrust([]).keys.get('constructor')).toBeUndefined();
  });
});

describe('the state of a key', () => {
  const now = new Date('2026-11-01T00:00:00.000Z');
  const [before, after] = ['2026-10-31T23:59:59.999Z', '2026-11-01T00:00:00.001Z'];

  it.each([
    ['active', {}],
    ['active', { valid_from: now.toISOString() }],
    ['active', { valid_from: null, valid_until: after }],
    ['pending', { valid_from: after }],
    ['expired', { valid_until: now.toISOString() }],
    ['expired', { valid_from: before, valid_until: before }],
    ['retired', { status: 'retired', valid_from: after }],
    ['revoked', { status: 'revoked', valid_until: before }],
    ['pending', { status: 'active', valid_from: after }],
    ['active', { status: 'expired', valid_until: after }],
  ] as const)('is %s for %j', (state, validity) => {
    expect(keyState(validity, now)).toBe(state);
  });
});

describe('the scope of a key', () => {
  it.each([
    [undefined, 'files.move', true],
    [null, 'files.move', true],
    [['*'], 'files.move', true],
    [['files.*'], 'files.move', true],
    [['files.*'], 'files.move.fast', true],
    [['files.*'], 'files', false],
    [['files.*'], 'filesystem.move', false],
    [['files.move'], 'files.move', true],
    [['files.move'], 'files.move_all', false],
    [['a', 'files.*'], 'files.move', true],
    [[], 'files.move', false],
  ])('%j covers %s: %s', (scope, name, covered) => {
    expect(scopeCovers(scope, name)).toBe(covered);
  });
});
