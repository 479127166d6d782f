// The keys of the golden vectors: public by design, so that every implementation can sign with them.
import type { KeyRole } from '@action-registry/schema';
import type { Core } from './other-engine.js';

/** A test key whose seed is one byte, repeated. */
export function vectorKey(core: Core, kid: string, byte: number) {
  const seed = new Uint8Array(32).fill(byte);
  return { kid, seed, public_key: core.toWireBase64(core.publicKeyOf(seed)), role: 'publisher' as KeyRole };
}
