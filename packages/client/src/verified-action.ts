// From a release as the registry answers it to one that was verified on this machine. Nothing unverified leaves this file.
import { parseDocument, type Trust, type TrustKey, toTrustError, verifyRelease } from '@action-registry/core';
import { RegistryError, Release, type ReleaseDocument, type Verification } from '@action-registry/schema';

/** A release that verified here, against the caller's own trusted keys. */
export type VerifiedAction = {
  name: string;
  version: string;
  kind: ReleaseDocument['kind'];
  /** The exact signed text. */
  document: string;
  /** The same, parsed. */
  schema: ReleaseDocument;
  hash: string;
  /** The trusted key that vouches, and its RFC 7638 thumbprint. */
  kid: string;
  thumbprint: string;
  logIndex: number;
  checks: Verification['checks'];
  /** What the registry says became of it; no signature covers this. */
  deprecated: boolean;
  yanked: boolean;
  /** The registry's whole answer. */
  release: Release;
};

/** What was asked for; `now` is the moment at which keys must be valid. */
export type Asked = { name: string; version: string; now: Date };

/** What is looked at here of a registry's answer; the rest may be of a newer registry. */
const Relied = Release.pick({
  name: true,
  version: true,
  document: true,
  hash: true,
  signatures: true,
  log_index: true,
  deprecated: true,
  yanked: true,
});

/** True when an answer has the parts that are verified, each of its type. */
export function isReleaseShaped(answer: unknown): answer is Release {
  return Relied.safeParse(answer).success;
}

/** Verifies a release under the name and version asked for. */
export function checkRelease(release: Release, trust: Trust, { name, version, now }: Asked): Verification {
  const { document, hash, signatures, log_index } = release;
  return verifyRelease({ name, version, document, claimedHash: hash, signatures, log_index }, trust, { now });
}

/**
 * The verified action; throws TRUST_NOT_CONFIGURED, INTEGRITY_MISMATCH, SIGNATURE_INVALID, UNKNOWN_KEY,
 * KEY_NOT_AUTHORIZED or KEY_REVOKED when it does not verify, and parseDocument's errors when what was signed is unlawful.
 */
export function toVerifiedAction(release: Release, trust: Trust, asked: Asked): VerifiedAction {
  const verification = checkRelease(release, trust, asked);
  if (!verification.verified) throw toVerifyError(verification, { release, trust, asked });
  const { document: schema, hash } = parseDocument(release.document);
  const key = getVouchingKey(release, trust, asked);
  return {
    name: asked.name,
    version: asked.version,
    kind: schema.kind,
    document: release.document,
    schema,
    hash,
    kid: key.kid,
    thumbprint: key.thumbprint,
    logIndex: release.log_index,
    checks: verification.checks,
    deprecated: release.deprecated,
    yanked: release.yanked,
    release,
  };
}

/** Throws UNSAFE_RELEASE for a release that its owner called unsafe. */
export function assertSafe({ name, version, release }: VerifiedAction): void {
  if (release.severity !== 'unsafe') return;
  const { deprecation_reason = 'no reason given', replaced_by } = release;
  const instead = replaced_by === undefined ? '' : ` Use ${replaced_by} instead.`;
  throw new RegistryError(
    'UNSAFE_RELEASE',
    `${name}@${version} is deprecated as unsafe: ${deprecation_reason}.${instead} Resolve it with allowUnsafe (--allow-unsafe) only if you must.`,
    { details: { name, version, deprecation_reason, ...(replaced_by !== undefined && { replaced_by }) } },
  );
}

/** The error for a release that did not verify. */
export function toVerifyError(
  verification: Verification,
  { release, trust, asked: { name, version } }: { release: Release; trust: Trust; asked: Asked },
): RegistryError {
  const { document, hash, signatures } = release;
  return toTrustError(verification, { name, version, document, claimedHash: hash, signatures }, trust);
}

/** The first key whose signature suffices by itself: not every known kid on a verified release vouches for it. */
function getVouchingKey(release: Release, trust: Trust, asked: Asked): TrustKey {
  for (const signature of release.signatures) {
    const key = trust.keys.get(signature.kid);
    if (key === undefined) continue;
    if (checkRelease({ ...release, signatures: [signature] }, trust, asked).verified) return key;
  }
  throw new Error('a verified release has no key that vouches for it');
}
