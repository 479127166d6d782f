// A change of who may do what. Callers are remembered for a second; here the caller's credential is read again and held
// until the change is made, so that somebody whose rights were just taken cannot give them away.
import { type Db, isCredentialGood, lockCredential } from '@action-registry/db';
import { RegistryError, ROLE_PERMISSIONS, Role } from '@action-registry/schema';
import { forgetCallers } from '../auth.js';
import type { CallerContext } from '../context.js';
import { assertHolds, toForbidden } from './assert-rights.js';
import { transact } from './transact.js';

/** Runs `work` in a transaction of the caller's workspace in which their credential works; then nobody is remembered. */
export async function administer<T>(ctx: CallerContext, work: (tx: Db) => Promise<T>): Promise<T> {
  const result = await transact(ctx, ctx.principal.workspaceId, async (tx) => {
    await assertStanding(tx, ctx);
    return work(tx);
  });
  forgetCallers(ctx);
  return result;
}

/** Throws UNAUTHENTICATED when the credential ended, FORBIDDEN when the member's role has less than was remembered. */
async function assertStanding(tx: Db, ctx: CallerContext): Promise<void> {
  const { credential, permissions, name } = ctx.principal;
  const role = await lockCredential(tx, credential);
  if (!(await isCredentialGood(tx, { ...credential, at: ctx.now().toISOString() }))) {
    throw new RegistryError('UNAUTHENTICATED', 'What you signed in with was revoked or has ended. Sign in again.', {
      details: { reason: 'revoked' },
    });
  }
  if (credential.type === 'api_key') return;
  const held: ReadonlySet<string> = new Set(ROLE_PERMISSIONS[Role.parse(role)]);
  for (const permission of permissions)
    if (!held.has(permission)) throw toForbidden(`'${name}' no longer has ${permission}.`, permission);
}

/** Throws FORBIDDEN unless the caller holds all that a role does, without a limit on names: who gives a role gives both. */
export function assertMayGrant(ctx: CallerContext, role: Role): void {
  assertHolds(ctx, ROLE_PERMISSIONS[role], `which the role ${role} has: nobody gives or takes what they lack`);
  const { nameGlobs, name } = ctx.principal;
  if (nameGlobs === null || nameGlobs.includes('*')) return;
  throw new RegistryError(
    'FORBIDDEN',
    `The API key '${name}' may write ${nameGlobs.join(', ')} only, and members may write every name.`,
    { details: { permission: 'members:manage', name: '*', name_globs: [...nameGlobs] } },
  );
}
