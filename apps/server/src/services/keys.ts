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
  type LogEntryInput,
  listKeys,
  lockKey,
  setKeyLogIndex,
  setKeyStatus,
} from '@action-registry/db';
import { type AddKey, RegistryError, type TrustedKey } from '@action-registry/schema';
import type { CallerContext, Context } from '../context.js';
import { administer } from './administer.js';
import { assertNames } from './assert-names.js';
import { toKeyFacts } from './key-facts.js';
import { publicEntry } from './log-entry.js';
import { isStorableTime } from './storable-time.js';

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

/** Trusts a key. Without a scope, with `*`, or in another role than publisher it is global: that takes registry:operate. */
export async function addKey(ctx: CallerContext, input: AddKey): Promise<TrustedKey> {
  const addition = await planAddition(ctx, input);
  await administer(ctx, (tx) => storeAddition(tx, ctx, addition));
  await ctx.trust.refresh();
  return getKey(ctx, input.kid);
}

/** A key that may be trusted at the caller's word, ready to be stored. */
type Addition = { input: AddKey; thumbprint: string; isGlobal: boolean };

/** Checks that the key is good and that the caller may have it trusted for its scope. */
export async function planAddition(ctx: CallerContext, input: AddKey): Promise<Addition> {
  assertNames(ctx, 'keys:manage', input.scope ?? ['*']);
  const addition = await checkAddition(ctx, input);
  if (addition.isGlobal) assertOperator(ctx);
  return addition;
}

/** Checks what needs nobody's right: the times, the key and its proof, and that its scope is no other workspace's. */
export async function checkAddition(ctx: CallerContext, input: AddKey): Promise<Addition> {
  assertStorableTimes(input);
  const thumbprint = assertGoodKey(input);
  const isGlobal = input.scope === undefined || input.scope.includes('*') || input.role !== 'publisher';
  if (!isGlobal) await assertScopeOwned(ctx, input.scope ?? []);
  return { input, thumbprint, isGlobal };
}

/** Stores a key and its entry in a transaction of the caller's workspace, `before` them the entries that led to it. */
export async function storeAddition(
  tx: Db,
  ctx: CallerContext,
  { input, thumbprint, isGlobal, before = [] }: Addition & { before?: readonly LogEntryInput[] },
): Promise<void> {
  const at = ctx.now().toISOString();
  const workspaceId = isGlobal ? null : ctx.principal.workspaceId;
  const facts = toFacts(input);
  if (isGlobal) await enterOperator(tx);
  const row = {
    ...facts,
    thumbprint,
    status: 'active',
    comment: input.comment ?? null,
    origin: isGlobal ? 'global' : 'workspace',
    workspace_id: workspaceId,
    created_at: at,
    updated_at: at,
  } as const;
  const conflict = await insertKey(tx, row);
  if (conflict !== undefined) throw toKeyExists(input, conflict.taken);
  const leaf = { type: 'key.add', v: 1, alg: 'ed25519', ...facts } as const;
  const data = { before: null, after: toKeyFacts(row) };
  const entry = publicEntry(leaf, input.kid, { actor: ctx.principal.actor, workspaceId, at, data });
  await appendLog(tx, [...before, entry], (indexOf) => [
    setKeyLogIndex(tx, { kid: input.kid, log_index: indexOf(before.length) }),
  ]);
}

/** What the leaf and the key's own signature say of it. */
export function toFacts({ kid, public_key, role, scope, valid_from, valid_until }: AddKey) {
  return {
    kid,
    public_key,
    role,
    scope: scope ?? null,
    valid_from: valid_from ?? null,
    valid_until: valid_until ?? null,
  };
}

function assertStorableTimes({ valid_from, valid_until }: AddKey): void {
  const issues = Object.entries({ valid_from, valid_until }).flatMap(([field, time]) =>
    time === undefined || isStorableTime(time) ? [] : [{ path: `/${field}`, message: 'must be of year 1 or later' }],
  );
  if (issues.length === 0) return;
  throw new RegistryError('INVALID_BODY', 'The year 0 cannot be stored. Give a time of year 1 or later.', {
    details: { issues },
  });
}

/** The key's thumbprint; throws INVALID_BODY for a weak key and KEY_NOT_AUTHORIZED without proof of possession. */
function assertGoodKey(input: AddKey): string {
  try {
    const key = importPublicKey(parseWireBase64(input.public_key, PUBLIC_KEY_BYTES));
    if (verifyKeyAdd(toFacts(input), input.proof)) return thumbprintOf(key);
  } catch (error) {
    if (!(error instanceof PublicKeyError)) throw error;
    throw toWeakKey(error);
  }
  throw new RegistryError(
    'KEY_NOT_AUTHORIZED',
    `The proof is not the key's own signature over this addition. \`actions keys add\` makes one.`,
    { details: { kid: input.kid, reason: 'proof_invalid' } },
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
    'A key for every name, or of a role other than publisher, is global: it needs registry:operate. Give a publisher key a scope within your namespaces.',
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

/** Says by what a key is taken. */
export function toKeyExists({ kid }: AddKey, taken: KeyRow): RegistryError<'KEY_EXISTS'> {
  const reason = taken.kid === kid ? 'kid' : 'public_key';
  const message =
    reason === 'kid'
      ? `The kid '${kid}' is taken, for ever. Choose another.`
      : `That key is known already, as '${taken.kid}'.`;
  return new RegistryError('KEY_EXISTS', message, { details: { kid, existing_kid: taken.kid, reason } });
}

/** Retires a key: it signs nothing new, and everything it signed stays verified. Retiring it again changes nothing. */
export async function retireKey(ctx: CallerContext, { kid }: { kid: string }): Promise<TrustedKey> {
  const { workspace_id: workspaceId } = await getOwnKey(ctx, kid);
  const { actor } = ctx.principal;
  const at = ctx.now().toISOString();
  await administer(ctx, async (tx) => {
    if (workspaceId === null) await enterOperator(tx);
    // Whoever publishes with the key now is waited for here, and not under the log's lock.
    const standing = await lockKey(tx, kid);
    if (standing?.status !== 'active') return;
    const data = { before: toKeyFacts(standing), after: toKeyFacts({ ...standing, status: 'retired' }) };
    const entry = publicEntry({ type: 'key.retire', v: 1, kid }, kid, { actor, workspaceId, at, data });
    await appendLog(tx, [entry], (indexOf) => [
      setKeyStatus(tx, { kid, status: 'retired', updated_at: at, log_index: indexOf(0) }),
    ]);
  });
  await ctx.trust.refresh();
  return getKey(ctx, kid);
}

/** A key that the caller may change; another workspace's is as good as none. */
export async function getOwnKey(ctx: CallerContext, kid: string): Promise<KeyRow> {
  const row = await findKey(ctx.database.db, kid);
  const isForeign = row?.workspace_id !== null && row?.workspace_id !== ctx.principal.workspaceId;
  if (row === undefined || isForeign) throw toKeyNotFound(ctx, kid);
  if (row.origin === 'config')
    throw new RegistryError(
      'KEY_NOT_AUTHORIZED',
      `'${kid}' is configured: remove it from the trusted keys of the configuration.`,
      { details: { kid, reason: 'configured' } },
    );
  if (row.workspace_id === null) assertOperator(ctx);
  // A key that ends changes the verdict on all that it may sign.
  assertNames(ctx, 'keys:manage', row.scope ?? ['*']);
  return row;
}

/** The key as it stands. */
export async function getKey(ctx: CallerContext, kid: string): Promise<TrustedKey> {
  const row = await findKey(ctx.database.db, kid);
  if (row === undefined) throw toKeyNotFound(ctx, kid);
  return toTrustedKey(row, ctx.now());
}

function toKeyNotFound(ctx: Context, kid: string): RegistryError<'KEY_NOT_FOUND'> {
  const suggestions = suggest(kid, ctx.trust.current().trust.keys.keys());
  return new RegistryError('KEY_NOT_FOUND', `There is no trusted key '${kid}'.`, { details: { kid, suggestions } });
}
