import {
  digestOf,
  importPublicKey,
  parseWireBase64,
  publicKeyOf,
  signKeyAdd,
  signRelease,
  toBase64,
  toBase64Url,
  toWireBase64,
  verifyKeyAdd,
} from '@action-registry/core';
import { describe, expect, it } from 'vitest';
import { createSeed, describeSeed, proveKeyHere, type SigningKey, signReleaseHere } from './signing-keys.js';
import { decryptBackup, encryptBackup, readBackupHeader } from './signing-keys-backup.js';
import { findKeyForm, needsPassphrase, readKey } from './signing-keys-import.js';

const seed = new Uint8Array(32).fill(7);
/** RFC 8410 §10.3, the example of a private key. */
const RFC_PEM = `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
-----END PRIVATE KEY-----`;
const RFC_PUBLIC = 'base64:Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=';

describe('a backup', () => {
  it('opens with its passphrase and gives the key back', async () => {
    const text = await encryptBackup({ kid: 'ana-laptop', seed }, 'correct horse');
    expect(readBackupHeader(text)).toEqual({ needsPassphrase: true });
    expect(await decryptBackup(text, 'correct horse')).toEqual({ kid: 'ana-laptop', seed });
  });

  it('does not open with another passphrase, nor when one character of it was changed', async () => {
    const text = await encryptBackup({ kid: 'ana-laptop', seed }, 'correct horse');
    await expect(decryptBackup(text, 'wrong horse')).rejects.toThrow(TypeError);
    const at = text.lastIndexOf('.') - 3;
    const damaged = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
    await expect(decryptBackup(damaged, 'correct horse')).rejects.toThrow(TypeError);
  });

  it('holds neither the key nor the passphrase in readable form', async () => {
    const text = await encryptBackup({ kid: 'ana-laptop', seed }, 'correct horse');
    const readable = text
      .split('.')
      .map((part) => Buffer.from(part, 'base64url').toString('latin1'))
      .join(' ');
    expect(readable).not.toContain('correct horse');
    expect(readable).not.toContain(toBase64Url(seed));
  });

  it('that asks for more rounds than we make is refused, so that a file cannot stall the page', () => {
    const header = { alg: 'PBES2-HS256+A128KW', enc: 'A256GCM', p2c: 600_001, p2s: 'AAAA' };
    const text = `${Buffer.from(JSON.stringify(header)).toString('base64url')}.a.b.c.d`;
    expect(readBackupHeader(text)).toBeUndefined();
  });
});

describe('importing a key', () => {
  it('reads every form, each told by its look', async () => {
    const backup = await encryptBackup({ kid: 'ana-laptop', seed }, 'p');
    const jwk = JSON.stringify({ kty: 'OKP', crv: 'Ed25519', kid: 'ana-laptop', d: toBase64Url(seed) });
    expect([backup, RFC_PEM, jwk, `base64:${toBase64(seed)}`, 'hello'].map(findKeyForm)).toEqual([
      'backup',
      'pkcs8',
      'jwk',
      'seed',
      'unknown',
    ]);
    expect([backup, jwk].map(needsPassphrase)).toEqual([true, false]);
    expect(await readKey(backup, 'p')).toEqual({ kid: 'ana-laptop', seed });
    expect(await readKey(jwk, '')).toEqual({ kid: 'ana-laptop', seed });
    expect(await readKey(toBase64(seed), '')).toEqual({ kid: undefined, seed });
    const { seed: fromPem } = await readKey(RFC_PEM, '');
    expect(await describeSeed(fromPem)).toMatchObject({ public_key: RFC_PUBLIC });
  });

  it.each([
    ['hello'],
    ['{"kty":"RSA","d":"AAAA"}'],
    [RFC_PEM.replace('MC4CAQAwBQYDK2Vw', 'MC4CAQAwBQYDK2Vu')],
    [RFC_PEM.replaceAll('PRIVATE', 'ENCRYPTED PRIVATE')],
    [JSON.stringify({ kty: 'OKP', crv: 'Ed25519', d: 'AAAA' })],
  ])('refuses %j', async (text) => {
    await expect(readKey(text, '')).rejects.toThrow();
  });

  it('drops a kid that is none', async () => {
    const jwk = JSON.stringify({ kty: 'OKP', crv: 'Ed25519', kid: 'Ana Laptop', d: toBase64Url(seed) });
    expect((await readKey(jwk, '')).kid).toBeUndefined();
  });
});

describe('a key made here', () => {
  it('is a key that verifiers take, and the same key that core makes of its seed', async () => {
    const fresh = await createSeed();
    const { public_key } = await describeSeed(fresh);
    expect(importPublicKey(parseWireBase64(public_key, 32)).publicKey).toBe(public_key);
    expect(parseWireBase64(public_key, 32)).toEqual(publicKeyOf(fresh));
  });

  it('proves its possession and signs byte for byte as core does', async () => {
    const facts = { kid: 'ana-laptop', public_key: toWireBase64(publicKeyOf(seed)), role: 'publisher' as const };
    const addition = { ...facts, scope: ['files.*'], valid_from: null, valid_until: null };
    const pkcs8 = new Uint8Array([...Buffer.from('302e020100300506032b657004220420', 'hex'), ...seed]);
    const private_key = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign']);
    const key: SigningKey = { ...facts, thumbprint: '', created_at: '', is_backed_up: true, private_key };
    const proof = await proveKeyHere(key, ['files.*']);
    expect(verifyKeyAdd(addition, proof)).toBe(true);
    expect(proof).toBe(signKeyAdd(addition, seed));
    const release = { name: 'files.move', version: '1.0.0', digest: digestOf('{}') };
    expect(await signReleaseHere(key, release)).toBe(signRelease(release, seed));
    await expect(crypto.subtle.exportKey('pkcs8', private_key)).rejects.toThrow();
  });
});
