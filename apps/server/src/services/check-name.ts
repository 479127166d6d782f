// May this workspace publish under this name? Reserved and owned namespaces, and names that would be mistaken for others.
import { isReservedNamespace, isSimilarName, namespaceOf } from '@action-registry/core';
import { similarNames } from '@action-registry/db';
import { RegistryError, type Warning } from '@action-registry/schema';
import type { CallerContext } from '../context.js';

/** Throws NAMESPACE_FORBIDDEN for a reserved namespace and for another workspace's; `owner` is the id of the one that has it. */
export function assertNamespaceOpen(ctx: CallerContext, name: string, owner: number | null): void {
  const namespace = namespaceOf(name);
  if (isReservedNamespace(namespace)) throw toForbidden(namespace, 'reserved');
  if (owner !== null && owner !== ctx.principal.workspaceId) throw toForbidden(namespace, 'owned');
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

/** Throws NAME_COLLISION when the action of this collision key has another name. */
export function assertNameFree(name: string, existing: string | null): void {
  if (existing === null || existing === name) return;
  throw new RegistryError(
    'NAME_COLLISION',
    `'${name}' differs from '${existing}' only in dots and underscores. Choose another name.`,
    {
      details: { name, existing: existing },
    },
  );
}

const NEAR_MAX = 20;
const WARNINGS_MAX = 3;

/** A warning for each action of another workspace whose name is one edit away, three at most. */
export async function findSimilarNames(ctx: CallerContext, name: string): Promise<Warning[]> {
  const near = await similarNames(ctx.database.db, { name, limit: NEAR_MAX });
  return near
    .filter((row) => row.workspace_id !== ctx.principal.workspaceId && isSimilarName(name, row.name))
    .slice(0, WARNINGS_MAX)
    .map((row) => ({
      path: '/name',
      code: 'similar_name',
      message: `'${name}' is one letter away from '${row.name}', which belongs to another workspace.`,
    }));
}
