// From a release as the registry answers it to one that was verified on this machine. Nothing unverified leaves this file.
import { type Trust, thumbprintOf, toTrustError, verifyRelease } from '@action-registry/core';
import { RegistryError, type Release, type ReleaseDocument, type Verification } from '@action-registry/schema';

/** A release that verified here, against the caller's own trusted keys. */
export type VerifiedAction = {
  name: string;
  version: string;
  kind: ReleaseDocument['kind'];
  /** The exact signed text. */
  document: string;
  schema: ReleaseDocument;
  hash: string;
  /** The trusted key that vouches, and its RFC 7638 thumbprint. */
  kid: string;
  thumbprint: string;
  logIndex: number;
  checks: Verification['checks'];
  release: Release;
};

/** What was asked for; `now` is the moment at which keys must be valid. */
export type Asked = { name: string; version: string; now: Date; allowUnsafe?: boolean };

/** Verifies a release under the name and version asked for. */
export function checkRelease(release: Release, trust: Trust, { name, version, now }: Asked): Verification {
  const { document, hash, signatures, log_index } = release;
  return verifyRelease({ name, version, document, claimedHash: hash, signatures, log_index }, trust, { now });
}

/** The verified action; throws INTEGRITY_MISMATCH, SIGNATURE_INVALID, UNKNOWN_KEY and the like when it does not verify. */
export function toVerifiedAction(release: Release, trust: Trust, asked: Asked): VerifiedAction {
  const verification = checkRelease(release, trust, asked);
  const { name, version } = asked;
  if (!verification.verified) {
    throw toTrustError(
      verification,
      { name, version, document: release.document, claimedHash: release.hash, signatures: release.signatures },
      trust,
    );
  }
  if (release.severity === 'unsafe' && asked.allowUnsafe !== true) {
    throw new RegistryError(
      'FORBIDDEN',
      `${name}@${version} is deprecated as unsafe: ${release.deprecation_reason ?? ''}`,
      { details: { permission: 'allowUnsafe', name } },
    );
  }
  const key = release.signatures.map(({ kid }) => trust.keys.get(kid)).find((candidate) => candidate !== undefined);
  if (key === undefined) throw new Error('a verified release has no trusted key');
  // The text verified, so this is what its publisher signed.
  const schema = JSON.parse(release.document) as ReleaseDocument;
  return {
    name,
    version,
    schema,
    release,
    kind: schema.kind,
    document: release.document,
    hash: release.hash,
    kid: key.kid,
    thumbprint: thumbprintOf(key.key),
    logIndex: release.log_index,
    checks: verification.checks,
  };
}
