// Which action names an API key may write. Asked once the input is parsed; what it may do at all is asked before.
import { scopeCovers } from '@action-registry/core';
import { type Permission, RegistryError } from '@action-registry/schema';
import type { CallerContext } from '../context.js';

type Caller = Pick<CallerContext, 'principal'>;

/** Throws FORBIDDEN for the first name, or `name.*`, that the caller's key may not write; `permission` is the call's. No name is none. */
export function assertNames(
  { principal }: Caller,
  permission: Permission,
  names: readonly (string | null | undefined)[],
): void {
  const { nameGlobs } = principal;
  if (nameGlobs === null) return;
  const name = names.find((one) => one != null && !globsCover(nameGlobs, one));
  if (name == null) return;
  throw new RegistryError(
    'FORBIDDEN',
    `The API key '${principal.name}' may write ${nameGlobs.join(', ')}, and '${name}' is not among these names. Use a key for it.`,
    { details: { permission, name, name_globs: [...nameGlobs] } },
  );
}

/** True when globs (`*`, names, `name.*`) cover a name, or all that another glob covers. */
function globsCover(globs: readonly string[], name: string): boolean {
  return name === '*' ? globs.includes('*') : scopeCovers(globs, name);
}
