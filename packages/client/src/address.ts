// A registry's address and the caller's key as they were given, before anything is sent. Neither is repeated in an error.
import { RegistryError, WorkspaceSlug } from '@action-registry/schema';
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

/** The headers of a key; throws UNAUTHENTICATED for one that no header can carry, before an error of the system's repeats it. */
export function toAuthorization(apiKey: string, workspace?: string): Record<string, string> {
  if (workspace !== undefined && !WorkspaceSlug.safeParse(workspace).success) throw toNoSlug(workspace);
  const where = workspace === undefined ? {} : { 'x-workspace': workspace };
  if (/^[\x21-\x7e]+$/.test(apiKey)) return { authorization: `Bearer ${apiKey}`, ...where };
  throw new RegistryError(
    'UNAUTHENTICATED',
    'The API key is empty, or has spaces or characters that no key has. Nothing was sent.',
    { details: { reason: 'malformed' } },
  );
}

function toNoSlug(workspace: string): RegistryError<'INVALID_BODY'> {
  const issues = [{ path: '/workspace', message: 'must be the slug of a workspace' }];
  return new RegistryError('INVALID_BODY', `'${workspace}' is no slug of a workspace. Nothing was sent.`, {
    details: { issues },
  });
}
