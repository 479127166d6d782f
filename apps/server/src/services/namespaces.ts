// Namespaces of a workspace. One changes hands when its owner offers it and the other side accepts; the log tells everybody.
import {
  acceptNamespace,
  appendLog,
  type Db,
  deleteOffer,
  findOffer,
  listOwnNamespaces,
  listReceivedOffers,
  lockOwnNamespace,
  type NamespaceOfferRow,
  setNamespaceLogIndex,
  upsertOffer,
} from '@action-registry/db';
import {
  type AnswerTransfer,
  type ListNamespaces,
  Namespace,
  type NamespaceOffer,
  type NamespaceOwner,
  type NamespacePage,
  RegistryError,
  type TransferNamespace,
} from '@action-registry/schema';
import type { CallerContext } from '../context.js';
import { administer } from './administer.js';
import { assertNames } from './assert-names.js';
import { parseCursor, toCursor } from './cursor.js';
import { privateEntry, publicEntry } from './log-entry.js';
import { transact } from './transact.js';

/** Namespaces of the caller's workspace in order of name, and what others offer it. */
export async function listNamespaces(ctx: CallerContext, { limit, cursor }: ListNamespaces): Promise<NamespacePage> {
  const after = parseCursor('namespaces', cursor, Namespace) ?? '';
  const { workspaceId: workspace_id, workspace } = ctx.principal;
  return transact(ctx, workspace_id, async (tx) => {
    const rows = await listOwnNamespaces(tx, { workspace_id, after, limit: limit + 1 });
    const items = rows.slice(0, limit).map(({ name, claimed_at, log_index, actions, offer }) => ({
      ...{ namespace: name, claimed_at, log_index: log_index ?? 0, actions },
      ...(offer !== null && { offer: toOffer(offer) }),
    }));
    const last = items.at(-1);
    return {
      items,
      ...(rows.length > limit && last !== undefined && { next_cursor: toCursor('namespaces', last.namespace) }),
      offers: (await listReceivedOffers(tx, workspace)).map(toOffer),
    };
  });
}

function toOffer({ namespace, workspace, to_workspace, offered_by, offered_at }: NamespaceOfferRow): NamespaceOffer {
  return { namespace, from: workspace, to: to_workspace, offered_by, offered_at };
}

/** Offers a namespace to another workspace, in place of an earlier offer; the same offer again changes nothing. */
export async function offerNamespace(
  ctx: CallerContext,
  { namespace, to }: TransferNamespace,
): Promise<NamespaceOffer> {
  assertNames(ctx, 'members:manage', [`${namespace}.*`]);
  const { actor, workspaceId: workspace_id, workspace } = ctx.principal;
  if (to === workspace) throw toOwnWorkspace(to);
  const at = ctx.now().toISOString();
  return administer(ctx, async (tx) => {
    if (!(await lockOwnNamespace(tx, { name: namespace, workspace_id }))) throw toNamespaceNotFound(namespace);
    const before = await findOffer(tx, namespace);
    if (before?.to_workspace === to) return toOffer(before);
    const row = { namespace, workspace_id, workspace, to_workspace: to, offered_by: actor, offered_at: at };
    await upsertOffer(tx, row);
    const data = { namespace, before: before ? { to: before.to_workspace } : null, after: { to } };
    const event = { type: 'namespace.offer', subject: namespace, data } as const;
    await appendLog(tx, [privateEntry(event, { ...ctx.principal, at })]);
    return toOffer(row);
  });
}

/** Accepts or declines what the caller's workspace was offered, or takes its own offer back. */
export async function answerTransfer(
  ctx: CallerContext,
  { namespace, accept }: AnswerTransfer,
): Promise<NamespaceOwner> {
  assertNames(ctx, 'members:manage', [`${namespace}.*`]);
  return administer(ctx, (tx) => (accept ? takeOver(ctx, tx, namespace) : endOffer(ctx, tx, namespace)));
}

async function takeOver(ctx: CallerContext, tx: Db, namespace: string): Promise<NamespaceOwner> {
  const { actor, workspaceId, workspace } = ctx.principal;
  const from = await acceptNamespace(tx, namespace);
  if (from === undefined) throw toNamespaceNotFound(namespace);
  const leaf = { type: 'namespace.transfer', v: 1, namespace, from, to: workspace } as const;
  const at = ctx.now().toISOString();
  const data = { before: { workspace: from }, after: { workspace } };
  await appendLog(tx, [publicEntry(leaf, namespace, { actor, workspaceId, at, data })], (indexOf) => [
    setNamespaceLogIndex(tx, { name: namespace, log_index: indexOf(0) }),
  ]);
  return { namespace, workspace };
}

async function endOffer(ctx: CallerContext, tx: Db, namespace: string): Promise<NamespaceOwner> {
  const offer = await findOffer(tx, namespace);
  // Of two answers at the same moment one finds nothing left.
  if (offer === undefined || !(await deleteOffer(tx, namespace))) throw toNamespaceNotFound(namespace);
  const data = { namespace, before: { from: offer.workspace, to: offer.to_workspace }, after: null };
  const event = { type: 'namespace.decline', subject: namespace, data } as const;
  await appendLog(tx, [privateEntry(event, { ...ctx.principal, at: ctx.now().toISOString() })]);
  return { namespace, workspace: offer.workspace };
}

function toNamespaceNotFound(namespace: string): RegistryError<'NAMESPACE_NOT_FOUND'> {
  const message = `The workspace neither owns the namespace '${namespace}' nor is there an offer of it to answer.`;
  return new RegistryError('NAMESPACE_NOT_FOUND', message, { details: { namespace } });
}

function toOwnWorkspace(slug: string): RegistryError<'INVALID_BODY'> {
  const issues = [{ path: '/to', message: 'must be another workspace' }];
  return new RegistryError(
    'INVALID_BODY',
    `A namespace is offered to another workspace than '${slug}', which is yours.`,
    { details: { issues } },
  );
}
