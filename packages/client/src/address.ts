// A registry's address and the caller's key as they were given, before anything is sent. Neither is repeated in an error.
import { RegistryError } from '@action-registry/schema';
import { toNoAddress } from './network-errors.js';

/**
 * The address as others are put behind it; throws UNREACHABLE for one that no registry can have. Fetch refuses one with a
 * password, in words that repeat it.
 */
export function toBase(url: string): string {
  // Programs without types hand over what the environment lacks.
  if (typeof url !== 'string' || !/^https?:\/\//i.test(url) || !URL.canParse(url)) throw toNoAddress();
  const { username, password, search, hash } = new URL(url);
  if (`${username}${password}${search}${hash}` !== '') throw toNoAddress();
  return url.replace(/\/+$/, '');
}

/** The header of a key; throws UNAUTHENTICATED for one that no header can carry, before an error of the system's repeats it. */
export function toAuthorization(apiKey: string): Record<string, string> {
  if (/^[\x21-\x7e]+$/.test(apiKey)) return { authorization: `Bearer ${apiKey}` };
  throw new RegistryError(
    'UNAUTHENTICATED',
    'The API key is empty, or has spaces or characters that no key has. Nothing was sent.',
    { details: { reason: 'malformed' } },
  );
}
