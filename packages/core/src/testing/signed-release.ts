// A small cast for tests of trust: keys by label, trust entries for them, and releases signed by them.

import { publicKeyOf } from '#ed25519';
import { toWireBase64 } from '../base64.js';
import { canonicalize } from '../canonical-json.js';
import { digestOf } from '../digest.js';
import { signRelease } from '../sign-release.js';
import type { TrustedKeyInput } from '../trusted-keys.js';
import type { ClaimedSignature, ReleaseClaim } from '../verify-release.js';

/** The seed of a test key: one byte, repeated. */
export function seedOf(label: number): Uint8Array {
  return new Uint8Array(32).fill(label);
}

/** A trust entry `kN` for the test key N, active and for every name unless `overrides` says otherwise. */
export function trustEntry(label: number, overrides: Partial<TrustedKeyInput> = {}): TrustedKeyInput {
  return { kid: `k${label}`, public_key: toWireBase64(publicKeyOf(seedOf(label))), ...overrides };
}

/** A tool's canonical document. */
export function documentText(name: string, version: string): string {
  return canonicalize({ name, version, kind: 'tool', spec: {} });
}

/** The signature `kN` of the test key N over these facts. */
export function signatureBy(
  label: number,
  facts: { name: string; version: string; document: string },
): ClaimedSignature {
  const { name, version, document } = facts;
  return { kid: `k${label}`, sig: signRelease({ name, version, digest: digestOf(document) }, seedOf(label)) };
}

/** `files.move@1.0.0`, signed by these test keys, logged at index 5. */
export function signedClaim(...labels: number[]): ReleaseClaim {
  const [name, version] = ['files.move', '1.0.0'];
  const document = documentText(name, version);
  const signatures = labels.map((label) => signatureBy(label, { name, version, document }));
  return { name, version, document, claimedHash: digestOf(document), signatures, log_index: 5 };
}
