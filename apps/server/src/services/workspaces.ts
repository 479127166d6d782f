// Workspaces: the caller's own, and new ones, which operators make together with an admin API key for whoever is to run it.
import { appendLog, getOwnWorkspace, insertWorkspace, renameWorkspace, type WorkspaceRow } from '@action-registry/db';
import {
  type CreatedWorkspace,
  type CreateWorkspace,
  type CurrentWorkspace,
  RegistryError,
  ROLE_PERMISSIONS,
  Role,
  type UpdateWorkspace,
  type Workspace,
} from '@action-registry/schema';
import type { CallerContext } from '../context.js';
import { findOwnMemberships } from '../principal.js';
import { administer } from './administer.js';
import { storeApiKey } from './api-keys.js';
import { assertNames } from './assert-names.js';
import { privateEntry } from './log-entry.js';
import { transact } from './transact.js';

/** Where the caller is; for a person, every workspace that they may change to, this one too. */
export async function getCurrentWorkspace(ctx: CallerContext): Promise<CurrentWorkspace> {
  const { workspaceId } = ctx.principal;
  const row = await transact(ctx, workspaceId, (tx) => getOwnWorkspace(tx, workspaceId));
  const memberships = await findOwnMemberships(ctx.database, ctx.principal);
  const choices = memberships.map(({ workspace, workspace_name, role: text }) => {
    const role = Role.safeParse(text).data;
    return { slug: workspace, name: workspace_name, ...(role !== undefined && { role }) };
  });
  return { workspace: toWorkspace(row), choices };
}

function toWorkspace({ slug, name, created_at }: WorkspaceRow): Workspace {
  return { slug, name, created_at };
}

/** Makes a workspace and an API key with every right of an admin there, for the caller's names and as long as the caller's. */
export async function createWorkspace(ctx: CallerContext, { slug, name }: CreateWorkspace): Promise<CreatedWorkspace> {
  const { actor, nameGlobs, endsAt } = ctx.principal;
  const at = ctx.now().toISOString();
  return administer(ctx, async (tx) => {
    const row = await insertWorkspace(tx, { slug, name, created_at: at });
    if (row === undefined)
      throw new RegistryError('WORKSPACE_EXISTS', `The slug '${slug}' is taken.`, { details: { slug } });
    const maker = { actor, workspaceId: row.id, workspace: slug, at };
    const data = { before: null, after: { name } };
    const event = { type: 'workspace.create', subject: `workspace:${slug}`, data } as const;
    await appendLog(tx, [privateEntry(event, maker)]);
    const key = { name: 'admin', permissions: [...ROLE_PERMISSIONS.admin], name_globs: nameGlobs, expires_at: endsAt };
    return { workspace: toWorkspace(row), ...(await storeApiKey(tx, key, maker)) };
  });
}

/** Gives the caller's workspace another name; the same name changes nothing. */
export async function updateWorkspace(ctx: CallerContext, { name }: UpdateWorkspace): Promise<Workspace> {
  const { workspaceId, workspace } = ctx.principal;
  assertNames(ctx, 'members:manage', ['*']);
  const at = ctx.now().toISOString();
  return administer(ctx, async (tx) => {
    const before = await renameWorkspace(tx, { id: workspaceId, name });
    if (before !== name) {
      const data = { before: { name: before ?? null }, after: { name } };
      const event = { type: 'workspace.update', subject: `workspace:${workspace}`, data } as const;
      await appendLog(tx, [privateEntry(event, { ...ctx.principal, at })]);
    }
    return toWorkspace(await getOwnWorkspace(tx, workspaceId));
  });
}
