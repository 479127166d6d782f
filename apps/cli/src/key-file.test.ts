// Key files: what was written is read back, and nothing else opens.
import { describe, expect, test } from 'vitest';
import { assertKid, createSigningKey, decryptKey, encryptKey, needsPassphrase, toSigningKey } from './key-file.js';
import { UsageError } from './usage-error.js';

describe('a key file', () => {
  test('with a passphrase opens with that passphrase alone', async () => {
    const key = createSigningKey('ci-files');
    const text = await encryptKey(key, 'correct horse');
    expect(needsPassphrase(text)).toBe(true);
    expect(await decryptKey(`${text}\n`, 'correct horse')).toEqual(key);
    await expect(decryptKey(text, 'wrong horse')).rejects.toBeInstanceOf(UsageError);
    await expect(decryptKey(text, '')).rejects.toBeInstanceOf(UsageError);
  });

  test('without a passphrase says so and opens without one', async () => {
    const key = createSigningKey();
    const text = await encryptKey(key, '');
    expect(needsPassphrase(text)).toBe(false);
    expect(await decryptKey(text, '')).toEqual(key);
  });

  test('never holds the seed in readable form', async () => {
    const key = createSigningKey('k');
    const text = await encryptKey(key, 'p');
    expect(text).not.toContain(Buffer.from(key.seed).toString('base64url'));
  });

  test('that is damaged is refused as such', async () => {
    const text = await encryptKey(createSigningKey('k'), '');
    await expect(decryptKey(`${text.slice(0, -4)}AAAA`, '')).rejects.toBeInstanceOf(UsageError);
    expect(() => needsPassphrase('not a key file')).toThrow(UsageError);
  });
});

test('a key without a given id is named after its thumbprint', () => {
  const { kid, thumbprint } = toSigningKey(new Uint8Array(32).fill(7));
  expect(kid).toBe(`k-${thumbprint.slice(0, 16).toLowerCase()}`);
});

test.each(['../escape', 'UPPER', '', 'a/b', '.hidden', 'x'.repeat(65)])('%j is no key id, nor a file name', (kid) => {
  expect(() => assertKid(kid)).toThrow(UsageError);
});
