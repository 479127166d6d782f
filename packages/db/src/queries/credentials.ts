// The credential by which a caller came, held while they change who may do what: until that transaction ends nobody can
// revoke it, so that nothing is given away by somebody who no longer may.
import { eq } from 'drizzle-orm';
import type { Db } from '../database.js';
import { apiKeys, workspaceMembers } from '../tables.js';
import type { Credential } from './sessions.js';

/** Locks a credential of the caller's workspace against being revoked or changed; answers a member's role. */
export async function lockCredential(tx: Db, { type, id }: Credential): Promise<string | undefined> {
  if (type === 'api_key') {
    await tx.select({ id: apiKeys.id }).from(apiKeys).where(eq(apiKeys.id, id)).for('share');
    return undefined;
  }
  const [member] = await tx
    .select({ role: workspaceMembers.role })
    .from(workspaceMembers)
    .where(eq(workspaceMembers.id, id))
    .for('share');
  return member?.role;
}
