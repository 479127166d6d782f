import { describe, expect, it } from 'vitest';
import { toHex } from './hex.js';
import { leafHash } from './log-hash.js';
import { type PublicLeaf, publicLeafText } from './log-leaf.js';
import { type GoldenRelease, readOwnVectors } from './testing/vectors.js';

const golden = readOwnVectors<GoldenRelease>('own_golden_release.json');
const sig = `base64:${golden.signature_base64}`;
const digest = golden.digest;
const release = { name: 'payments.refund', version: '1.4.2', v: 1 } as const;
const published = { ...release, type: 'release.publish', digest, signatures: [{ kid: 'dev-root-1', sig }] } as const;
const publicKey = golden.trusted_keys[0].public_key;

const SIGNED = `"name":"payments.refund","signatures":[{"kid":"dev-root-1","sig":"${sig}"}]`;

/** Each type with the exact text that its hash and every proof depend on. These lines are added to, never edited. */
const GOLDEN: [PublicLeaf, string][] = [
  [
    { ...published, signatures: [...published.signatures] },
    `{"digest":"${digest}",${SIGNED},"type":"release.publish","v":1,"version":"1.4.2"}`,
  ],
  [
    { ...published, type: 'release.resign', signatures: [...published.signatures] },
    `{"digest":"${digest}",${SIGNED},"type":"release.resign","v":1,"version":"1.4.2"}`,
  ],
  [
    { ...release, type: 'release.deprecate', reason: 'old', severity: 'notice', replaced_by: 'payments.refund@2.0.0' },
    '{"name":"payments.refund","reason":"old","replaced_by":"payments.refund@2.0.0","severity":"notice","type":"release.deprecate","v":1,"version":"1.4.2"}',
  ],
  [
    { ...release, type: 'release.deprecate', reason: 'leaks', severity: 'unsafe' },
    '{"name":"payments.refund","reason":"leaks","severity":"unsafe","type":"release.deprecate","v":1,"version":"1.4.2"}',
  ],
  [
    { ...release, type: 'release.undeprecate' },
    '{"name":"payments.refund","type":"release.undeprecate","v":1,"version":"1.4.2"}',
  ],
  [
    { ...release, type: 'release.yank', reason: 'wrong build' },
    '{"name":"payments.refund","reason":"wrong build","type":"release.yank","v":1,"version":"1.4.2"}',
  ],
  [
    { ...release, type: 'release.unyank' },
    '{"name":"payments.refund","type":"release.unyank","v":1,"version":"1.4.2"}',
  ],
  [
    { type: 'channel.move', v: 1, name: 'payments.refund', channel: 'latest', from: null, to: '1.4.2', pinned: false },
    '{"channel":"latest","from":null,"name":"payments.refund","pinned":false,"to":"1.4.2","type":"channel.move","v":1}',
  ],
  [
    {
      ...{ type: 'key.add', v: 1, kid: 'team-2', alg: 'ed25519', public_key: publicKey, role: 'publisher' },
      ...{ scope: ['payments.*'], valid_from: '2026-11-01T00:00:00Z', valid_until: null },
    },
    `{"alg":"ed25519","kid":"team-2","public_key":"${publicKey}","role":"publisher","scope":["payments.*"],"type":"key.add","v":1,"valid_from":"2026-11-01T00:00:00Z","valid_until":null}`,
  ],
  [{ type: 'key.retire', v: 1, kid: 'team-2' }, '{"kid":"team-2","type":"key.retire","v":1}'],
  [
    { type: 'key.revoke', v: 1, kid: 'team-2', reason: 'key_compromise', last_valid_index: 1200, signatures: [] },
    '{"kid":"team-2","last_valid_index":1200,"reason":"key_compromise","signatures":[],"type":"key.revoke","v":1}',
  ],
  [
    { type: 'namespace.claim', v: 1, namespace: 'payments', workspace: 'default' },
    '{"namespace":"payments","type":"namespace.claim","v":1,"workspace":"default"}',
  ],
  [
    { type: 'namespace.transfer', v: 1, namespace: 'payments', from: 'default', to: 'billing' },
    '{"from":"default","namespace":"payments","to":"billing","type":"namespace.transfer","v":1}',
  ],
  [
    {
      type: 'log.restart',
      v: 1,
      origin: 'log.example/r2',
      previous_origin: 'log.example',
      previous_size: 840,
      previous_root: `${'A'.repeat(43)}=`,
      reason: 'The disk was lost.',
    },
    `{"origin":"log.example/r2","previous_origin":"log.example","previous_root":"${'A'.repeat(43)}=","previous_size":840,"reason":"The disk was lost.","type":"log.restart","v":1}`,
  ],
  [
    { type: 'catalogue.put', v: 1, device_model: 'android_tv', version: '1.1.0', digest },
    `{"device_model":"android_tv","digest":"${digest}","type":"catalogue.put","v":1,"version":"1.1.0"}`,
  ],
];

describe('publicLeafText', () => {
  it.each(GOLDEN)('of %o is pinned', (leaf, text) => {
    expect(publicLeafText(leaf)).toBe(text);
  });

  it('gives the golden release this leaf hash', () => {
    const [[leaf]] = GOLDEN as [[PublicLeaf, string]];
    expect(toHex(leafHash(publicLeafText(leaf)))).toBe(
      '8312c84d2d375e7c98286bad67c05020775080a9a0386c0c05e3c6af5f76d5fe',
    );
  });

  it('does not depend on the order in which signatures are stored, and keeps nothing else of them', () => {
    const a = { kid: 'a', sig, log_index: 3 };
    const b = { kid: 'b', sig };
    const text = publicLeafText({ ...published, signatures: [a, b] });
    expect(publicLeafText({ ...published, signatures: [b, a] })).toBe(text);
    expect(text).toContain(`"signatures":[{"kid":"a","sig":"${sig}"},{"kid":"b","sig":"${sig}"}]`);
  });

  it.each<[string, object]>([
    ['a foreign field', { ...published, log_index: 3 }],
    ['a field of another type', { ...release, type: 'release.unyank', reason: 'x' }],
    ['a missing field', { type: 'key.retire', v: 1 }],
    ['a missing version of the format', { type: 'key.retire', kid: 'a' }],
    [
      'an undefined optional field',
      { ...release, type: 'release.deprecate', reason: 'a', severity: 'notice', replaced_by: undefined },
    ],
    ['an unknown type', { ...published, type: 'release.unpublish' }],
    ['a type of Object.prototype', { type: 'constructor', v: 1 }],
  ])('refuses %s', (_, leaf) => {
    expect(() => publicLeafText(leaf as PublicLeaf)).toThrow(TypeError);
  });

  it('holds at most 65,535 bytes of UTF-8', () => {
    const room = 65_535 - publicLeafText(yank('')).length;
    expect(publicLeafText(yank('x'.repeat(room)))).toHaveLength(65_535);
    expect(() => publicLeafText(yank('x'.repeat(room + 1)))).toThrow(RangeError);
    expect(() => publicLeafText(yank('é'.repeat(room / 2 + 1)))).toThrow(RangeError);
  });
});

function yank(reason: string): PublicLeaf {
  return { ...release, type: 'release.yank', reason };
}
