// The signing keys of this browser: made here, kept here, never sent. A stored key cannot be read out again, by nobody and
// not by this page; what can leave is a signature, and the backup that its owner downloads while it is being made.
import {
  importPublicKey,
  type KeyAddition,
  keyAddStatement,
  PAYLOAD_TYPES,
  pae,
  type ReleaseFacts,
  releaseSigningBytes,
  thumbprintOf,
  toWireBase64,
} from '@action-registry/core';
import { useSyncExternalStore } from 'react';
import { readStore, writeStore } from './browser-database.js';
import { createStore } from './store.js';

/** A key that signs here. `public_key` is `base64:` and 44 characters; `created_at` ISO 8601. */
export type SigningKey = {
  kid: string;
  public_key: string;
  thumbprint: string;
  created_at: string;
  /** Its owner has a copy outside of this browser. */
  is_backed_up: boolean;
  private_key: CryptoKey;
};

/** Why keys cannot be used: `insecure` is plain http away from localhost, `unsupported` a browser without Ed25519. */
export type SigningState = 'ready' | 'insecure' | 'unsupported';

const ALGORITHM = 'Ed25519';
const SEED_BYTES = 32;
/** PKCS#8 of an Ed25519 seed begins with these bytes (RFC 8410 §7). */
const PKCS8_HEAD = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

/** Whether this page can sign. */
export async function findSigningState(): Promise<SigningState> {
  if (!globalThis.isSecureContext || globalThis.crypto.subtle === undefined) return 'insecure';
  try {
    await crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);
    return 'ready';
  } catch {
    return 'unsupported';
  }
}

/** A fresh seed, from the browser's own generator of keys. */
export async function createSeed(): Promise<Uint8Array<ArrayBuffer>> {
  const { privateKey } = (await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])) as CryptoKeyPair;
  return new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey)).slice(PKCS8_HEAD.length);
}

/** The seed in a PKCS#8 structure; throws for other algorithms. */
export function seedOfPkcs8(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const isOurs = PKCS8_HEAD.every((byte, at) => bytes[at] === byte);
  if (!isOurs || bytes.length < PKCS8_HEAD.length + SEED_BYTES) throw new TypeError('not an Ed25519 key in PKCS#8');
  return bytes.slice(PKCS8_HEAD.length, PKCS8_HEAD.length + SEED_BYTES);
}

/** What a seed signs as: its public key as it travels, and the thumbprint. */
export async function describeSeed(seed: Uint8Array): Promise<{ public_key: string; thumbprint: string }> {
  const key = await importSeed(seed, true);
  const { x = '' } = await crypto.subtle.exportKey('jwk', key);
  const bytes = Uint8Array.from(atob(x.replaceAll('-', '+').replaceAll('_', '/')), (each) => each.charCodeAt(0));
  return { public_key: toWireBase64(bytes), thumbprint: thumbprintOf(importPublicKey(bytes)) };
}

function importSeed(seed: Uint8Array, extractable: boolean): Promise<CryptoKey> {
  const pkcs8 = new Uint8Array([...PKCS8_HEAD, ...seed]);
  return crypto.subtle.importKey('pkcs8', pkcs8, ALGORITHM, extractable, ['sign']);
}

/** What is kept of a seed; throws when the kid is taken in this browser. */
export type NewKey = { kid: string; seed: Uint8Array; isBackedUp: boolean; now: Date };

/** Keeps a seed as a key that cannot be read out. */
export async function keepKey({ kid, seed, isBackedUp, now }: NewKey): Promise<SigningKey> {
  const key: SigningKey = {
    kid,
    ...(await describeSeed(seed)),
    created_at: now.toISOString(),
    is_backed_up: isBackedUp,
    private_key: await importSeed(seed, false),
  };
  await writeStore('signing_keys', (store) => store.add(key));
  await refreshKeys();
  return key;
}

/** Takes a key out of this browser, for good. */
export async function forgetKey(kid: string): Promise<void> {
  await writeStore('signing_keys', (store) => store.delete(kid));
  await refreshKeys();
}

const keys = createStore<readonly SigningKey[] | undefined>(undefined);
const CHANNEL = 'action-registry.signing-keys';
let channel: BroadcastChannel | undefined;

/** The keys of this browser by kid, followed, also when another tab changes them; undefined while they are read. */
export function useSigningKeys(): readonly SigningKey[] | undefined {
  return useSyncExternalStore(subscribeKeys, keys.get);
}

function subscribeKeys(listener: () => void): () => void {
  if (channel === undefined) {
    channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = () => void readKeys();
    void readKeys();
  }
  return keys.subscribe(listener);
}

async function refreshKeys(): Promise<void> {
  await readKeys();
  channel?.postMessage('changed');
}

async function readKeys(): Promise<void> {
  try {
    keys.set(await readStore<SigningKey[]>('signing_keys', (store) => store.getAll()));
  } catch {
    // No storage, no keys: the page offers to make one and says why it cannot be kept.
    keys.set([]);
  }
}

/** The wire signature of a release by a key of this browser. */
export function signReleaseHere(key: SigningKey, facts: ReleaseFacts): Promise<string> {
  return sign(key, releaseSigningBytes(facts));
}

/** The proof of possession that adding a key takes (docs/protocol.md P-13). */
export function proveKeyHere(key: SigningKey, scope: string[] | null): Promise<string> {
  const { kid, public_key } = key;
  const addition: KeyAddition = { kid, public_key, role: 'publisher', scope, valid_from: null, valid_until: null };
  return sign(key, pae(PAYLOAD_TYPES.admin, keyAddStatement(addition)));
}

async function sign({ private_key }: SigningKey, bytes: Uint8Array): Promise<string> {
  return toWireBase64(new Uint8Array(await crypto.subtle.sign(ALGORITHM, private_key, new Uint8Array(bytes))));
}
