// From a release as the registry answers it to one that was verified on this machine. What no signature covers leaves this
// file under `registrySays` alone.
import { parseDocument, type Trust, type TrustKey, toTrustError, verifyRelease } from '@action-registry/core';
import { RegistryError, Release, type ReleaseDocument, type Verification } from '@action-registry/schema';

/**
 * What the registry says became of a release, who published it and where in the log it stands: no signature covers any of
 * it. `verified` and its kin are the registry's own opinion.
 */
export type RegistrySays = Omit<Release, 'name' | 'version' | 'document' | 'schema' | 'hash' | 'signature' | 'size'>;

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
  /** The checks that were made here. */
  checks: Verification['checks'];
  registrySays: RegistrySays;
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
    checks: verification.checks,
    registrySays: toRegistrySays(release),
  };
}

/** What is left of an answer when everything that was computed here anew is taken out. */
function toRegistrySays(release: Release): RegistrySays {
  const { name: _n, version: _v, document: _d, schema: _s, hash: _h, signature: _g, size: _z, ...says } = release;
  return says;
}

/** Throws UNSAFE_RELEASE for a release that its owner called unsafe, or worse than a notice in words of a newer registry. */
export function assertSafe({ name, version, registrySays }: VerifiedAction): void {
  const { severity = 'notice', deprecation_reason = 'no reason given', replaced_by } = registrySays;
  if (severity === 'notice') return;
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
