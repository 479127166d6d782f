// Who a bearer token of the identity provider stands for (RFC 7519, RFC 8725, RFC 9068). Only a token that this provider
// signed with an asymmetric key, for this registry, and that is valid now, names a person.
import { RegistryError } from '@action-registry/schema';
import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose';
import type { Logger } from 'pino';
import { createOidcKeys, ProviderError } from './oidc-keys.js';

/** Never `none`, and never a MAC, whose key would be one that everybody has. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];
/** What a token may say it is; a logout token or a proof of possession is signed by the same keys and is no credential. */
const TYPES = new Set(['jwt', 'at+jwt', 'application/at+jwt', 'application/jwt']);
/** How far apart clocks may be, in seconds. */
const SKEW_S = 60;
const TOKEN_CHARACTERS_MAX = 8_192;
const SHAPE = /^eyJ[\w-]*\.[\w-]+\.[\w-]*$/;
/** OpenID Connect Core §2: at most 255 ASCII characters. */
const SUBJECT = /^[\x20-\x7e]{1,255}$/;
/** The last moment that a Date can say, in seconds. */
const END_OF_TIME_S = 8_640_000_000_000;

/** Whom a token names, as `issuer|subject`, and until when it does. */
export type TokenHolder = { person: string; until: string };

/** Checks a token; throws UNAUTHENTICATED when it is no good, UNAVAILABLE when the provider cannot be asked. */
export type CheckToken = (token: string) => Promise<TokenHolder>;

/** From where tokens come, and whom they must be for. */
export type OidcSettings = { issuer: string; audience: string };

/** True for texts that can only be a JSON Web Token. */
export function isTokenShaped(text: string): boolean {
  return SHAPE.test(text);
}

/** The check of one provider's tokens. */
export function createTokenCheck(
  { issuer, audience }: OidcSettings,
  { now, log }: { now: () => Date; log: Logger },
): CheckToken {
  const keys = createOidcKeys({ issuer, log });
  return async (token) => {
    try {
      assertPlausible(token, issuer);
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: SKEW_S,
        requiredClaims: ['exp', 'iat', 'sub'],
        currentDate: now(),
      });
      return toHolder(payload, issuer, now());
    } catch (error) {
      throw toRefusal(error);
    }
  };
}

/** Before anybody is asked for keys: a token of another provider, or of no lawful make, is told apart for nothing. */
function assertPlausible(token: string, issuer: string): void {
  if (token.length > TOKEN_CHARACTERS_MAX)
    throw refuse('malformed', `The token is longer than ${TOKEN_CHARACTERS_MAX} characters.`);
  const { alg, typ } = decodeProtectedHeader(token);
  if (alg === undefined || !ALGORITHMS.includes(alg))
    throw refuse('malformed', `The token must be signed by ${ALGORITHMS.join(', ')}.`);
  if (typ !== undefined && !TYPES.has(String(typ).toLowerCase()))
    throw refuse('malformed', 'The token is none for access.');
  if (decodeJwt(token).iss !== issuer)
    throw refuse('unknown', 'The token is of another issuer than the registry’s (OIDC_ISSUER).');
}

function toHolder({ sub, exp = 0, iat = 0 }: JWTPayload, issuer: string, now: Date): TokenHolder {
  if (iat > now.getTime() / 1_000 + SKEW_S) throw refuse('unknown', 'The token was issued in the future.');
  if (typeof sub !== 'string' || !SUBJECT.test(sub)) throw refuse('malformed', 'The token’s subject is no lawful one.');
  const until = new Date(Math.min(exp + SKEW_S, END_OF_TIME_S) * 1_000).toISOString();
  return { person: `${issuer}|${sub}`, until };
}

function toRefusal(error: unknown): unknown {
  if (error instanceof ProviderError) {
    const message = `The identity provider does not answer. Try again after ${error.retryAfterS} s.`;
    return new RegistryError('UNAVAILABLE', message, { details: { retry_after_s: error.retryAfterS }, cause: error });
  }
  if (error instanceof errors.JWTExpired) return refuse('expired', 'The token has expired.');
  if (error instanceof errors.JWTClaimValidationFailed) return refuse('unknown', describeClaim(error.claim));
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey)
    return refuse('unknown', 'No key of the identity provider signed the token.');
  // A token that cannot be read at all, whichever way; jose throws a TypeError for some.
  if (error instanceof errors.JOSEError || error instanceof TypeError)
    return refuse('malformed', 'The token is malformed.');
  return error;
}

function describeClaim(claim: string): string {
  if (claim === 'aud') return 'The token is for another audience than this registry’s (OIDC_AUDIENCE).';
  if (claim === 'nbf') return 'The token is not valid yet.';
  return `The token’s claim '${claim}' is missing or wrong.`;
}

function refuse(
  reason: 'malformed' | 'unknown' | 'expired' | 'no_member',
  message: string,
): RegistryError<'UNAUTHENTICATED'> {
  return new RegistryError('UNAUTHENTICATED', `${message} Get another from the identity provider.`, {
    details: { reason },
  });
}
