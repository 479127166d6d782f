// Nobody gives or takes a right that they lack themselves.
import { type Permission, RegistryError } from '@action-registry/schema';
import type { CallerContext } from '../context.js';

type Caller = Pick<CallerContext, 'principal'>;

/** Throws FORBIDDEN, naming the first permission that the caller lacks; `why` ends the sentence. */
export function assertHolds({ principal }: Caller, permissions: Iterable<Permission>, why: string): void {
  for (const permission of permissions)
    if (!principal.permissions.has(permission))
      throw toForbidden(`'${principal.name}' lacks ${permission}, ${why}.`, permission);
}

/** A refusal that names the permission. */
export function toForbidden(message: string, permission: Permission): RegistryError<'FORBIDDEN'> {
  return new RegistryError('FORBIDDEN', message, { details: { permission } });
}
