import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkCommitment, type PrivateEvent, privateCommitment, privateLeafText } from './log-commitment.js';

const salt = Uint8Array.from({ length: 32 }, (_, at) => at);
const event: PrivateEvent = {
  type: 'definition.create',
  workspace: 'default',
  actor: 'api_key:ark_abc',
  at: '2026-11-01T00:00:00.000Z',
  subject: 'def_1',
  data: { revision: 1, digest: 'sha256:00' },
};

describe('privateCommitment', () => {
  it('commits to salt and canonical event in exactly this form', () => {
    const text =
      '{"actor":"api_key:ark_abc","at":"2026-11-01T00:00:00.000Z","data":{"digest":"sha256:00","revision":1},' +
      '"subject":"def_1","type":"definition.create","workspace":"default"}';
    const expected = createHash('sha256').update(salt).update(text).digest('hex');
    expect(privateCommitment(event, salt)).toBe(`sha256:${expected}`);
    expect(expected).toBe('4e297016ceb1744e68acb26d4e6d31e1d9816f1918335bbf24d5965ed496763a');
  });

  it.each<[string, Partial<PrivateEvent>]>([
    ['actor', { actor: 'x' }],
    ['at', { at: '2026-11-01T00:00:00.001Z' }],
    ['data', { data: {} }],
    ['subject', { subject: 'def_2' }],
    ['type', { type: 'definition.delete' }],
    ['workspace', { workspace: 'other' }],
  ])('changes with %s', (_, change) => {
    expect(privateCommitment({ ...event, ...change }, salt)).not.toBe(privateCommitment(event, salt));
  });

  it('changes with the salt and ignores what is not part of the event', () => {
    expect(privateCommitment(event, salt.with(31, 0))).not.toBe(privateCommitment(event, salt));
    const row = { ...event, idx: 7, leaf: 'x' };
    expect(privateCommitment(row, salt)).toBe(privateCommitment(event, salt));
  });

  it.each([0, 31, 33])('refuses a salt of %i bytes', (length) => {
    expect(() => privateCommitment(event, new Uint8Array(length))).toThrow(RangeError);
  });
});

it('shows nothing but the commitment in the leaf', () => {
  expect(privateLeafText('sha256:00')).toBe('{"commitment":"sha256:00","type":"private","v":1}');
});

describe('a commitment', () => {
  const leaf = privateLeafText(privateCommitment(event, salt));

  it('is opened by exactly its event and salt', () => {
    expect(checkCommitment(leaf, event, salt)).toBe(true);
  });

  it('is not opened by another event, another salt, one of another length, or in another spelling', () => {
    expect(checkCommitment(leaf, { ...event, subject: 'def_2' }, salt)).toBe(false);
    expect(checkCommitment(leaf, event, salt.with(0, 9))).toBe(false);
    expect(checkCommitment(leaf, event, salt.subarray(1))).toBe(false);
    expect(checkCommitment(leaf.replace(',', ', '), event, salt)).toBe(false);
  });
});
