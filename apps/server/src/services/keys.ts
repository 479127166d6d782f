// Trusted keys: listing them, adding one with proof that its owner holds it, and retiring one.
import {
  importPublicKey,
  keyState,
  namespaceOf,
  PUBLIC_KEY_BYTES,
  PublicKeyError,
  parseWireBase64,
  suggest,
  thumbprintOf,
  verifyKeyAdd,
} from '@action-registry/core';
import {
  appendLog,
  type Db,
  enterOperator,
  findKey,
  findNamespace,
  insertKey,
  type KeyRow,
  listKeys,
  setKeyStatus,
} from '@action-registry/db';
import { type AddKey, RegistryError, type TrustedKey } from '@action-registry/schema';
import type { CallerContext, Context } from '../context.js';
import { publicEntry } from './log-entry.js';
import { transact } from './transact.js';

/** Every key there ever was, in order of kid. They are hints: a client trusts only what it pinned. */
export async function listTrustedKeys(ctx: Context): Promise<{ items: TrustedKey[] }> {
  return { items: (await listKeys(ctx.database.db)).map((row) => toTrustedKey(row, ctx.now())) };
}

function toTrustedKey(row: KeyRow, now: Date): TrustedKey {
  return {
    kid: row.kid,
    alg: 'ed25519',
    public_key: row.public_key,
    thumbprint: row.thumbprint,
    role: row.role,
    ...(row.scope !== null && { scope: row.scope }),
    status: keyState(row, now),
    ...(row.valid_from !== null && { valid_from: row.valid_from }),
    ...(row.valid_until !== null && { valid_until: row.valid_until }),
    ...(row.last_valid_index !== null && { last_valid_index: row.last_valid_index }),
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.comment !== null && { comment: row.comment }),
    origin: row.origin,
    ...(row.workspace !== null && { workspace: row.workspace }),
    ...(row.log_index !== null && { log_index: row.log_index }),
    created_at: row.created_at,
  };
}

/** Trusts a key. Without a scope, or with `*`, it is global, which takes registry:operate. */
export async function addKey(ctx: CallerContext, input: AddKey): Promise<TrustedKey> {
  const { principal } = ctx;
  const thumbprint = assertGoodKey(input);
  const isGlobal = input.scope === undefined || input.scope.includes('*');
  if (isGlobal) assertOperator(ctx);
  else await assertScopeOwned(ctx, input.scope ?? []);
  const at = ctx.now().toISOString();
  const workspaceId = isGlobal ? null : principal.workspaceId;
  const { kid, public_key, role } = input;
  const facts = {
    kid,
    public_key,
    role,
    scope: input.scope ?? null,
    valid_from: input.valid_from ?? null,
    valid_until: input.valid_until ?? null,
  };
  await transact(ctx.database, workspaceId, async (tx) => {
    if (isGlobal) await enterOperator(tx);
    await assertUntaken(tx, input, thumbprint);
    const log_index = await appendLog(tx, [
      publicEntry({ type: 'key.add', v: 1, alg: 'ed25519', ...facts }, kid, {
        actor: principal.actor,
        workspaceId,
        at,
      }),
    ]);
    const row = {
      ...facts,
      thumbprint,
      status: 'active',
      comment: input.comment ?? null,
      origin: isGlobal ? 'global' : 'workspace',
      workspace_id: workspaceId,
      created_at: at,
      updated_at: at,
      log_index,
    } as const;
    const outcome = await insertKey(tx, row);
    if (outcome !== 'inserted') throw await toKeyExists(tx, input, outcome);
  });
  await ctx.trust.refresh();
  return getKey(ctx, kid);
}

/** The key's thumbprint; throws INVALID_BODY for a weak key and KEY_NOT_AUTHORIZED without proof of possession. */
function assertGoodKey({ kid, public_key, role, scope, valid_from, valid_until, proof }: AddKey): string {
  try {
    const key = importPublicKey(parseWireBase64(public_key, PUBLIC_KEY_BYTES));
    const addition = {
      kid,
      public_key,
      role,
      scope: scope ?? null,
      valid_from: valid_from ?? null,
      valid_until: valid_until ?? null,
    };
    if (verifyKeyAdd(addition, proof)) return thumbprintOf(key);
  } catch (error) {
    if (!(error instanceof PublicKeyError)) throw error;
    throw toWeakKey(error);
  }
  throw new RegistryError(
    'KEY_NOT_AUTHORIZED',
    `The proof is not the key's own signature over this addition. \`actions keys add\` makes one.`,
    {
      details: { kid, reason: 'proof_invalid' },
    },
  );
}

function toWeakKey(cause: PublicKeyError): RegistryError<'INVALID_BODY'> {
  const issues = [{ path: '/public_key', message: cause.message }];
  return new RegistryError('INVALID_BODY', `The public key cannot be trusted: ${cause.message}.`, {
    details: { issues },
    cause,
  });
}

function assertOperator({ principal }: CallerContext): void {
  if (principal.permissions.has('registry:operate')) return;
  throw new RegistryError(
    'FORBIDDEN',
    'A key for every name is global and needs registry:operate. Give a scope within your namespaces.',
    {
      details: { permission: 'registry:operate' },
    },
  );
}

async function assertScopeOwned(ctx: CallerContext, scope: readonly string[]): Promise<void> {
  for (const entry of scope) {
    const namespace = namespaceOf(entry.replace(/\.\*$/, ''));
    const owner = await findNamespace(ctx.database.db, namespace);
    if (owner === undefined || owner.workspace_id === ctx.principal.workspaceId) continue;
    throw new RegistryError('NAMESPACE_FORBIDDEN', `The scope '${entry}' lies in a namespace of another workspace.`, {
      details: { namespace, reason: 'owned' },
    });
  }
}

async function assertUntaken(tx: Db, input: AddKey, thumbprint: string): Promise<void> {
  const taken = (await listKeys(tx)).find((row) => row.kid === input.kid || row.thumbprint === thumbprint);
  if (taken !== undefined)
    throw await toKeyExists(tx, input, taken.kid === input.kid ? 'kid_taken' : 'public_key_taken');
}

async function toKeyExists(
  tx: Db,
  { kid, public_key }: AddKey,
  outcome: 'kid_taken' | 'public_key_taken',
): Promise<RegistryError<'KEY_EXISTS'>> {
  const existing = (await listKeys(tx)).find((row) =>
    outcome === 'kid_taken' ? row.kid === kid : row.public_key === public_key,
  );
  const reason = outcome === 'kid_taken' ? 'kid' : 'public_key';
  const message =
    reason === 'kid'
      ? `The kid '${kid}' is taken, for ever. Choose another.`
      : `That key is known already, as '${existing?.kid}'.`;
  return new RegistryError('KEY_EXISTS', message, { details: { kid, existing_kid: existing?.kid ?? kid, reason } });
}

/** Retires a key: it signs nothing new, and everything it signed stays verified. */
export async function retireKey(ctx: CallerContext, { kid }: { kid: string }): Promise<TrustedKey> {
  const row = await findKey(ctx.database.db, kid);
  if (row === undefined) throw await toKeyNotFound(ctx, kid);
  if (row.origin === 'config')
    throw new RegistryError(
      'KEY_NOT_AUTHORIZED',
      `'${kid}' is configured: remove it from the trusted keys of the configuration.`,
      { details: { kid, reason: 'configured' } },
    );
  if (row.workspace_id === null) assertOperator(ctx);
  else if (row.workspace_id !== ctx.principal.workspaceId) throw await toKeyNotFound(ctx, kid);
  if (row.status !== 'active') return toTrustedKey(row, ctx.now());
  const at = ctx.now().toISOString();
  await transact(ctx.database, row.workspace_id, async (tx) => {
    if (row.workspace_id === null) await enterOperator(tx);
    const log_index = await appendLog(tx, [
      publicEntry({ type: 'key.retire', v: 1, kid }, kid, {
        actor: ctx.principal.actor,
        workspaceId: row.workspace_id,
        at,
      }),
    ]);
    await setKeyStatus(tx, { kid, status: 'retired', updated_at: at, log_index });
  });
  await ctx.trust.refresh();
  return getKey(ctx, kid);
}

async function getKey(ctx: CallerContext, kid: string): Promise<TrustedKey> {
  const row = await findKey(ctx.database.db, kid);
  if (row === undefined) throw await toKeyNotFound(ctx, kid);
  return toTrustedKey(row, ctx.now());
}

async function toKeyNotFound(ctx: Context, kid: string): Promise<RegistryError<'KEY_NOT_FOUND'>> {
  const suggestions = suggest(
    kid,
    (await listKeys(ctx.database.db)).map((row) => row.kid),
  );
  return new RegistryError('KEY_NOT_FOUND', `There is no trusted key '${kid}'.`, { details: { kid, suggestions } });
}
