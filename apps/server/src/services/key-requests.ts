// Requests to have a signing key trusted: whoever may publish asks with the key's own proof, whoever manages keys answers, and
// an accepted request is the addition it asked for.
import { canonicalize } from '@action-registry/core';
import {
  appendLog,
  countPendingRequests,
  type Db,
  findKeyRequest,
  findPendingRequests,
  findTakenKey,
  insertKeyRequest,
  type KeyRequestRow,
  decideKeyRequest as queryDecide,
  listKeyRequests as queryRequests,
} from '@action-registry/db';
import {
  type DecideKeyRequest,
  type KeyRequest,
  type KeyRequestPage,
  type ListKeyRequests,
  RegistryError,
  type RequestKey,
} from '@action-registry/schema';
import { z } from 'zod';
import type { CallerContext } from '../context.js';
import { administer } from './administer.js';
import { parseCursor, toCursor } from './cursor.js';
import { checkAddition, planAddition, storeAddition, toFacts, toKeyExists } from './keys.js';
import { privateEntry } from './log-entry.js';
import { transact } from './transact.js';

/** What waits is read by a person, and everybody who publishes may add to it. */
const PENDING_MAX = 100;

/** Asks for a key to be trusted; the same again, while nobody has answered, is the first request. */
export async function requestKey(ctx: CallerContext, key: RequestKey): Promise<KeyRequest> {
  const { thumbprint } = await checkAddition(ctx, key);
  const taken = await findTakenKey(ctx.database.db, { kid: key.kid, thumbprint });
  if (taken !== undefined) throw toKeyExists(key, taken);
  const { actor, workspaceId } = ctx.principal;
  const created_at = ctx.now().toISOString();
  return transact(ctx, workspaceId, async (tx) => {
    const standing = (await findPendingRequests(tx, thumbprint)).find((row) => isSame(row.key, key));
    if (standing !== undefined) return toKeyRequest(standing);
    if ((await countPendingRequests(tx)) >= PENDING_MAX) throw toTooMany();
    const row = { workspace_id: workspaceId, key, thumbprint, requested_by: actor, created_at };
    const inserted = await insertKeyRequest(tx, row);
    const after = { status: 'pending', role: key.role, scope: key.scope ?? null };
    const data = { id: inserted.id, thumbprint, before: null, after };
    const event = { type: 'key.request', subject: key.kid, data } as const;
    await appendLog(tx, [privateEntry(event, { ...ctx.principal, at: created_at })]);
    return toKeyRequest(inserted);
  });
}

function toTooMany(): RegistryError<'LIMIT_REACHED'> {
  const message = `${PENDING_MAX} requests wait for an answer. Ask whoever manages keys to accept or decline some.`;
  return new RegistryError('LIMIT_REACHED', message, {
    details: { what: 'pending key requests of a workspace', limit: PENDING_MAX },
  });
}

function isSame(left: RequestKey, right: RequestKey): boolean {
  return canonicalize(toFacts(left)) === canonicalize(toFacts(right));
}

function toKeyRequest(row: KeyRequestRow): KeyRequest {
  const { id, key, thumbprint, status, requested_by, created_at, decided_by, decided_at } = row;
  return {
    ...{ id, key, thumbprint, status, requested_by, created_at },
    ...(decided_by !== null && { decided_by }),
    ...(decided_at !== null && { decided_at }),
  };
}

/** Requests of the caller's workspace, newest first. */
export async function listKeyRequests(
  ctx: CallerContext,
  { limit, cursor, status }: ListKeyRequests,
): Promise<KeyRequestPage> {
  const before = parseCursor('key_requests', cursor, z.int().positive());
  const rows = await transact(ctx, ctx.principal.workspaceId, (tx) =>
    queryRequests(tx, { status, before, limit: limit + 1 }),
  );
  const items = rows.slice(0, limit).map(toKeyRequest);
  const last = items.at(-1);
  return {
    items,
    ...(rows.length > limit && last !== undefined && { next_cursor: toCursor('key_requests', last.id) }),
  };
}

/** Answers a pending request: accepting takes the rights of adding the key, and adds it. */
export async function decideKeyRequest(ctx: CallerContext, { id, accept }: DecideKeyRequest): Promise<KeyRequest> {
  const request = await transact(ctx, ctx.principal.workspaceId, (tx) => findKeyRequest(tx, id));
  if (request?.status !== 'pending') throw toNotPending(id);
  const addition = accept ? await planAddition(ctx, request.key) : undefined;
  const decided = await administer(ctx, async (tx) => {
    const row = await decide(ctx, tx, { id, accept });
    const entry = toDecision(ctx, row);
    if (addition === undefined) await appendLog(tx, [entry]);
    else await storeAddition(tx, ctx, { ...addition, before: [entry] });
    return row;
  });
  if (accept) await ctx.trust.refresh();
  return toKeyRequest(decided);
}

async function decide(ctx: CallerContext, tx: Db, { id, accept }: DecideKeyRequest): Promise<KeyRequestRow> {
  const status = accept ? 'accepted' : 'declined';
  const by = { decided_by: ctx.principal.actor, decided_at: ctx.now().toISOString() };
  // Of two answers at the same moment the first one stands.
  const row = await queryDecide(tx, { id, status, ...by });
  if (row === undefined) throw toNotPending(id);
  return row;
}

function toDecision({ principal, now }: CallerContext, { id, key, status, thumbprint }: KeyRequestRow) {
  const data = { id, thumbprint, before: { status: 'pending' }, after: { status } };
  return privateEntry({ type: 'key.decide', subject: key.kid, data }, { ...principal, at: now().toISOString() });
}

function toNotPending(id: number): RegistryError<'KEY_REQUEST_NOT_FOUND'> {
  const message = `This workspace has no request ${id} to trust a key, or it was answered.`;
  return new RegistryError('KEY_REQUEST_NOT_FOUND', message, { details: { id } });
}
