// Browsers that are signed in: by API key, by a link that works once, and never from another site's page.
import { createDatabase } from '@action-registry/db/testing';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startTestRegistry, type TestRegistry } from './harness.js';

type Session = { caller: { name: string; workspace: string; permissions: string[] } | null; expires_at: string | null };

describe.each(['pglite', 'postgresql'] as const)('sessions on %s', (kind) => {
  let registry: TestRegistry;
  beforeAll(async () => {
    const { url, template } = inject('postgres');
    registry = await startTestRegistry(
      kind === 'postgresql' ? { databaseUrl: await createDatabase(url, template) } : {},
    );
  });
  afterAll(() => registry.stop());

  /** As a browser asks: by cookie, never by key; a page of the registry unless it says otherwise. */
  const browse = (path: string, { cookie, origin, ...init }: RequestInit & { cookie?: string; origin?: string } = {}) =>
    fetch(`${registry.url}${path}`, {
      ...init,
      headers: {
        ...(init.body != null && { 'content-type': 'application/json' }),
        origin: origin ?? registry.url,
        ...(cookie !== undefined && { cookie }),
        ...init.headers,
      },
    });
  const signIn = (body: object) => browse('/sessions', { method: 'POST', body: JSON.stringify(body) });
  const current = async (cookie: string): Promise<Session> =>
    (await (await browse('/sessions/current', { cookie })).json()) as Session;
  const codeOf = async (answer: Response): Promise<string> =>
    ((await answer.json()) as { error: { code: string } }).error.code;

  async function open(): Promise<string> {
    const answer = await signIn({ api_key: registry.adminKey });
    expect(answer.status).toBe(200);
    const header = answer.headers.get('set-cookie') ?? '';
    expect(header).toMatch(/^ar_session_[0-9a-f]{12}=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=604800$/);
    const body = await answer.text();
    const [cookie = ''] = header.split(';', 1);
    expect(body).not.toContain(cookie.split('=')[1]);
    return cookie;
  }

  test('an API key opens a session with its permissions, and signing out ends it at once', async () => {
    const cookie = await open();
    const session = await current(cookie);
    expect(session.caller).toMatchObject({ name: 'admin', workspace: 'default' });
    expect(session.caller?.permissions).toContain('keys:manage');
    expect((await browse('/api/actions', { cookie })).status).toBe(200);
    const out = await browse('/sessions/current', { method: 'DELETE', cookie });
    expect(out.headers.get('set-cookie')).toMatch(/=; .*Max-Age=0/);
    expect((await browse('/api/actions', { cookie })).status).toBe(401);
    expect(await current(cookie)).toEqual({ caller: null, expires_at: null });
  });

  test('a wrong key, a wrong link and both at once open nothing', async () => {
    for (const [body, status] of [
      [{ api_key: 'ark_wrong' }, 401],
      [{ link_token: 'nothing' }, 401],
      [{ api_key: registry.adminKey, link_token: 'x' }, 400],
      [{}, 400],
    ] as const) {
      const answer = await signIn(body);
      expect([body, answer.status]).toEqual([body, status]);
      expect(answer.headers.get('set-cookie')).toBeNull();
    }
  });

  test('a link signs one browser in, once', async () => {
    const answer = await registry.fetch('/sessions/links', { method: 'POST' });
    const { url } = (await answer.json()) as { url: string };
    const { pathname, hash } = new URL(url);
    expect(pathname).toBe('/app/sign-in');
    const link_token = hash.replace('#token=', '');
    const answers = await Promise.all([1, 2, 3].map(() => signIn({ link_token })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
    expect((await signIn({ link_token })).status).toBe(401);
  });

  test('making a link takes the right to manage members', async () => {
    const answer = await fetch(`${registry.url}/sessions/links`, { method: 'POST' });
    expect([answer.status, await codeOf(answer)]).toEqual([401, 'UNAUTHENTICATED']);
  });

  test('a change by cookie from another page is refused through both doors, and nothing is written', async () => {
    const cookie = await open();
    const size = async () => ((await (await registry.fetch('/log/entries?limit=1')).json()) as { size: number }).size;
    const before = await size();
    const body = JSON.stringify({ kind: 'prompt', title: 'Plan', spec: { prompt: 'Plan it.' } });
    const type = { 'content-type': 'application/json' };
    for (const path of ['/api/actions', '/trpc/definitions.create']) {
      for (const origin of ['https://evil.example', 'null', `${registry.url}0`]) {
        const answer = await browse(path, { method: 'POST', cookie, origin, body, headers: type });
        expect([path, origin, answer.status]).toEqual([path, origin, 403]);
      }
      const plain = { 'content-type': 'text/plain' };
      // A form of another site could send this type without asking first; tRPC itself refuses the type.
      expect([403, 415]).toContain((await browse(path, { method: 'POST', cookie, body, headers: plain })).status);
      const bare = await fetch(`${registry.url}${path}`, { method: 'POST', body, headers: { ...type, cookie } });
      expect(bare.status).toBe(403);
    }
    expect(await size()).toBe(before);
    expect((await browse('/api/actions', { method: 'POST', cookie, body, headers: type })).status).toBe(201);
    const out = { method: 'DELETE', cookie, origin: 'https://evil.example' };
    expect(await codeOf(await browse('/sessions/current', out))).toBe('CROSS_SITE_REQUEST');
    expect((await current(cookie)).caller).toMatchObject({ name: 'admin' });
    const foreign = { cookie, headers: { 'sec-fetch-site': 'cross-site' } };
    expect(await codeOf(await browse('/api/actions', foreign))).toBe('CROSS_SITE_REQUEST');
  });

  test('a cookie of another registry on the same host is not looked at', async () => {
    const cookie = await open();
    const foreign = cookie.replace(/ar_session_[0-9a-f]+/, 'ar_session_000000000000');
    expect((await browse('/api/actions', { cookie: foreign })).status).toBe(401);
    expect((await browse('/api/actions', { cookie: `${foreign}; ${cookie}` })).status).toBe(200);
  });
});
