// The bytes that are signed. A payload type of its own for each kind of message keeps a signature over one kind from ever
// passing for another, and byte lengths keep the frame unambiguous (DSSE v1).
import { concatBytes } from './bytes.js';
import { canonicalize } from './canonical-json.js';
import { toUtf8 } from './utf8.js';

/** The payload type of each kind of signed message; `keyset` is reserved, nothing is signed under it yet (P-10). */
export const PAYLOAD_TYPES = {
  release: 'application/vnd.action-registry.release.v1+json',
  admin: 'application/vnd.action-registry.admin.v1+json',
  keyset: 'application/vnd.action-registry.keyset.v1+json',
} as const;

/** What a release signature binds; `digest` is `sha256:` and 64 hex digits over the canonical document. */
export type ReleaseFacts = { name: string; version: string; digest: string };

/**
 * DSSE v1 pre-authentication encoding: `DSSEv1 LEN(type) type LEN(body) body`, lengths in bytes as ASCII decimals
 * (P-9).
 */
export function pae(payloadType: string, body: string | Uint8Array): Uint8Array {
  const typeBytes = toUtf8(payloadType);
  const bodyBytes = typeof body === 'string' ? toUtf8(body) : body;
  const head = toUtf8(`DSSEv1 ${typeBytes.length} `);
  return concatBytes([head, typeBytes, toUtf8(` ${bodyBytes.length} `), bodyBytes]);
}

/** The canonical statement of a release: exactly digest, name and version (P-11). */
export function releaseStatement({ name, version, digest }: ReleaseFacts): string {
  return canonicalize({ digest, name, version });
}

/**
 * The bytes under a release signature. A verifier gives the name and version it asked for and the digest it computed,
 * never ones that came with the release (P-12).
 */
export function releaseSigningBytes(facts: ReleaseFacts): Uint8Array {
  return pae(PAYLOAD_TYPES.release, releaseStatement(facts));
}
