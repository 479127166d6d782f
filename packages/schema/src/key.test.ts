// Keys on both sides of every limit; what is trusted is read strictly, so that a mistyped field never widens a right.
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import {
  AddKey,
  Jwk,
  KeyId,
  KeyRole,
  PublicKey,
  Scope,
  SignatureText,
  TrustedKeyEntry,
  TrustedKeyFile,
} from './key.js';
import { LIMITS } from './limits.js';

const x = (length: number): string => 'x'.repeat(length);
const list = <Value>(length: number, value: Value): Value[] => Array.from({ length }, () => value);
const PUBLIC_KEY = `base64:${'A'.repeat(43)}=`;
const SIG = `base64:${'A'.repeat(86)}==`;
const entry = { kid: 'k', alg: 'ed25519', public_key: PUBLIC_KEY };
const addition = { kid: 'k', public_key: PUBLIC_KEY, role: 'publisher', proof: SIG };
const jwk = { kty: 'OKP', crv: 'Ed25519', alg: 'Ed25519', use: 'sig', kid: 'k', x: 'AA' };

/** What is tried, the values that are taken as they are, and those that are not. */
const TABLE: readonly (readonly [string, z.ZodType, readonly unknown[], readonly unknown[]])[] = [
  [
    'KeyId',
    KeyId,
    ['a', '0', 'dev-root-1', 'a.b_c', x(64)],
    ['', '-a', '.a', '_a', 'A', x(65), 'a/b', '../a', 'a b', 'a\n', 'é', '__proto__'],
  ],
  [
    'PublicKey',
    PublicKey,
    [PUBLIC_KEY, `base64:${'+/'.repeat(21)}z=`],
    [
      'A'.repeat(43),
      `base64:${'A'.repeat(43)}`,
      `base64:${'A'.repeat(42)}=`,
      `base64:${'A'.repeat(44)}=`,
      `base64:${'-_'.repeat(21)}z=`,
      `hex:${'A'.repeat(43)}=`,
      ` ${PUBLIC_KEY}`,
      `${PUBLIC_KEY}\n`,
    ],
  ],
  [
    'SignatureText',
    SignatureText,
    [SIG],
    [
      SIG.slice(7),
      SIG.slice(0, -1),
      `base64:${'A'.repeat(85)}===`,
      `base64:${'A'.repeat(87)}==`,
      `${SIG}\n`,
      SIG.toUpperCase(),
    ],
  ],
  ['KeyRole', KeyRole, ['root', 'publisher', 'log'], ['witness', 'admin', '', 'Root']],
  [
    'Scope',
    Scope,
    ['*', 'files.*', 'files.move', 'files', 'a.b.c.d.e.f.*', `${x(64)}.*`],
    ['', '**', '*.files', 'files*', 'files.', 'files.**', 'files.*.*', 'Files.*', 'a.b.c.d.e.f.g', `${x(65)}.*`],
  ],
  [
    'TrustedKeyEntry',
    TrustedKeyEntry,
    [
      entry,
      { ...entry, role: 'root', scope: ['files.*'], status: 'revoked', last_valid_index: -1 },
      { ...entry, valid_from: null, valid_until: '2027-11-01T00:00:00Z', last_valid_index: 0 },
      { ...entry, scope: list(100, '*'), reason: x(1_000), comment: x(1_000) },
    ],
    [
      { ...entry, kid: undefined },
      { ...entry, alg: 'rsa' },
      { ...entry, alg: undefined },
      { ...entry, public_key: undefined },
      { ...entry, scope: [] },
      { ...entry, scope: '*' },
      { ...entry, scope: list(101, '*') },
      { ...entry, status: 'pending' },
      { ...entry, valid_from: '2026-11-01' },
      { ...entry, last_valid_index: -2 },
      { ...entry, last_valid_index: 0.5 },
      { ...entry, reason: x(1_001) },
      { ...entry, comment: x(1_001) },
      { ...entry, scopes: ['files.*'] },
      { ...entry, private_key: 'x' },
    ],
  ],
  [
    'TrustedKeyFile',
    TrustedKeyFile,
    [[], [entry], list(10_000, entry)],
    [entry, { keys: [entry] }, [entry, {}], [null], list(10_001, entry)],
  ],
  [
    'AddKey',
    AddKey,
    [
      addition,
      { ...addition, role: 'root', scope: list(100, 'files.*'), comment: x(1_000) },
      { ...addition, valid_from: '2026-11-01T00:00:00Z', valid_until: '2027-11-01T00:00:00Z' },
    ],
    [
      { ...addition, proof: undefined },
      { ...addition, proof: PUBLIC_KEY },
      { ...addition, public_key: SIG },
      { ...addition, scope: [] },
      { ...addition, scope: list(101, 'files.*') },
      { ...addition, valid_until: null },
      { ...addition, comment: x(1_001) },
      { ...addition, alg: 'ed25519' },
      { ...addition, status: 'active' },
    ],
  ],
  [
    'Jwk',
    Jwk,
    [jwk],
    [
      { ...jwk, kty: 'EC' },
      { ...jwk, crv: 'X25519' },
      { ...jwk, use: 'enc' },
      { ...jwk, kid: 'K' },
    ],
  ],
];

describe.each(TABLE)('%s', (_name, schema, good, bad) => {
  test('takes what is lawful, as it is', () => {
    for (const value of good) expect(schema.safeParse(value), toLabel(value)).toEqual({ success: true, data: value });
  });
  test('refuses what is not', () => {
    for (const value of bad) expect(schema.safeParse(value).success, toLabel(value)).toBe(false);
  });
});

test('a key that is added publishes, unless another role is named', () => {
  const { role: _role, ...without } = addition;
  expect(AddKey.parse(without).role).toBe('publisher');
});

test('a scope is at most a name and .*', () => {
  expect(Scope.safeParse(`${x(LIMITS.nameCharacters)}.*`).success).toBe(true);
});

function toLabel(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').slice(0, 120);
}
