// Namespaces of a workspace and their way to another: one side offers, the other takes over or declines. Row-level security
// shows an offer to both sides only.
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { type Db, selectRows } from '../database.js';
import { actions, namespaceOffers, namespaces } from '../tables.js';

/** An offer; `workspace` made it to `to_workspace`. */
export type NamespaceOfferRow = typeof namespaceOffers.$inferSelect;

/** A namespace with the number of its published actions and the offer of it, if there is one. */
export type OwnNamespaceRow = {
  name: string;
  claimed_at: string;
  log_index: number | null;
  actions: number;
  offer: NamespaceOfferRow | null;
};

/** Namespaces of a workspace in order of name, from after `after`. */
export function listOwnNamespaces(
  tx: Db,
  { workspace_id, after, limit }: { workspace_id: number; after: string; limit: number },
): Promise<OwnNamespaceRow[]> {
  const name = sql`${namespaces.name} collate "C"`;
  return tx
    .select({
      name: namespaces.name,
      claimed_at: namespaces.claimed_at,
      log_index: namespaces.log_index,
      actions: sql<number>`(select count(*) from ${actions} where ${actions.namespace} = ${namespaces.name})`.mapWith(
        Number,
      ),
      offer: namespaceOffers,
    })
    .from(namespaces)
    .leftJoin(namespaceOffers, eq(namespaceOffers.namespace, namespaces.name))
    .where(and(eq(namespaces.workspace_id, workspace_id), gt(name, after)))
    .orderBy(asc(name))
    .limit(limit);
}

const OFFERS_MAX = 200;

/** What others offer the workspace of that slug, in order of name; of very many, which others may make, the first. */
export function listReceivedOffers(tx: Db, slug: string): Promise<NamespaceOfferRow[]> {
  return tx
    .select()
    .from(namespaceOffers)
    .where(eq(namespaceOffers.to_workspace, slug))
    .orderBy(asc(sql`${namespaceOffers.namespace} collate "C"`))
    .limit(OFFERS_MAX);
}

/** The offer of a namespace that the caller's workspace made or was made. */
export async function findOffer(tx: Db, namespace: string): Promise<NamespaceOfferRow | undefined> {
  const [row] = await tx.select().from(namespaceOffers).where(eq(namespaceOffers.namespace, namespace));
  return row;
}

/** True while the workspace owns the namespace; until the transaction ends nobody takes it over. */
export async function lockOwnNamespace(
  tx: Db,
  { name, workspace_id }: { name: string; workspace_id: number },
): Promise<boolean> {
  const rows = await tx
    .select({ name: namespaces.name })
    .from(namespaces)
    .where(and(eq(namespaces.name, name), eq(namespaces.workspace_id, workspace_id)))
    .for('no key update');
  return rows.length === 1;
}

/** Offers a namespace of the caller's workspace, in place of an earlier offer of it. */
export async function upsertOffer(tx: Db, row: NamespaceOfferRow): Promise<void> {
  const { to_workspace, offered_by, offered_at } = row;
  await tx
    .insert(namespaceOffers)
    .values(row)
    .onConflictDoUpdate({ target: namespaceOffers.namespace, set: { to_workspace, offered_by, offered_at } });
}

/** Ends an offer that either side no longer wants; true when this call did. */
export async function deleteOffer(tx: Db, namespace: string): Promise<boolean> {
  const gone = await tx
    .delete(namespaceOffers)
    .where(eq(namespaceOffers.namespace, namespace))
    .returning({ namespace: namespaceOffers.namespace });
  return gone.length === 1;
}

/**
 * Takes over a namespace that the caller's workspace was offered, with its actions; answers the slug of who owned it, or
 * undefined when there is no such offer (any more).
 */
export async function acceptNamespace(tx: Db, namespace: string): Promise<string | undefined> {
  const [row] = await selectRows<{ giver: string | null }>(tx, sql`select accept_namespace(${namespace}) as giver`);
  return row?.giver ?? undefined;
}
