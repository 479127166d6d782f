// May this workspace publish under this name? Reserved and owned namespaces, and names that would be mistaken for others.
import { collisionKey, isReservedNamespace, namespaceOf, suggest } from '@action-registry/core';
import { type Db, findActionByCollisionKey, findNamespace, similarNames } from '@action-registry/db';
import { RegistryError, type Warning } from '@action-registry/schema';
import type { CallerContext } from '../context.js';

/** Throws NAMESPACE_FORBIDDEN for a reserved namespace and for another workspace's. */
export async function assertNamespaceOpen(ctx: CallerContext, name: string): Promise<void> {
  const namespace = namespaceOf(name);
  if (isReservedNamespace(namespace)) throw toForbidden(namespace, 'reserved');
  const owner = await findNamespace(ctx.database.db, namespace);
  if (owner !== undefined && owner.workspace_id !== ctx.principal.workspaceId) throw toForbidden(namespace, 'owned');
}

/** NAMESPACE_FORBIDDEN in words. */
export function toForbidden(namespace: string, reason: 'reserved' | 'owned'): RegistryError<'NAMESPACE_FORBIDDEN'> {
  const why = reason === 'reserved' ? 'is reserved' : 'belongs to another workspace';
  return new RegistryError(
    'NAMESPACE_FORBIDDEN',
    `The namespace '${namespace}' ${why}. Publish under a namespace of your own.`,
    {
      details: { namespace, reason },
    },
  );
}

/** Throws NAME_COLLISION when an action's name differs only in dots and underscores. */
export async function assertNameFree(db: Db, name: string): Promise<void> {
  const existing = await findActionByCollisionKey(db, collisionKey(name));
  if (existing === undefined || existing.name === name) return;
  throw new RegistryError(
    'NAME_COLLISION',
    `'${name}' differs from '${existing.name}' only in dots and underscores. Choose another name.`,
    {
      details: { name, existing: existing.name },
    },
  );
}

/** A warning for each action of another workspace whose name is one edit away. */
export async function findSimilarNames(ctx: CallerContext, name: string): Promise<Warning[]> {
  const near = await similarNames(ctx.database.db, { name, limit: 20 });
  const foreign = near.filter((row) => row.workspace_id !== ctx.principal.workspaceId).map((row) => row.name);
  return suggest(name, foreign)
    .filter(({ distance }) => distance === 1)
    .map(({ value }) => ({
      path: '/name',
      code: 'similar_name',
      message: `'${name}' is one letter away from '${value}', which belongs to another workspace.`,
    }));
}
