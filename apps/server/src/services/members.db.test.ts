import { findMemberships, listEventsBySubject, logSize } from '@action-registry/db';
import { describeEachDatabase } from '@action-registry/db/testing';
import { isRegistryError, type Permission, ROLE_PERMISSIONS } from '@action-registry/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallerContext } from '../context.js';
import { toMember } from '../principal.js';
import { startTestRegistry, type TestRegistry } from '../testing/registry.js';
import { createApiKey, listApiKeys, revokeApiKey } from './api-keys.js';
import { listMembers, putMember, removeMember } from './members.js';
import { createWorkspace, getCurrentWorkspace, updateWorkspace } from './workspaces.js';

const ANNE = 'https://id.example.org|anne';

describeEachDatabase('people and their workspaces', (_kind, open) => {
  let registry: TestRegistry;
  let ctx: CallerContext;
  beforeAll(async () => {
    registry = await startTestRegistry(await open());
    ctx = await registry.caller('ours');
  });
  afterAll(() => registry.stop());

  const refusalOf = (call: Promise<unknown>) =>
    call.then(
      () => 'accepted',
      (error: unknown) => (isRegistryError(error) ? [error.code, error.details] : Promise.reject(error)),
    );
  const as = (facts: Partial<CallerContext['principal']>): CallerContext => ({
    ...ctx,
    principal: { ...ctx.principal, ...facts },
  });
  const withRights = (permissions: readonly Permission[]) => as({ permissions: new Set(permissions) });
  /** A person as they come: by what their membership says now. */
  const person = async (subject: string): Promise<CallerContext> => {
    const [found] = await findMemberships(registry.deps.database.db, subject);
    if (found === undefined) throw new Error(`${subject} is no member`);
    const place = { workspaceId: found.workspace_id, workspace: found.workspace };
    const credential = { type: 'member', id: found.id, sessionId: undefined } as const;
    return as({ ...toMember({ ...found, subject }, place), credential });
  };
  const eventsOf = (subject: string) =>
    registry.deps.database.transact(ctx.principal.workspaceId, (tx) => listEventsBySubject(tx, { subject, limit: 10 }));

  test('a person is added, gets another role, leaves, and comes back under the same id', async () => {
    const anne = await putMember(ctx, { subject: ANNE, name: 'Anne', role: 'author' });
    expect(anne).toMatchObject({
      actor: `member:${anne.id}`,
      role: 'author',
      name: 'Anne',
      added_by: ctx.principal.actor,
    });
    expect(await putMember(ctx, { subject: ANNE, role: 'publisher' })).toMatchObject({ id: anne.id, name: 'Anne' });
    const size = await logSize(registry.deps.database.db);
    await putMember(ctx, { subject: ANNE, role: 'publisher' });
    expect(await logSize(registry.deps.database.db)).toBe(size);
    await removeMember(ctx, { id: anne.id });
    expect((await listMembers(ctx, { limit: 50 })).items).toEqual([]);
    expect(await findMemberships(registry.deps.database.db, ANNE)).toEqual([]);
    expect(await refusalOf(removeMember(ctx, { id: anne.id }))).toEqual(['MEMBER_NOT_FOUND', { id: anne.id }]);
    expect(await putMember(ctx, { subject: ANNE, role: 'viewer' })).toMatchObject({ id: anne.id, role: 'viewer' });
    const events = await eventsOf(anne.actor);
    expect(events.map(({ type, data }) => [type, data?.before, data?.after])).toEqual([
      ['member.put', null, { role: 'viewer', name: null }],
      ['member.remove', { role: 'publisher', name: 'Anne' }, null],
      ['member.put', { role: 'author', name: 'Anne' }, { role: 'publisher', name: 'Anne' }],
      ['member.put', null, { role: 'author', name: 'Anne' }],
    ]);
  });

  test('a subject without an issuer is one of the configured identity provider', async () => {
    const oidc = { issuer: 'https://id.example.org', audience: 'actions' };
    const configured = { ...ctx, config: { ...ctx.config, oidc } };
    for (const [given, subject] of [
      ['eva', 'https://id.example.org|eva'],
      ['auth0|eva', 'https://id.example.org|auth0|eva'],
      ['https://other.example.org|eva', 'https://other.example.org|eva'],
    ] as const)
      expect(await putMember(configured, { subject: given, role: 'viewer' })).toMatchObject({ subject });
    expect(await putMember(ctx, { subject: 'eva', role: 'viewer' })).toMatchObject({ subject: 'eva' });
  });

  test('nobody gives or takes a role with a right that they lack, nor a role for every name with a key for few', async () => {
    const ben = 'https://id.example.org|ben';
    const { id } = await putMember(ctx, { subject: ben, role: 'admin' });
    const weak = withRights([...ROLE_PERMISSIONS.publisher, 'members:manage']);
    const lacks = ['FORBIDDEN', { permission: 'releases:moderate' }];
    expect(await refusalOf(putMember(weak, { subject: ANNE, role: 'admin' }))).toEqual(lacks);
    expect(await refusalOf(putMember(weak, { subject: ben, role: 'viewer' }))).toEqual(lacks);
    expect(await refusalOf(removeMember(weak, { id }))).toEqual(lacks);
    expect(await putMember(weak, { subject: ANNE, role: 'publisher' })).toMatchObject({ role: 'publisher' });
    expect(await refusalOf(putMember(as({ nameGlobs: ['files.*'] }), { subject: ANNE, role: 'author' }))).toEqual([
      'FORBIDDEN',
      { permission: 'members:manage', name: '*', name_globs: ['files.*'] },
    ]);
    await removeMember(ctx, { id });
  });

  test('somebody whose role was just taken adds nobody, though they are still remembered', async () => {
    const [cora, dave] = ['https://id.example.org|cora', 'https://id.example.org|dave'];
    await putMember(ctx, { subject: cora, role: 'admin' });
    const remembered = await person(cora);
    await putMember(remembered, { subject: dave, role: 'viewer' });
    const { id } = await putMember(ctx, { subject: cora, role: 'author' });
    expect(await refusalOf(putMember(remembered, { subject: dave, role: 'admin' }))).toMatchObject(['FORBIDDEN', {}]);
    await removeMember(ctx, { id });
    expect(await refusalOf(putMember(remembered, { subject: dave, role: 'viewer' }))).toEqual([
      'UNAUTHENTICATED',
      { reason: 'revoked' },
    ]);
  });

  test('keys that a person made end with the right to have made them, and with the person', async () => {
    const finn = 'https://id.example.org|finn';
    const { id } = await putMember(ctx, { subject: finn, role: 'admin' });
    const as = await person(finn);
    for (const permissions of [['definitions:read'], ['definitions:read', 'keys:manage']] as Permission[][])
      await createApiKey(as, { name: permissions.join(), permissions });
    const statuses = async () => {
      const { items } = await listApiKeys(ctx, { limit: 200 });
      return items.filter((key) => key.created_by === `member:${id}`).map(({ name, status }) => [name, status]);
    };
    await putMember(ctx, { subject: finn, role: 'author' });
    expect(await statuses()).toEqual([
      ['definitions:read,keys:manage', 'revoked'],
      ['definitions:read', 'active'],
    ]);
    await removeMember(ctx, { id });
    expect((await statuses()).map(([, status]) => status)).toEqual(['revoked', 'revoked']);
    const [own] = (await listApiKeys(ctx, { limit: 200 })).items.filter(({ key_prefix }) =>
      ctx.principal.actor.endsWith(key_prefix),
    );
    expect(own?.status).toBe('active');
    const [event] = await eventsOf(`api_key:${(await listApiKeys(ctx, { limit: 1 })).items[0]?.key_prefix}`);
    expect(event).toMatchObject({ type: 'api_key.revoke', actor: ctx.principal.actor });
  });

  test('another workspace’s member is as good as none', async () => {
    const theirs = await registry.caller('theirs');
    const { id } = await putMember(theirs, { subject: ANNE, role: 'viewer' });
    expect(await refusalOf(removeMember(ctx, { id }))).toEqual(['MEMBER_NOT_FOUND', { id }]);
    expect((await listMembers(ctx, { limit: 50 })).items.map((member) => member.id)).not.toContain(id);
  });

  test('a person sees every workspace they are in, an API key its own', async () => {
    const anne = await person(ANNE);
    const { workspace, choices } = await getCurrentWorkspace(anne);
    expect(workspace.slug).toBe('ours');
    expect(choices.map(({ slug, role }) => [slug, role])).toEqual([
      ['ours', 'publisher'],
      ['theirs', 'viewer'],
    ]);
    expect((await getCurrentWorkspace(ctx)).choices).toEqual([]);
  });

  test('a workspace is made with a key to run it, once, and renamed by its own', async () => {
    const made = await createWorkspace(ctx, { slug: 'fresh', name: 'Fresh' });
    expect(made.workspace).toMatchObject({ slug: 'fresh', name: 'Fresh' });
    expect(made.api_key.permissions).toEqual(ROLE_PERMISSIONS.admin);
    expect(made.api_key.expires_at).toBeNull();
    expect(await refusalOf(createWorkspace(ctx, { slug: 'fresh', name: 'Again' }))).toEqual([
      'WORKSPACE_EXISTS',
      { slug: 'fresh' },
    ]);
    expect(await updateWorkspace(ctx, { name: 'Ours, renamed' })).toMatchObject({
      slug: 'ours',
      name: 'Ours, renamed',
    });
    const size = await logSize(registry.deps.database.db);
    await updateWorkspace(ctx, { name: 'Ours, renamed' });
    expect(await logSize(registry.deps.database.db)).toBe(size);
    expect(await refusalOf(updateWorkspace(as({ nameGlobs: ['files.*'] }), { name: 'Mine' }))).toEqual([
      'FORBIDDEN',
      { permission: 'members:manage', name: '*', name_globs: ['files.*'] },
    ]);
    const [event] = await eventsOf('workspace:ours');
    expect(event?.data).toEqual({ before: { name: 'ours' }, after: { name: 'Ours, renamed' } });
  });

  test('a key of an operator for few names makes no key for more', async () => {
    const narrow = as({ nameGlobs: ['files.*'], endsAt: '2100-01-01T00:00:00.000Z' });
    const made = await createWorkspace(narrow, { slug: 'narrow', name: 'Narrow' });
    expect(made.api_key).toMatchObject({ name_globs: ['files.*'], expires_at: '2100-01-01T00:00:00.000Z' });
  });

  test('the last who may manage members stays: another admin, or an API key for every name, must be there', async () => {
    const operator = await registry.caller('alone');
    const [gina, hugo] = ['https://id.example.org|gina', 'https://id.example.org|hugo'];
    const { id } = await putMember(operator, { subject: gina, role: 'admin' });
    const admin = await person(gina);
    await createApiKey(admin, { name: 'narrow', permissions: [...ROLE_PERMISSIONS.admin], name_globs: ['files.*'] });
    // With the operator's key, which is for every name, nobody else need be there.
    expect(await putMember(admin, { subject: gina, role: 'publisher' })).toMatchObject({ role: 'publisher' });
    await putMember(operator, { subject: gina, role: 'admin' });
    const { items } = await listApiKeys(operator, { limit: 200 });
    for (const key of items) if (key.name_globs === undefined) await revokeApiKey(admin, { id: key.id });
    const last = ['LAST_ADMIN', { id }];
    expect(await refusalOf(removeMember(admin, { id }))).toEqual(last);
    expect(await refusalOf(putMember(admin, { subject: gina, role: 'publisher' }))).toEqual(last);
    expect(await findMemberships(registry.deps.database.db, gina)).toMatchObject([{ role: 'admin' }]);
    const other = await putMember(admin, { subject: hugo, role: 'admin' });
    // Two who step down at the same moment do not both leave.
    const both = await Promise.all([
      refusalOf(removeMember(admin, { id })),
      refusalOf(removeMember(await person(hugo), { id: other.id })),
    ]);
    expect(both.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
  });

  test('the list goes on where a page ended', async () => {
    const all = await listMembers(ctx, { limit: 200 });
    const first = await listMembers(ctx, { limit: 1 });
    const rest = await listMembers(ctx, {
      limit: 200,
      ...(first.next_cursor !== undefined && { cursor: first.next_cursor }),
    });
    expect([...first.items, ...rest.items]).toEqual(all.items);
  });
});
