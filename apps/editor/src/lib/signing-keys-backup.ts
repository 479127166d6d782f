// The backup of a signing key: the CLI's key file (a JWE, RFC 7516, PBES2 around an Ed25519 JWK), made and opened with
// WebCrypto alone. Without the passphrase it is of no use, and the passphrase protects this file and nothing else.
import { parseBase64Url, toBase64Url } from '@action-registry/core';

/** As the CLI writes them: OWASP's floor for PBKDF2-HMAC-SHA-256; one more is refused when a file is opened. */
const ITERATIONS = 600_000;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BITS = 128;
const KEY_WRAP = 'PBES2-HS256+A128KW';
/** PBES2 refuses an empty password, so every passphrase is prefixed. */
const DOMAIN = 'action-registry-key:';

const encoder = new TextEncoder();

/** The text of a key file. */
export async function encryptBackup(
  { kid, seed }: { kid: string; seed: Uint8Array },
  passphrase: string,
): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const header = encodeJson({
    alg: KEY_WRAP,
    enc: 'A256GCM',
    typ: 'action-registry-key',
    passphrase: passphrase !== '',
    p2c: ITERATIONS,
    p2s: toBase64Url(salt),
  });
  const content = (await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt'])) as CryptoKey;
  const wrapping = await deriveKey(passphrase, { salt, iterations: ITERATIONS }, 'wrapKey');
  const wrapped = new Uint8Array(await crypto.subtle.wrapKey('raw', content, wrapping, 'AES-KW'));
  const jwk = encoder.encode(JSON.stringify({ kty: 'OKP', crv: 'Ed25519', kid, d: toBase64Url(seed) }));
  const sealed = new Uint8Array(await crypto.subtle.encrypt(gcm(nonce, header), content, jwk));
  const split = sealed.length - TAG_BITS / 8;
  const parts = [wrapped, nonce, sealed.slice(0, split), sealed.slice(split)].map(toBase64Url);
  return [header, ...parts].join('.');
}

/** True for the text of a key file; `needsPassphrase` is what its header says. */
export function readBackupHeader(text: string): { needsPassphrase: boolean } | undefined {
  const header = findHeader(text.trim().split('.'));
  return header && { needsPassphrase: header.passphrase !== false };
}

/** The key in a key file; throws `TypeError` for a wrong passphrase or a damaged file. */
export async function decryptBackup(text: string, passphrase: string): Promise<{ kid: string; seed: Uint8Array }> {
  const parts = text.trim().split('.');
  const header = findHeader(parts);
  const [protectedText = '', ...rest] = parts;
  const [wrapped, nonce, sealed, tag] = rest.map((part) => new Uint8Array(parseBase64Url(part)));
  if (header === undefined || !wrapped || !nonce || !sealed || !tag) throw new TypeError('this is no key file');
  const salt = new Uint8Array(parseBase64Url(header.p2s));
  const wrapping = await deriveKey(passphrase, { salt, iterations: header.p2c }, 'unwrapKey');
  try {
    const usages: KeyUsage[] = ['decrypt'];
    const content = await crypto.subtle.unwrapKey('raw', wrapped, wrapping, 'AES-KW', 'AES-GCM', false, usages);
    const bytes = await crypto.subtle.decrypt(gcm(nonce, protectedText), content, new Uint8Array([...sealed, ...tag]));
    const { kid, d } = JSON.parse(new TextDecoder().decode(bytes)) as { kid: string; d: string };
    return { kid, seed: parseBase64Url(d) };
  } catch (cause) {
    throw new TypeError('the passphrase is wrong, or the file is damaged', { cause });
  }
}

type Header = { alg: string; enc: string; p2c: number; p2s: string; passphrase?: boolean };

function findHeader(parts: readonly string[]): Header | undefined {
  if (parts.length !== 5) return undefined;
  try {
    const header = JSON.parse(new TextDecoder().decode(parseBase64Url(parts[0] ?? ''))) as Header;
    const isOurs = header.alg === KEY_WRAP && header.enc === 'A256GCM' && typeof header.p2s === 'string';
    return isOurs && header.p2c > 0 && header.p2c <= ITERATIONS ? header : undefined;
  } catch {
    return undefined;
  }
}

/** RFC 7518 §4.8: PBKDF2 over the algorithm's name, a zero byte and the salt. */
async function deriveKey(
  passphrase: string,
  { salt, iterations }: { salt: Uint8Array; iterations: number },
  usage: 'wrapKey' | 'unwrapKey',
): Promise<CryptoKey> {
  const password = encoder.encode(DOMAIN + passphrase);
  const base = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveKey']);
  const saltInput = new Uint8Array([...encoder.encode(KEY_WRAP), 0, ...salt]);
  const pbkdf2 = { name: 'PBKDF2', hash: 'SHA-256', salt: saltInput, iterations };
  return crypto.subtle.deriveKey(pbkdf2, base, { name: 'AES-KW', length: 128 }, false, [usage]);
}

function gcm(iv: Uint8Array<ArrayBuffer>, header: string) {
  return { name: 'AES-GCM', iv, additionalData: encoder.encode(header), tagLength: TAG_BITS };
}

function encodeJson(value: object): string {
  return toBase64Url(encoder.encode(JSON.stringify(value)));
}
