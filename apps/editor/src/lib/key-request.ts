// A request to trust a key, as a link: everything that adding the key takes, in the fragment, which browsers do not send.
// The proof in it binds kid, bytes and scope, so whoever accepts it accepts exactly what was asked for.
import {
  importPublicKey,
  parseBase64Url,
  parseWireBase64,
  thumbprintOf,
  toBase64Url,
  verifyKeyAdd,
} from '@action-registry/core';
import { AddKey } from '@action-registry/schema';

const FRAGMENT = 'request=';
const CHARACTERS_MAX = 8_000;

/** A request that was read; `thumbprint` is computed here from the bytes. */
export type KeyRequest = { key: AddKey; thumbprint: string };

/** The fragment, without `#`, of a link that asks to trust a key. */
export function toRequestFragment(key: AddKey): string {
  return FRAGMENT + toBase64Url(new TextEncoder().encode(JSON.stringify(key)));
}

/** The request in a fragment; undefined where there is none, null for one that is damaged or was changed on its way. */
export function readRequestFragment(fragment: string): KeyRequest | undefined | null {
  const text = fragment.replace(/^#/, '');
  if (!text.startsWith(FRAGMENT)) return undefined;
  if (text.length > CHARACTERS_MAX) return null;
  try {
    const bytes = parseBase64Url(text.slice(FRAGMENT.length));
    return readRequest(AddKey.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))));
  } catch {
    return null;
  }
}

/** A request as its key signed it; null where the proof is not over what it asks for, or it asks for more than publishing. */
export function readRequest(key: AddKey): KeyRequest | null {
  try {
    const { kid, public_key, role, proof } = key;
    const validity = { valid_from: key.valid_from ?? null, valid_until: key.valid_until ?? null };
    const addition = { kid, public_key, role, scope: key.scope ?? null, ...validity };
    if (role !== 'publisher' || !verifyKeyAdd(addition, proof)) return null;
    return { key, thumbprint: thumbprintOf(importPublicKey(parseWireBase64(public_key, 32))) };
  } catch {
    return null;
  }
}
