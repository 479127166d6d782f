// The cookie that keeps a browser signed in: HttpOnly, same-site, and named after this registry, because browsers send the
// cookies of one host to all of its ports.
import { createHash, randomBytes } from 'node:crypto';

/** A fresh secret of 256 random bits and the hash under which it is stored. */
export function createToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashToken(token) };
}

/** SHA-256 of a token; a 256-bit secret needs no slow hash. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** The cookie's name for a registry; `seed` is any text that no other registry has. */
export function toCookieName(seed: string): string {
  return `ar_session_${createHash('sha256').update(seed).digest('hex').slice(0, 12)}`;
}

/** The token in a `Cookie` header. */
export function readCookie(header: string | null | undefined, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}

/** The `Set-Cookie` header that stores a token for `maxAgeS` seconds; 0 removes it. */
export function toSetCookie(
  name: string,
  token: string,
  { maxAgeS, isSecure }: { maxAgeS: number; isSecure: boolean },
): string {
  const secure = isSecure ? '; Secure' : '';
  return `${name}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAgeS}${secure}`;
}
