import { describe, expect, it } from 'vitest';
import { publicKeyOf, signMessage } from '#ed25519';
import { type KeyAddition, keyAddStatement, signKeyAdd, verifyKeyAdd } from './admin-statement.js';
import { toWireBase64 } from './base64.js';
import { PAYLOAD_TYPES, pae } from './envelope.js';

const seed = new Uint8Array(32).fill(7);
const key: KeyAddition = {
  kid: 'team-2',
  public_key: toWireBase64(publicKeyOf(seed)),
  role: 'publisher',
  scope: ['files.*'],
  valid_from: '2026-11-01T00:00:00Z',
  valid_until: null,
};

it('states the key and its rights in exactly this form', () => {
  expect(keyAddStatement(key)).toBe(
    '{"key":{"alg":"ed25519","kid":"team-2","public_key":"base64:6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw=",' +
      '"role":"publisher","scope":["files.*"],"valid_from":"2026-11-01T00:00:00Z","valid_until":null},"op":"key.add"}',
  );
});

describe('proof of possession', () => {
  const proof = signKeyAdd(key, seed);

  it('is accepted for the key that made it', () => {
    expect(verifyKeyAdd(key, proof)).toBe(true);
  });

  it.each<[string, Partial<KeyAddition>]>([
    ['kid', { kid: 'team-3' }],
    ['role', { role: 'root' }],
    ['wider scope', { scope: ['*'] }],
    ['absent scope', { scope: null }],
    ['start', { valid_from: null }],
    ['end', { valid_until: '2030-01-01T00:00:00Z' }],
    ['key', { public_key: toWireBase64(publicKeyOf(new Uint8Array(32).fill(8))) }],
  ])('is refused with another %s', (_, change) => {
    expect(verifyKeyAdd({ ...key, ...change }, proof)).toBe(false);
  });

  it('is refused when the same statement was signed as another kind of message', () => {
    const bytes = pae(PAYLOAD_TYPES.release, keyAddStatement(key));
    expect(verifyKeyAdd(key, toWireBase64(signMessage(seed, bytes)))).toBe(false);
  });

  it('is refused for unusable keys and malformed texts', () => {
    const identity = toWireBase64(Uint8Array.of(1, ...new Uint8Array(31)));
    expect(verifyKeyAdd({ ...key, public_key: identity }, toWireBase64(Uint8Array.of(1, ...new Uint8Array(63))))).toBe(
      false,
    );
    expect(verifyKeyAdd({ ...key, public_key: 'base64:AAAA' }, proof)).toBe(false);
    expect(verifyKeyAdd(key, proof.slice('base64:'.length))).toBe(false);
    expect(verifyKeyAdd(key, '')).toBe(false);
  });

  it('is not made with the seed of another key', () => {
    expect(() => signKeyAdd(key, new Uint8Array(32).fill(8))).toThrow(TypeError);
  });
});
