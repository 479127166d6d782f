// The keys that this browser trusts, chosen by the person in front of it: nothing is pinned silently, and what the registry
// says later cannot change a pinned key's bytes. Kept in local storage, which other registries' pages cannot read.
import type { TrustedKey } from '@action-registry/schema';
import { useSyncExternalStore } from 'react';
import { forgetCheckpoint } from './remembered-checkpoint.js';
import { createStore } from './store.js';

/** A pinned key: `public_key` is `base64:` and 44 characters, `pinned_at` an ISO 8601 time; a publisher's without a role. */
export type PinnedKey = {
  kid: string;
  public_key: string;
  pinned_at: string;
  role?: 'log';
  scope?: readonly string[];
  comment?: string;
};

const NAME = 'action-registry.pinned-keys';

const store = createStore<readonly PinnedKey[] | undefined>(undefined);

function current(): readonly PinnedKey[] {
  const known = store.get();
  if (known !== undefined) return known;
  const read = readPinned();
  store.set(read);
  window.addEventListener('storage', (event) => {
    if (event.key === NAME || event.key === null) store.set(readPinned());
  });
  return read;
}

/** The pinned keys, followed; also when another tab changes them. */
export function usePinnedKeys(): readonly PinnedKey[] {
  return useSyncExternalStore(store.subscribe, current);
}

/** Pins keys; one that is pinned under the same kid is replaced. */
export function pinKeys(keys: readonly Omit<PinnedKey, 'pinned_at'>[], now: Date): void {
  const kids = new Set(keys.map(({ kid }) => kid));
  const rest = current().filter(({ kid }) => !kids.has(kid));
  const next = [...rest, ...keys.map((key) => ({ ...key, pinned_at: now.toISOString() }))];
  // A log that is trusted anew, by a person, is remembered anew.
  const known = new Set(
    current()
      .filter(isLogPin)
      .map((key) => key.public_key),
  );
  if (keys.some(isLogPin) && !next.some((key) => isLogPin(key) && known.has(key.public_key))) forgetCheckpoint();
  write(next);
}

/** A trusted key of the registry as it is pinned. */
export function toPin({ kid, public_key, role, scope, comment }: TrustedKey): Omit<PinnedKey, 'pinned_at'> {
  const facts = { ...(scope !== undefined && { scope }), ...(comment !== undefined && { comment }) };
  return { kid, public_key, ...(role === 'log' && { role }), ...facts };
}

/** True for the key of a log. */
export function isLogPin({ role }: Pick<PinnedKey, 'role'>): boolean {
  return role === 'log';
}

/** Takes a key's pin away. */
export function unpinKey(kid: string): void {
  write(current().filter((key) => key.kid !== kid));
}

function write(keys: readonly PinnedKey[]): void {
  store.set(keys);
  try {
    localStorage.setItem(NAME, JSON.stringify(keys));
  } catch {
    // Storage is blocked: the pins hold for this page.
  }
}

/** What is stored, without anything that is not a pinned key. */
export function parsePinned(text: string | null): PinnedKey[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? value.filter(isPinnedKey) : [];
  } catch {
    return [];
  }
}

function readPinned(): PinnedKey[] {
  try {
    return parsePinned(localStorage.getItem(NAME));
  } catch {
    return [];
  }
}

function isPinnedKey(value: unknown): value is PinnedKey {
  if (typeof value !== 'object' || value === null) return false;
  const { kid, public_key, pinned_at, role } = value as Record<string, unknown>;
  if (role !== undefined && role !== 'log') return false;
  return [kid, public_key, pinned_at].every((field) => typeof field === 'string');
}
