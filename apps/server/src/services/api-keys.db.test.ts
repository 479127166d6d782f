import { listEventsBySubject } from '@action-registry/db';
import { describeEachDatabase } from '@action-registry/db/testing';
import { isRegistryError, Permission } from '@action-registry/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { authenticateKey, forgetCallers } from '../auth.js';
import type { CallerContext } from '../context.js';
import { hashToken } from '../session-cookie.js';
import { startTestRegistry, type TestRegistry } from '../testing/registry.js';
import { createApiKey, listApiKeys, revokeApiKey } from './api-keys.js';

const START = Date.parse('2026-11-01T12:00:00.000Z');
const DAY_MS = 24 * 60 * 60 * 1_000;

describeEachDatabase('API keys', (_kind, open) => {
  let registry: TestRegistry;
  let ctx: CallerContext;
  let clock = START;
  beforeAll(async () => {
    registry = await startTestRegistry(await open(), () => new Date(clock));
    ctx = await registry.caller('ours');
  });
  afterAll(() => registry.stop());

  const refusalOf = (call: Promise<unknown>) =>
    call.then(
      () => 'accepted',
      (error: unknown) => (isRegistryError(error) ? [error.code, error.details] : Promise.reject(error)),
    );
  const as = (facts: Partial<CallerContext['principal']>, of = ctx): CallerContext => ({
    ...of,
    principal: { ...of.principal, ...facts },
  });
  const make = (name: string, of = ctx) => createApiKey(of, { name, permissions: ['definitions:read'] });
  const whoIs = async (secret: string) => {
    forgetCallers(ctx);
    const { principal, refusal } = await authenticateKey(secret, ctx);
    return principal ?? refusal?.details;
  };
  const eventsOf = (prefix: string) =>
    registry.deps.database.transact(ctx.principal.workspaceId, (tx) =>
      listEventsBySubject(tx, { subject: `api_key:${prefix}`, limit: 10 }),
    );

  test('a new key works with what it was given, and its secret is in no list, event or second answer', async () => {
    const { api_key, secret } = await createApiKey(ctx, {
      name: 'ci',
      permissions: ['definitions:read', 'definitions:read', 'releases:publish'],
      name_globs: ['files.*'],
    });
    expect(secret.startsWith(`${api_key.key_prefix}_`)).toBe(true);
    expect(await whoIs(secret)).toMatchObject({
      actor: `api_key:${api_key.key_prefix}`,
      permissions: new Set(['definitions:read', 'releases:publish']),
      nameGlobs: ['files.*'],
    });
    expect(api_key).toMatchObject({ status: 'active', created_by: ctx.principal.actor, name_globs: ['files.*'] });
    const [event] = await eventsOf(api_key.key_prefix);
    expect(event).toMatchObject({ type: 'api_key.create', actor: ctx.principal.actor });
    const shown = JSON.stringify([await listApiKeys(ctx, { limit: 50 }), event]);
    expect(shown).toContain(api_key.key_prefix);
    expect(shown).not.toContain(secret.slice(api_key.key_prefix.length + 1));
    for (const encoding of ['base64', 'hex'] as const)
      expect(shown).not.toContain(hashToken(secret).toString(encoding));
  });

  test('a key ends after 90 days, at the time asked for, or never', async () => {
    clock = START;
    expect((await make('default')).api_key.expires_at).toBe(new Date(START + 90 * DAY_MS).toISOString());
    const never = await createApiKey(ctx, { name: 'never', permissions: ['definitions:read'], expires_at: null });
    expect(never.api_key.expires_at).toBeNull();
    const soon = new Date(START + 60_000).toISOString();
    const made = await createApiKey(ctx, { name: 'soon', permissions: ['definitions:read'], expires_at: soon });
    expect(await whoIs(made.secret)).toMatchObject({ name: 'soon' });
    clock = START + 60_000;
    expect(await whoIs(made.secret)).toEqual({ reason: 'expired' });
    const { items } = await listApiKeys(ctx, { limit: 50, status: 'expired' });
    expect(items.map(({ name }) => name)).toEqual(['soon']);
    const past = { name: 'past', permissions: ['definitions:read'] as const, expires_at: soon };
    expect(await refusalOf(createApiKey(ctx, { ...past, permissions: [...past.permissions] }))).toMatchObject([
      'INVALID_BODY',
      { issues: [{ path: '/expires_at' }] },
    ]);
    clock = START;
  });

  test('nobody gives a right that they lack, a name beyond theirs or a time beyond theirs', async () => {
    const few = as({ permissions: new Set<Permission>(['api_keys:manage', 'definitions:read']) });
    const more: Permission[] = ['definitions:read', 'keys:manage'];
    expect(await refusalOf(createApiKey(few, { name: 'more', permissions: more }))).toEqual([
      'FORBIDDEN',
      { permission: 'keys:manage' },
    ]);
    const narrow = as({ nameGlobs: ['files.*', 'web.fetch'] });
    const wide = (name_globs: string[]) =>
      createApiKey(narrow, { name: 'w', permissions: ['definitions:read'], name_globs });
    for (const glob of ['*', 'files', 'web.*', 'web.fetch.*', 'filesystem.*']) {
      expect(await refusalOf(wide(['files.move', glob]))).toEqual([
        'FORBIDDEN',
        { permission: 'api_keys:manage', name: glob, name_globs: ['files.*', 'web.fetch'] },
      ]);
    }
    expect((await wide(['files.move.*', 'web.fetch'])).api_key.name_globs).toEqual(['files.move.*', 'web.fetch']);
    expect((await make('heir', narrow)).api_key.name_globs).toEqual(['files.*', 'web.fetch']);
    const endsAt = new Date(START + DAY_MS).toISOString();
    const mortal = as({ endsAt });
    expect((await make('with its maker', mortal)).api_key.expires_at).toBe(endsAt);
    for (const expires_at of [null, new Date(START + DAY_MS + 1).toISOString()]) {
      const input = { name: 'later', permissions: ['definitions:read' as const], expires_at };
      expect(await refusalOf(createApiKey(mortal, input))).toMatchObject([
        'INVALID_BODY',
        { issues: [{ path: '/expires_at' }] },
      ]);
    }
  });

  test('a revoked key never works again, and revoking it again says nothing more', async () => {
    const { api_key, secret } = await make('leaked');
    expect(await whoIs(secret)).toMatchObject({ name: 'leaked' });
    const revoked = await revokeApiKey(ctx, { id: api_key.id });
    expect(revoked).toMatchObject({ status: 'revoked', revoked_by: ctx.principal.actor });
    expect(await whoIs(secret)).toEqual({ reason: 'revoked' });
    // The use of a key is written down a moment later, whatever else happens to it.
    const { last_used_at: _used, ...again } = await revokeApiKey(ctx, { id: api_key.id });
    expect(revoked).toMatchObject(again);
    const events = await eventsOf(api_key.key_prefix);
    expect(events.map(({ type }) => type)).toEqual(['api_key.revoke', 'api_key.create']);
    expect(events[0]?.data).toMatchObject({ before: { status: 'active' }, after: { status: 'revoked' } });
  });

  test('a key that was just revoked makes no other, though it is still remembered', async () => {
    const { api_key, secret } = await createApiKey(ctx, { name: 'thief', permissions: [...Permission.options] });
    const { principal } = await authenticateKey(secret, ctx);
    if (principal === undefined) throw new Error('the key does not work');
    await revokeApiKey(ctx, { id: api_key.id });
    expect(await refusalOf(make('hidden', { ...ctx, principal }))).toEqual(['UNAUTHENTICATED', { reason: 'revoked' }]);
  });

  test('another workspace’s key is as good as none', async () => {
    const { api_key } = await make('ours');
    const theirs = await registry.caller('theirs');
    const answers = await Promise.all([api_key.id, 999_999].map((id) => refusalOf(revokeApiKey(theirs, { id }))));
    expect(answers).toEqual([
      ['API_KEY_NOT_FOUND', { id: api_key.id }],
      ['API_KEY_NOT_FOUND', { id: 999_999 }],
    ]);
    const { items } = await listApiKeys(theirs, { limit: 200 });
    expect(items.map(({ name }) => name)).toEqual(['theirs']);
  });

  test('the list goes on where a page ended, newest first', async () => {
    const all = await listApiKeys(ctx, { limit: 200 });
    const first = await listApiKeys(ctx, { limit: 2 });
    const rest = await listApiKeys(ctx, {
      limit: 200,
      ...(first.next_cursor !== undefined && { cursor: first.next_cursor }),
    });
    expect([...first.items, ...rest.items]).toEqual(all.items);
    expect(rest.next_cursor).toBeUndefined();
    expect(all.items.map(({ id }) => id)).toEqual(all.items.map(({ id }) => id).sort((a, b) => b - a));
    expect(await refusalOf(listApiKeys(ctx, { limit: 2, cursor: 'bm90IG91cnM' }))).toMatchObject([
      'INVALID_CURSOR',
      {},
    ]);
  });
});
