// People of a workspace: who they are is their identity provider's word, what they may do is their role here.
import {
  appendLog,
  type Db,
  hasKeyFor,
  insertMember,
  lockAdmins,
  lockMember,
  lockPerson,
  type MemberRow,
  listMembers as queryMembers,
  revokeSessionsLinkedBy,
  revokeSessionsOf,
  updateMember,
} from '@action-registry/db';
import {
  type ListMembers,
  type Member,
  type MemberPage,
  type PutMember,
  RegistryError,
  type RemoveMember,
  ROLE_PERMISSIONS,
} from '@action-registry/schema';
import { z } from 'zod';
import type { CallerContext } from '../context.js';
import { administer, assertMayGrant } from './administer.js';
import { endKeysBeyond } from './api-keys.js';
import { parseCursor, toCursor } from './cursor.js';
import { privateEntry } from './log-entry.js';
import { transact } from './transact.js';

/** Members of the caller's workspace, in order of id. */
export async function listMembers(ctx: CallerContext, { limit, cursor }: ListMembers): Promise<MemberPage> {
  const after = parseCursor('members', cursor, z.int().positive()) ?? 0;
  const rows = await transact(ctx, ctx.principal.workspaceId, (tx) => queryMembers(tx, { after, limit: limit + 1 }));
  const items = rows.slice(0, limit).map(toMember);
  const last = items.at(-1);
  return { items, ...(rows.length > limit && last !== undefined && { next_cursor: toCursor('members', last.id) }) };
}

function toMember({ id, subject, name, role, added_by, created_at, updated_at }: MemberRow): Member {
  return {
    ...{ id, actor: `member:${id}`, subject },
    ...(name !== null && { name }),
    ...{ role, added_by, created_at, updated_at },
  };
}

/**
 * Adds a person or changes their role; a name that is left out stays. The same again changes nothing. API keys that the person
 * made with a right that the new role lacks end.
 */
export async function putMember(ctx: CallerContext, { subject, ...put }: PutMember): Promise<Member> {
  const input = { ...put, subject: toFullSubject(ctx, subject) };
  assertMayGrant(ctx, input.role);
  return administer(ctx, async (tx) => {
    const standing = (await lockPerson(tx, input.subject)) ?? (await addPerson(ctx, tx, input));
    return toMember('added' in standing ? standing.added : await changePerson(ctx, tx, { standing, input }));
  });
}

/** A subject alone is one of the configured identity provider; there may be a `|` in it, and no issuer is without `://`. */
function toFullSubject({ config }: CallerContext, subject: string): string {
  const hasIssuer = /^https?:\/\/[^|]+\|/.test(subject);
  return hasIssuer || config.oidc === undefined ? subject : `${config.oidc.issuer}|${subject}`;
}

/** A person who never was in; somebody else may have added them at this moment. */
async function addPerson(ctx: CallerContext, tx: Db, input: PutMember): Promise<{ added: MemberRow } | MemberRow> {
  const { subject, name = null, role } = input;
  const { actor, workspaceId } = ctx.principal;
  const at = ctx.now().toISOString();
  const row = { subject, name, role, added_by: actor, created_at: at, updated_at: at };
  const added = await insertMember(tx, { ...row, workspace_id: workspaceId });
  if (added !== undefined) {
    await logMember(ctx, tx, { before: undefined, after: added });
    return { added };
  }
  const standing = await lockPerson(tx, subject);
  if (standing === undefined) throw new Error('a member was neither added nor found');
  return standing;
}

type Put = { standing: MemberRow; input: PutMember };

async function changePerson(ctx: CallerContext, tx: Db, { standing, input }: Put): Promise<MemberRow> {
  const { id, name, role, removed_at } = standing;
  const isIn = removed_at === null;
  const change = { name: input.name ?? (isIn ? name : null), role: input.role };
  if (isIn && change.name === name && change.role === role) return standing;
  if (isIn) assertMayGrant(ctx, role);
  const at = ctx.now().toISOString();
  const back = isIn ? {} : { removed_at: null, added_by: ctx.principal.actor };
  const after = await updateMember(tx, { id, ...change, ...back, updated_at: at });
  await logMember(ctx, tx, { before: isIn ? standing : undefined, after });
  if (isIn && role === 'admin') await assertAdministered(ctx, tx, id);
  return after;
}

/** Takes a person out of the caller's workspace; their sessions and the API keys that they made end with it. */
export async function removeMember(ctx: CallerContext, { id }: RemoveMember): Promise<Member> {
  return administer(ctx, async (tx) => {
    const before = await lockMember(tx, id);
    if (before === undefined) throw toMemberNotFound(id);
    assertMayGrant(ctx, before.role);
    const at = ctx.now().toISOString();
    const after = await updateMember(tx, { id, removed_at: at, updated_at: at });
    // Coming back gives the row back, and must not give back what browsers kept.
    await revokeSessionsOf(tx, { member_id: id, at });
    await revokeSessionsLinkedBy(tx, { maker: `member:${id}`, at });
    await logMember(ctx, tx, { before, after: undefined });
    if (before.role === 'admin') await assertAdministered(ctx, tx, id);
    return toMember(after);
  });
}

/** Throws LAST_ADMIN when nobody is left who may manage members: another admin, or an API key that works for every name. */
async function assertAdministered(ctx: CallerContext, tx: Db, id: number): Promise<void> {
  if (await lockAdmins(tx)) return;
  if (await hasKeyFor(tx, { permission: 'members:manage', at: ctx.now().toISOString() })) return;
  const message = 'Nobody else may manage members of this workspace. Make somebody else an admin first.';
  throw new RegistryError('LAST_ADMIN', message, { details: { id } });
}

/** Says that a workspace has no such member, whoever else may. */
export function toMemberNotFound(id: number): RegistryError<'MEMBER_NOT_FOUND'> {
  return new RegistryError('MEMBER_NOT_FOUND', `There is no member ${id} in this workspace.`, { details: { id } });
}

type Change = { before: MemberRow | undefined; after: MemberRow | undefined };

async function logMember(ctx: CallerContext, tx: Db, { before, after }: Change): Promise<void> {
  const { id, subject } = after ?? before ?? { id: 0, subject: '' };
  const facts = (row: MemberRow | undefined) => row && { role: row.role, name: row.name };
  const data = { subject, before: facts(before) ?? null, after: facts(after) ?? null };
  const type = after === undefined ? 'member.remove' : 'member.put';
  const at = ctx.now().toISOString();
  const entry = privateEntry({ type, subject: `member:${id}`, data }, { ...ctx.principal, at });
  const held = after === undefined ? [] : ROLE_PERMISSIONS[after.role];
  const ended = before === undefined ? [] : await endKeysBeyond(ctx, tx, { maker: `member:${id}`, held });
  await appendLog(tx, [entry, ...ended]);
}
