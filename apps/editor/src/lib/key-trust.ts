// Where a key of this browser stands with the registry: its list of trusted keys decides whether what is signed here is
// accepted, and a key counts as the same only when its bytes are.
import { parseBase64Url, scopeCovers, toHex } from '@action-registry/core';
import type { TrustedKey } from '@action-registry/schema';

/**
 * `taken`: the registry knows other bytes under this kid; `elsewhere`: these bytes under another kid; `out_of_scope`: the
 * name is not one that the key may sign; `wrong_role`: it signs other things than releases.
 */
export type KeyStanding =
  | { type: 'unknown' | 'taken' }
  | { type: 'elsewhere'; kid: string }
  | { type: 'trusted' | 'out_of_scope' | 'wrong_role' | 'inactive'; listed: TrustedKey };

type OwnKey = { kid: string; public_key: string };

/** How the registry's list has a key, for signing `name` where one is given. */
export function findStanding({ kid, public_key }: OwnKey, listed: readonly TrustedKey[], name?: string): KeyStanding {
  const same = listed.find((key) => key.kid === kid);
  if (same === undefined) {
    const other = listed.find((key) => key.public_key === public_key);
    return other === undefined ? { type: 'unknown' } : { type: 'elsewhere', kid: other.kid };
  }
  if (same.public_key !== public_key) return { type: 'taken' };
  if (same.role !== 'publisher') return { type: 'wrong_role', listed: same };
  if (same.status !== 'active') return { type: 'inactive', listed: same };
  const isCovered = name === undefined || scopeCovers(same.scope, name);
  return { type: isCovered ? 'trusted' : 'out_of_scope', listed: same };
}

/** A kid to begin with: the person's name in the letters that kids have, and the first number that is free. */
export function suggestKid(person: string, taken: ReadonlySet<string>): string {
  const letters = person
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40);
  const base = `${letters === '' ? 'my' : letters}-browser`;
  for (let count = 1; ; count += 1) {
    const kid = count === 1 ? base : `${base}-${count}`;
    if (!taken.has(kid)) return kid;
  }
}

/** Scopes typed in a line, `files.*, notes.summary`, without repetitions. */
export function parseScopes(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter((scope) => scope !== ''))];
}

/** A thumbprint (43 characters, RFC 7638) as hex in groups of four; undefined for a text that is none. */
export function toHexGroups(thumbprint: string): string | undefined {
  try {
    return toHex(parseBase64Url(thumbprint)).match(/.{4}/g)?.join(' ');
  } catch {
    return undefined;
  }
}
