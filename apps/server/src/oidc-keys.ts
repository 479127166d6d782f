// The signing keys of the one identity provider that the configuration names. It is asked seldom, never for longer than a few
// seconds, and never because of a made-up token: what failed is not tried again at once, whoever asks.
import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose';
import type { Logger } from 'pino';
import { z } from 'zod';

const TIMEOUT_MS = 3_000;
/** An unknown kid asks for the keys again, so that rotation is seen; all of them together at most so often. */
const COOLDOWN_MS = 10_000;
const KEYS_KEPT_MS = 10 * 60_000;
const DISCOVERY_KEPT_MS = 60 * 60_000;
/** After a failure nobody is asked for so long. */
const PAUSE_MS = 5_000;
const ANSWER_BYTES_MAX = 512 * 1_024;

const Keys = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/** The provider does not answer, or not as it should; `retryAfterS` says when it is asked again. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  readonly retryAfterS = PAUSE_MS / 1_000;
}

/** Whose keys; what fails is said in the log. */
type Provider = { issuer: string; log: Logger };

/** A function that finds the key of a token's header; throws ProviderError, or jose's errors when no key fits. */
export function createOidcKeys({ issuer, log }: Provider): JWTVerifyGetKey {
  const read = createReader(log);
  let known: { keys: JWTVerifyGetKey; jwksUri: string; at: number } | undefined;
  let finding: Promise<void> | undefined;

  const discover = async (): Promise<void> => {
    const jwksUri = await findJwksUri(issuer, read);
    const keys = known?.jwksUri === jwksUri ? known.keys : toKeys(jwksUri, read);
    known = { keys, jwksUri, at: performance.now() };
  };
  const getKeys = async (): Promise<JWTVerifyGetKey> => {
    if (known !== undefined && performance.now() - known.at < DISCOVERY_KEPT_MS) return known.keys;
    finding ??= discover().finally(() => {
      finding = undefined;
    });
    // Where the keys are is known from before: that they may have moved is no reason to refuse everybody.
    await finding.catch((error: unknown) => {
      if (known === undefined) throw error;
    });
    if (known === undefined) throw new ProviderError('the discovery document was not read');
    return known.keys;
  };
  return async (header, token) => {
    const keys = await getKeys();
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      if (error instanceof errors.JOSENotSupported || error instanceof ProviderError) throw error;
      throw new ProviderError('the provider’s keys cannot be used', { cause: error });
    }
  };
}

/** What is asked for: a document of this shape, at this address. */
type Wanted<Shape> = { url: string; shape: z.ZodType<Shape>; signal: AbortSignal };
type Reader = <Shape>(wanted: Wanted<Shape>) => Promise<Shape>;

/** Reads documents of the provider, one failure at a time: one that is no good counts as one that did not come. */
function createReader(log: Logger): Reader {
  let failed: { at: number; error: unknown } | undefined;
  return async ({ url, shape, signal }) => {
    if (failed !== undefined && performance.now() - failed.at < PAUSE_MS)
      throw new ProviderError('the provider did not answer a moment ago', { cause: failed.error });
    try {
      const value = shape.parse(JSON.parse(await readText(url, signal)));
      failed = undefined;
      return value;
    } catch (error) {
      failed = { at: performance.now(), error };
      log.warn({ err: error, url }, 'the identity provider did not answer, or not as it should');
      throw new ProviderError('the provider does not answer', { cause: error });
    }
  };
}

async function readText(url: string, signal: AbortSignal): Promise<string> {
  const answer = await fetch(url, { signal, redirect: 'error', headers: { accept: 'application/json' } });
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    if (size > ANSWER_BYTES_MAX) throw new Error(`${url} answered more than ${ANSWER_BYTES_MAX} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text;
}

/** OpenID Connect Discovery 1.0 §4: the document is the issuer's own, by the issuer's very name. */
async function findJwksUri(issuer: string, read: Reader): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const shape = z.object({
    issuer: z.literal(issuer, { error: ({ input }) => `OIDC_ISSUER is '${issuer}', the provider says '${input}'` }),
    jwks_uri: z.url({ protocol: issuer.startsWith('https:') ? /^https$/ : /^https?$/ }),
  });
  return (await read({ url, shape, signal: AbortSignal.timeout(TIMEOUT_MS) })).jwks_uri;
}

function toKeys(jwksUri: string, read: Reader): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL(jwksUri), {
    timeoutDuration: TIMEOUT_MS,
    cooldownDuration: COOLDOWN_MS,
    cacheMaxAge: KEYS_KEPT_MS,
    [customFetch]: async (url, { signal }) => Response.json(await read({ url, shape: Keys, signal })),
  });
}
