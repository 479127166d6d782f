// A key's identity. A kid is only a label that selects a key; two labels for one thumbprint are one key.
import { sha256 } from '#sha256';
import { toBase64Url } from './base64.js';
import { canonicalize } from './canonical-json.js';
import { publicKeyBytes, type VerifyingKey } from './ed25519-key.js';

/** The required members of an Ed25519 public key as a JSON Web Key (RFC 8037 §2); `x` is unpadded base64url. */
export type Ed25519Jwk = { crv: 'Ed25519'; kty: 'OKP'; x: string };

/** The key as a JSON Web Key. */
export function toJwk(key: VerifyingKey): Ed25519Jwk {
  return { crv: 'Ed25519', kty: 'OKP', x: toBase64Url(publicKeyBytes(key)) };
}

/** The RFC 7638 thumbprint (as in RFC 8037 appendix A.3): 43 base64url characters of SHA-256 (P-20). */
export function thumbprintOf(key: VerifyingKey): string {
  return toBase64Url(sha256(canonicalize(toJwk(key))));
}
