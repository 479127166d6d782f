// Links and sessions on both databases, by a clock that the test moves: what ends, ends on the moment, for keys and people.
import { createHash, randomBytes } from 'node:crypto';
import { describeEachDatabase, type TestDatabase } from '@action-registry/db/testing';
import { isRegistryError, ROLE_PERMISSIONS, type Role, type Session } from '@action-registry/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { authenticateSession } from '../auth.js';
import type { CallerContext, Context } from '../context.js';
import { startTestRegistry, type TestRegistry } from '../testing/registry.js';
import { createLink, signIn, signOut } from './sessions.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** What is known of a caller is kept so long. */
const REMEMBERED = 1_000;

describeEachDatabase('links and sessions', (_kind, open) => {
  let database: TestDatabase;
  let registry: TestRegistry;
  let ctx: CallerContext;
  let now = Date.parse('2026-11-01T12:00:00.000Z');
  beforeAll(async () => {
    database = await open();
    registry = await startTestRegistry(database, () => new Date(now));
    ctx = await registry.caller('ours');
  });
  afterAll(() => registry.stop());

  const at = () => new Date(now).toISOString();
  const hashOf = (token: string) => `'\\x${createHash('sha256').update(token).digest('hex')}'`;

  async function addMember(sub: string, role: string): Promise<number> {
    const [row] = await database.superuser(
      `insert into workspace_members (workspace_id, subject, name, role, added_by, created_at, updated_at)
       values (${ctx.principal.workspaceId}, 'https://id.example|${sub}', '${sub}', '${role}', 'test', '${at()}', '${at()}')
       returning id`,
    );
    return Number(row?.id);
  }

  /** A link for a member, as one of the workspace's admins makes it. */
  async function linkFor(member: number): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const expires = new Date(now + 10 * MINUTE).toISOString();
    await database.superuser(
      `insert into sessions (workspace_id, member_id, token_hash, kind, created_at, expires_at)
       values (${ctx.principal.workspaceId}, ${member}, ${hashOf(token)}, 'link', '${at()}', '${expires}')`,
    );
    return token;
  }

  const ownLink = async () => new URL((await createLink(ctx, {})).url).hash.replace('#token=', '');

  /** What a browser that opens the link gets: its session and the token of its cookie; the code when it is refused. */
  async function enter(link_token: string): Promise<{ session: Session; token: string } | string> {
    const headers = new Headers();
    try {
      const session = await signIn({ ...ctx, answer: { headers, route: '' } }, { link_token });
      return { session, token: /=([^;]+)/.exec(headers.get('set-cookie') ?? '')?.[1] ?? '' };
    } catch (error) {
      if (isRegistryError(error)) return error.code;
      throw error;
    }
  }
  async function enterWell(link: string): Promise<{ session: Session; token: string }> {
    const entered = await enter(link);
    if (typeof entered === 'string') throw new Error(entered);
    return entered;
  }
  const whoIs = async (token: string) => (await authenticateSession(token, ctx)).principal;

  test('a link works up to its tenth minute, and not at its end', async () => {
    const [inTime, late] = [await ownLink(), await ownLink()];
    now += 10 * MINUTE - 1;
    expect(await enter(inTime)).toMatchObject({ session: { caller: { workspace: 'ours' } } });
    now += 1;
    expect(await enter(late)).toBe('UNAUTHENTICATED');
  });

  test('a link works once, also for two who open it at the same moment', async () => {
    const link = await ownLink();
    const entered = await Promise.all([enter(link), enter(link), enter(link)]);
    expect(entered.filter((each) => typeof each === 'string')).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED']);
    expect(await enter(link)).toBe('UNAUTHENTICATED');
  });

  test('a link is no session, and a session is no link', async () => {
    const link = await ownLink();
    expect(await whoIs(link)).toBeUndefined();
    const { token } = await enterWell(link);
    expect(await enter(token)).toBe('UNAUTHENTICATED');
  });

  test('a link of a member signs them in with the rights of their role', async () => {
    const id = await addMember('ann', 'author');
    const { session, token } = await enterWell(await linkFor(id));
    expect(session.caller).toEqual({
      ...{ actor: `member:${id}`, name: 'ann', workspace: 'ours', role: 'author' },
      permissions: ROLE_PERMISSIONS.author,
    });
    expect(await whoIs(token)).toMatchObject({
      subject: 'https://id.example|ann',
      nameGlobs: null,
      credential: { type: 'member', id },
    });
  });

  test('a session has the rights that its member has now: another role counts at once, removal ends it', async () => {
    const id = await addMember('ben', 'publisher');
    const { token } = await enterWell(await linkFor(id));
    const permissions = async () => [...((await whoIs(token))?.permissions ?? [])];
    expect(await permissions()).toContain('releases:publish');
    for (const [role, rights] of [
      ['viewer', ROLE_PERMISSIONS['viewer' satisfies Role]],
      ['emperor', []],
    ] as const) {
      await database.superuser(`update workspace_members set role = '${role}' where id = ${id}`);
      now += REMEMBERED;
      expect(await permissions()).toEqual(rights);
    }
    await database.superuser(`update workspace_members set removed_at = '${at()}' where id = ${id}`);
    now += REMEMBERED;
    expect(await whoIs(token)).toBeUndefined();
    // A link that was made before is none any more.
    expect(await enter(await linkFor(id))).toBe('UNAUTHENTICATED');
  });

  test('a session ends after seven days', async () => {
    const { token, session } = await enterWell(await ownLink());
    expect(session.expires_at).toBe(new Date(now + 7 * DAY).toISOString());
    now += 7 * DAY - 1;
    expect(await whoIs(token)).toBeDefined();
    now += REMEMBERED;
    expect(await whoIs(token)).toBeUndefined();
  });

  test('a session ends with its API key', async () => {
    const { token } = await enterWell(await ownLink());
    await database.superuser(`update api_keys set expires_at = '${at()}' where id = ${ctx.principal.credential.id}`);
    now += REMEMBERED;
    expect(await whoIs(token)).toBeUndefined();
    await database.superuser(`update api_keys set expires_at = null where id = ${ctx.principal.credential.id}`);
  });

  test('signing out ends that session at once, and no other', async () => {
    const [mine, other] = [await enterWell(await ownLink()), await enterWell(await ownLink())];
    const principal = await whoIs(mine.token);
    const headers = new Headers();
    const signedIn: Context = { ...ctx, principal, answer: { headers, route: '' } };
    expect(await signOut(signedIn)).toEqual({ caller: null, expires_at: null });
    expect(headers.get('set-cookie')).toMatch(/=; .*Max-Age=0/);
    expect(await whoIs(mine.token)).toBeUndefined();
    expect(await whoIs(other.token)).toBeDefined();
    const [row] = await database.superuser(
      `select revoked_at is not null as ended from sessions where token_hash = ${hashOf(mine.token)}`,
    );
    expect(row).toEqual({ ended: true });
  });
});
