// Revoking a key: what it signed after the cut counts no longer, for anybody. The cut is an index of the log and not a time,
// because whoever stole the key owns every clock. A revocation stands for ever; a second one can only cut earlier.
import { type RevocationProblem, verifyKeyRevoke } from '@action-registry/core';
import { appendLog, type Db, enterOperator, type KeyRow, lockKey, logSize, setKeyStatus } from '@action-registry/db';
import { RegistryError, type RevokeKey, type TrustedKey } from '@action-registry/schema';
import type { CallerContext } from '../context.js';
import { administer } from './administer.js';
import { toKeyFacts } from './key-facts.js';
import { getKey, getOwnKey } from './keys.js';
import { publicEntry } from './log-entry.js';

const WORDS: Readonly<Record<RevocationProblem, string>> = {
  unsigned: 'a root key is trusted here, so one of them must sign it',
  unknown_kid: 'none of its signatures is by a root key that is trusted here',
  not_root: 'it is signed by a key that is no root key',
  key_state: 'the root key that signed it is not active',
  own_key: 'no key revokes itself',
  bad_signature: 'its signature is not over this key, reason and index',
};

/** Revokes a key; the same again changes nothing. */
export async function revokeKey(ctx: CallerContext, input: RevokeKey): Promise<TrustedKey> {
  const { kid, reason, last_valid_index } = input;
  const { workspace_id: workspaceId } = await getOwnKey(ctx, kid);
  await ctx.trust.refresh();
  const signatures = assertSigned(ctx, input);
  const { actor } = ctx.principal;
  const at = ctx.now().toISOString();
  await administer(ctx, async (tx) => {
    if (workspaceId === null) await enterOperator(tx);
    // Whoever publishes with the key now is waited for here, and not under the log's lock.
    const standing = await lockKey(tx, kid);
    if (standing === undefined || !(await isChange(tx, standing, input))) return;
    const leaf = { type: 'key.revoke', v: 1, kid, reason, last_valid_index, signatures } as const;
    const after = { ...standing, status: 'revoked', reason, last_valid_index } as const;
    const data = { before: toKeyFacts(standing), after: toKeyFacts(after) };
    await appendLog(tx, [publicEntry(leaf, kid, { actor, workspaceId, at, data })], (indexOf) => [
      setKeyStatus(tx, { kid, status: 'revoked', reason, last_valid_index, updated_at: at, log_index: indexOf(0) }),
    ]);
  });
  await ctx.trust.refresh();
  return getKey(ctx, kid);
}

/** The signatures of the root keys that vouch; throws KEY_NOT_AUTHORIZED where they are needed and do not. */
function assertSigned(ctx: CallerContext, { kid, reason, last_valid_index, signatures }: RevokeKey) {
  const { trust } = ctx.trust.current();
  const verdict = verifyKeyRevoke({ kid, reason, last_valid_index }, signatures, { trust, now: ctx.now() });
  if (verdict.ok) {
    const signedBy = new Set(verdict.signedBy.map((key) => key.kid));
    return signatures.filter((signature) => signedBy.has(signature.kid));
  }
  throw new RegistryError(
    'KEY_NOT_AUTHORIZED',
    `The revocation of '${kid}' does not count: ${WORDS[verdict.problem]}. \`actions keys revoke\` signs one.`,
    { details: { kid: verdict.kid ?? kid, reason: verdict.problem } },
  );
}

/** Whether there is anything to say; throws for a cut that is later than the one that stands, or than the log. */
async function isChange(tx: Db, standing: KeyRow, { kid, reason, last_valid_index }: RevokeKey): Promise<boolean> {
  const cut = standing.status === 'revoked' ? (standing.last_valid_index ?? -1) : undefined;
  if (cut === last_valid_index && standing.reason === reason) return false;
  if (cut !== undefined && last_valid_index > cut) {
    throw new RegistryError(
      'KEY_REVOKED',
      `'${kid}' is revoked from after entry ${cut} on, and a revocation is never taken back. Cut at ${cut} or earlier.`,
      { details: { kid, last_valid_index: cut } },
    );
  }
  const size = await logSize(tx);
  if (last_valid_index < size) return true;
  throw new RegistryError('INVALID_BODY', `The log has ${size} entries: nothing was signed at ${last_valid_index}.`, {
    details: { issues: [{ path: '/last_valid_index', message: `must be below ${size}` }] },
  });
}
