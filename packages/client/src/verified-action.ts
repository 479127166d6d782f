// From a release as the registry answers it to one that was verified on this machine. What no signature covers leaves this
// file under `registrySays` alone.
import { findVouchingKeys, parseDocument, type Trust, toTrustError } from '@action-registry/core';
import { RegistryError, Release, type ReleaseDocument, type Verification } from '@action-registry/schema';
import type { Judgement } from './judge-release.js';

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

/**
 * The verified action; throws TRUST_NOT_CONFIGURED, INTEGRITY_MISMATCH, SIGNATURE_INVALID, UNKNOWN_KEY,
 * KEY_NOT_AUTHORIZED or KEY_REVOKED when it does not verify, and parseDocument's errors when what was signed is unlawful.
 */
export function toVerifiedAction(release: Release, trust: Trust, { claim, options, here }: Judgement): VerifiedAction {
  if (!here.verified) throw toTrustError(here, claim, trust);
  const { document: schema, hash } = parseDocument(claim.document, { isStored: true });
  // The first whose signature suffices by itself: not every known kid on a verified release vouches for it.
  const [key] = findVouchingKeys(claim, trust, options);
  if (key === undefined) throw new Error('a verified release has no key that vouches for it');
  return {
    name: claim.name,
    version: claim.version,
    kind: schema.kind,
    document: claim.document,
    schema,
    hash,
    kid: key.kid,
    thumbprint: key.thumbprint,
    checks: here.checks,
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
