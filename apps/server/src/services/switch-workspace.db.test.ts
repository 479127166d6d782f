import { describeEachDatabase } from '@action-registry/db/testing';
import { isRegistryError, RegistryError, ROLE_PERMISSIONS } from '@action-registry/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { authenticate, authenticateSession, forgetCallers } from '../auth.js';
import type { CallerContext, Context } from '../context.js';
import { startTestRegistry, type TestRegistry } from '../testing/registry.js';
import { createApiKey, revokeApiKey } from './api-keys.js';
import { listAudit } from './audit.js';
import { putMember, removeMember } from './members.js';
import { createLink, signIn, switchWorkspace } from './sessions.js';
import { getCurrentWorkspace } from './workspaces.js';

const START = Date.parse('2026-11-01T12:00:00.000Z');
const HOUR_MS = 60 * 60 * 1_000;
const ANNE = 'https://id.example.org|anne';

describeEachDatabase('browsers of people', (_kind, open) => {
  let registry: TestRegistry;
  let ours: CallerContext;
  let theirs: CallerContext;
  let anne: number;
  let clock = START;
  beforeAll(async () => {
    registry = await startTestRegistry(await open(), () => new Date(clock));
    ours = await registry.caller('ours');
    theirs = await registry.caller('theirs');
    await registry.caller('not-hers');
    anne = (await putMember(ours, { subject: ANNE, name: 'Anne', role: 'admin' })).id;
    await putMember(theirs, { subject: ANNE, role: 'viewer' });
  });
  afterAll(() => registry.stop());

  const refusalOf = (call: Promise<unknown>) =>
    call.then(
      () => 'accepted',
      (error: unknown) => (isRegistryError(error) ? [error.code, error.details] : Promise.reject(error)),
    );
  /** A browser that sends no credential, or the session of that token. */
  const browser = async (token?: string): Promise<Context> => {
    const { principal } = token === undefined ? { principal: undefined } : await authenticateSession(token, ours);
    return { ...ours, principal, answer: { headers: new Headers(), route: '' } };
  };
  const tokenOf = ({ answer }: Context): string =>
    /=([\w-]{43});/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? '';
  const follow = async (url: string): Promise<Context> => {
    const at = await browser();
    await signIn(at, { link_token: url.replace(/^.*#token=/, '') });
    return browser(tokenOf(at));
  };
  const linkTo = async (member_id: number) => (await createLink(ours, { member_id })).url;
  /** The browser of a link that Anne made for herself, by her token of the identity provider. */
  const followOwn = async (): Promise<Context> => {
    const until = new Date(clock + HOUR_MS).toISOString();
    const headers = new Headers({ Authorization: 'Bearer eyJ.anne.anne', 'X-Workspace': 'ours' });
    const deps = { ...ours, checkToken: async () => ({ person: ANNE, until }) };
    const { principal } = await authenticate({ method: 'POST', headers }, deps);
    return follow((await createLink({ ...ours, principal: known(principal) }, {})).url);
  };
  const known = <T>(value: T | undefined): T => value ?? expect.fail('nobody is known');
  const choicesOf = async (ctx: Context) => {
    const { choices } = await getCurrentWorkspace({ ...ctx, principal: known(ctx.principal) });
    return choices.map(({ slug }) => slug);
  };
  const narrow = (facts: Partial<CallerContext['principal']>): CallerContext => ({
    ...ours,
    principal: { ...ours.principal, ...facts },
  });

  test('a link signs in the member it was made for, with their role', async () => {
    const { principal } = await follow(await linkTo(anne));
    expect(principal).toMatchObject({ actor: `member:${anne}`, name: 'Anne', role: 'admin', workspace: 'ours' });
  });

  test('a token of the identity provider signs its person in where they say, as somebody who proved who they are', async () => {
    const until = new Date(clock + HOUR_MS).toISOString();
    const takes = async () => ({ ...(await browser()), checkToken: async () => ({ person: ANNE, until }) });
    const token = 'eyJ.anne.anne';
    const workspaces = ['ours', 'theirs'];
    expect(await refusalOf(signIn(await takes(), { token }))).toEqual([
      'UNAUTHENTICATED',
      { reason: 'choose_workspace', workspaces },
    ]);
    expect(await refusalOf(signIn(await takes(), { token, workspace: 'not-hers' }))).toEqual([
      'UNAUTHENTICATED',
      { reason: 'no_member' },
    ]);
    expect(await refusalOf(signIn(await browser(), { token }))).toEqual(['UNAUTHENTICATED', { reason: 'unknown' }]);
    const at = await takes();
    expect((await signIn(at, { token, workspace: 'theirs' })).caller).toMatchObject({
      workspace: 'theirs',
      role: 'viewer',
    });
    expect(await choicesOf(await browser(tokenOf(at)))).toEqual(workspaces);
  });

  test('the audit says who made a link for a member, and when it ends', async () => {
    const { expires_at } = await createLink(ours, { member_id: anne });
    const { items } = await listAudit(ours, { limit: 1, types: ['member.link'] });
    const facts = { subject: ANNE, before: null, after: { expires_at } };
    expect(items).toMatchObject([{ actor: ours.principal.actor, subject: `member:${anne}`, data: facts }]);
  });

  test('nobody makes a link for a member who may more than they, nor for one of another workspace', async () => {
    const weak = narrow({ permissions: new Set([...ROLE_PERMISSIONS.publisher, 'members:manage']) });
    const lacks = ['FORBIDDEN', { permission: 'releases:moderate' }];
    expect(await refusalOf(createLink(weak, { member_id: anne }))).toEqual(lacks);
    const few = narrow({ nameGlobs: ['files.*'] });
    expect(await refusalOf(createLink(few, { member_id: anne }))).toMatchObject(['FORBIDDEN', { name: '*' }]);
    for (const id of [anne, 999_999])
      expect(await refusalOf(createLink(theirs, { member_id: id }))).toEqual(['MEMBER_NOT_FOUND', { id }]);
  });

  test('a link opens nothing once the member is gone', async () => {
    const { id } = await putMember(ours, { subject: 'https://id.example.org|ben', role: 'viewer' });
    const url = await linkTo(id);
    await removeMember(ours, { id });
    const at = await browser();
    const opened = signIn(at, { link_token: url.replace(/^.*#token=/, '') });
    expect(await refusalOf(opened)).toEqual(['UNAUTHENTICATED', { reason: 'unknown' }]);
    expect(at.answer.headers.get('set-cookie')).toBeNull();
    expect(await refusalOf(createLink(ours, { member_id: id }))).toEqual(['MEMBER_NOT_FOUND', { id }]);
  });

  test('revoking an API key, or removing a member, ends the sessions and links that they made for others', async () => {
    const { id: dora } = await putMember(ours, { subject: 'https://id.example.org|dora', role: 'viewer' });
    const { id: emil } = await putMember(ours, { subject: 'https://id.example.org|emil', role: 'admin' });
    const stolen = await registry.caller('ours');
    const byEmil = { ...ours, principal: known((await follow(await linkTo(emil))).principal) };
    for (const [maker, end] of [
      [stolen, () => revokeApiKey(ours, { id: stolen.principal.credential.id })],
      [byEmil, () => removeMember(ours, { id: emil })],
    ] as const) {
      const at = await browser();
      await signIn(at, { link_token: (await createLink(maker, { member_id: dora })).url.replace(/^.*#token=/, '') });
      const { url: unused } = await createLink(maker, { member_id: dora });
      expect((await browser(tokenOf(at))).principal).toMatchObject({ actor: `member:${dora}` });
      await end();
      forgetCallers(ours);
      expect((await browser(tokenOf(at))).principal).toBeUndefined();
      const again = signIn(await browser(), { link_token: unused.replace(/^.*#token=/, '') });
      expect(await refusalOf(again)).toEqual(['UNAUTHENTICATED', { reason: 'unknown' }]);
    }
  });

  test('who comes back signs in again: no session or link from before they left works', async () => {
    const cleo = { subject: 'https://id.example.org|cleo', role: 'viewer' } as const;
    const { id } = await putMember(ours, cleo);
    const at = await browser();
    await signIn(at, { link_token: (await linkTo(id)).replace(/^.*#token=/, '') });
    const unused = (await linkTo(id)).replace(/^.*#token=/, '');
    await removeMember(ours, { id });
    await putMember(ours, cleo);
    expect((await browser(tokenOf(at))).principal).toBeUndefined();
    const dead = ['UNAUTHENTICATED', { reason: 'unknown' }];
    expect(await refusalOf(signIn(await browser(), { link_token: unused }))).toEqual(dead);
    expect((await follow(await linkTo(id))).principal).toMatchObject({ actor: `member:${id}` });
  });

  test('whoever made a link for a member gets into no other workspace of that person, and does not learn of any', async () => {
    const victim = await putMember(theirs, { subject: ANNE, role: 'viewer' });
    const { url } = await createLink(theirs, { member_id: victim.id });
    const disguised = await follow(url);
    expect(disguised.principal).toMatchObject({ workspace: 'theirs', subject: ANNE });
    expect(await choicesOf(disguised)).toEqual(['theirs']);
    const again = await follow((await createLink({ ...disguised, principal: known(disguised.principal) }, {})).url);
    for (const ctx of [disguised, again])
      for (const workspace of ['ours', 'no-such'])
        expect(await refusalOf(switchWorkspace(ctx, { workspace }))).toEqual(['WORKSPACE_NOT_FOUND', { workspace }]);
    await switchWorkspace(disguised, { workspace: 'theirs' });
    const moved = await browser(tokenOf(disguised));
    expect(await refusalOf(switchWorkspace(moved, { workspace: 'ours' }))).toMatchObject(['WORKSPACE_NOT_FOUND', {}]);
  });

  test('a person changes to another workspace of theirs: another session, as long as the first, which ends', async () => {
    const first = await followOwn();
    expect(await choicesOf(first)).toEqual(['ours', 'theirs']);
    const ends = first.principal?.session?.expires_at;
    clock += HOUR_MS;
    const there = await switchWorkspace(first, { workspace: 'theirs' });
    expect(there.caller).toMatchObject({ workspace: 'theirs', role: 'viewer' });
    expect(there.expires_at).toBe(ends);
    const token = tokenOf(first);
    expect((await browser(token)).principal).toMatchObject({
      workspace: 'theirs',
      permissions: new Set(ROLE_PERMISSIONS.viewer),
    });
    expect(await refusalOf(switchWorkspace(await browser(token), { workspace: 'ours' }))).toBe('accepted');
    expect((await browser(token)).principal).toBeUndefined();
  });

  test('what is not theirs is as good as missing, for people and for sessions of API keys', async () => {
    const person = await followOwn();
    const { secret } = await createApiKey(ours, { name: 'browser', permissions: ['definitions:read'] });
    const at = await browser();
    await signIn(at, { api_key: secret });
    for (const ctx of [person, await browser(tokenOf(at))]) {
      for (const workspace of ['not-hers', 'no-such'])
        expect(await refusalOf(switchWorkspace(ctx, { workspace }))).toEqual(['WORKSPACE_NOT_FOUND', { workspace }]);
    }
    expect((await browser(tokenOf(at))).principal).toBeDefined();
  });

  test('it takes a session, and a page of this registry', async () => {
    const missing = ['UNAUTHENTICATED', { reason: 'missing' }];
    expect(await refusalOf(switchWorkspace(await browser(), { workspace: 'theirs' }))).toEqual(missing);
    expect(await refusalOf(switchWorkspace(ours, { workspace: 'theirs' }))).toEqual(missing);
    const refusal = new RegistryError('CROSS_SITE_REQUEST', 'Another page sent this.', { details: { origin: null } });
    const foreign = { ...(await browser()), refusal };
    expect(await refusalOf(switchWorkspace(foreign, { workspace: 'theirs' }))).toMatchObject([
      'CROSS_SITE_REQUEST',
      {},
    ]);
  });
});
