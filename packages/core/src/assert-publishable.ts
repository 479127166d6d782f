// The signature gate at publish. It is stricter than verification: every signature must be by a key that is trusted, may
// sign the name and is active now, because what is let in here is stored for ever.
import { type ErrorDetails, type KeyState, RegistryError } from '@action-registry/schema';
import { digestOf } from './digest.js';
import { isTrustConfigured, keyState, scopeCovers, type Trust, type TrustKey } from './trusted-keys.js';
import { type ReleaseClaim, verifyRelease } from './verify-release.js';

/** What a publisher sends: the canonical document, the name and version in it, and signatures. */
export type PublishClaim = Pick<ReleaseClaim, 'name' | 'version' | 'document' | 'signatures'>;

/** The command that sets trust up on a fresh registry. */
const SETUP_COMMAND = 'npx --no actions init';

/**
 * Throws TRUST_NOT_CONFIGURED, UNKNOWN_KEY, KEY_REVOKED, KEY_NOT_AUTHORIZED or SIGNATURE_INVALID unless every signature is
 * good now (P-26); returns nothing otherwise.
 */
export function assertPublishable(claim: PublishClaim, trust: Trust, { now }: { now: Date }): void {
  if (!isTrustConfigured(trust, claim.signatures)) throw toTrustNotConfigured();
  for (const { kid } of claim.signatures) assertUsable(claim.name, getKey(kid, trust), now);
  const { verify_code, verify_error, checks } = verifyRelease(claim, trust, { now });
  if (verify_code === undefined) return;
  const failed = checks.find(({ ok }) => !ok);
  throw toSignatureInvalid(claim, { verify_code, message: `${verify_error}. ${failed?.detail ?? ''}` });
}

/** SIGNATURE_INVALID for a claim, with the digest that the signature should be over. */
export function toSignatureInvalid(
  claim: PublishClaim,
  { verify_code, message }: { verify_code: string; message: string },
): RegistryError<'SIGNATURE_INVALID'> {
  const { name, version, document, signatures } = claim;
  const kid = signatures[0]?.kid;
  const details = { verify_code, ...(kid === undefined ? {} : { kid }), name, version, hash: digestOf(document) };
  return new RegistryError('SIGNATURE_INVALID', message, { details });
}

function getKey(kid: string, trust: Trust): TrustKey {
  const key = trust.keys.get(kid);
  if (key !== undefined) return key;
  const known = [...trust.keys.keys()];
  const message = `The key '${kid}' is not trusted here. Trust it first (actions keys add), or sign with a trusted one.`;
  throw new RegistryError('UNKNOWN_KEY', message, { details: { kid, known } });
}

function assertUsable(name: string, key: TrustKey, now: Date): void {
  const { kid, role, scope, last_valid_index } = key;
  const state = keyState(key, now);
  if (state === 'revoked') {
    throw new RegistryError('KEY_REVOKED', `The key '${kid}' was revoked. Sign with another key.`, {
      details: { kid, last_valid_index },
    });
  }
  const refuse = (reason: string, problem: string): never => {
    const details: ErrorDetails<'KEY_NOT_AUTHORIZED'> = { kid, name, reason, ...(scope && { scope: [...scope] }) };
    throw new RegistryError('KEY_NOT_AUTHORIZED', `The key '${kid}' ${problem}.`, { details });
  };
  if (role !== 'publisher') refuse('role', `is a ${role} key; releases are signed by publisher keys`);
  if (!scopeCovers(scope, name)) refuse('scope', `may not sign '${name}': its scope is ${scope?.join(', ')}`);
  if (state !== 'active') refuse(state, STATE_WORDS[state]);
}

const STATE_WORDS: Readonly<Record<Exclude<KeyState, 'active' | 'revoked'>, string>> = {
  pending: 'is not valid yet',
  expired: 'has expired; what it signed stays good, but it signs nothing new',
  retired: 'is retired; what it signed stays good, but it signs nothing new',
};

function toTrustNotConfigured(): RegistryError<'TRUST_NOT_CONFIGURED'> {
  const message = `No key is trusted here, so nothing can be published. Run: ${SETUP_COMMAND}`;
  return new RegistryError('TRUST_NOT_CONFIGURED', message, { details: { command: SETUP_COMMAND } });
}
