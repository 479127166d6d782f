// Signing a release, as publishers do it. Ed25519 and the statement are deterministic: signing again gives the same bytes,
// so a retried publish is the same publish.
import { signMessage } from '#ed25519';
import { toWireBase64 } from './base64.js';
import { type ReleaseFacts, releaseSigningBytes } from './envelope.js';

/** The wire signature (`base64:` and 88 characters) of these facts by a 32-byte seed. */
export function signRelease(facts: ReleaseFacts, seed: Uint8Array): string {
  return toWireBase64(signMessage(seed, releaseSigningBytes(facts)));
}
