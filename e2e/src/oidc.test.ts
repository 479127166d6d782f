// People who come with tokens of a real identity provider: whom it names gets in with their role's rights, as long as the token
// and the membership last, and nothing else that looks like a token does.
import { createPublicKey, type JsonWebKey, randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { createDatabase, runAsSuperuser } from '@action-registry/db/testing';
import { base64url, exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startTestRegistry, type TestRegistry } from './harness.js';
import { createProviderKey, type IdentityProvider, signToken, startIdentityProvider } from './identity-provider.js';
import { startServer } from './process.js';

const AUDIENCE = 'https://registry.example/api';
const es = await createProviderKey('ES256');
const rs = await createProviderKey('RS256');
const ps = await createProviderKey('PS256');
const ed = await createProviderKey('EdDSA');
const seconds = () => Math.floor(Date.now() / 1_000);

let provider: IdentityProvider;
let registry: TestRegistry;
let databaseUrl: string;

beforeAll(async () => {
  provider = await startIdentityProvider({ keys: [es, rs, ps, ed], clients: ['alice', 'bob', 'stranger'] });
  const { url, template } = inject('postgres');
  databaseUrl = await createDatabase(url, template);
  const env = { OIDC_ISSUER: provider.issuer, OIDC_AUDIENCE: AUDIENCE };
  registry = await startTestRegistry({ databaseUrl, env });
  for (const slug of ['aaa', 'zzz', 'theirs'])
    await runAsSuperuser(
      databaseUrl,
      `insert into workspaces (slug, name, created_at) values ('${slug}', '${slug}', now())`,
    );
  await addMember('alice', 'default', 'publisher');
  await addMember('bob', 'default', 'publisher');
  await addMember('bob', 'zzz', 'viewer');
});
afterAll(async () => {
  await registry.stop();
  await provider.stop();
});

async function addMember(sub: string, workspace: string, role: string): Promise<number> {
  const [row] = await runAsSuperuser(
    databaseUrl,
    `insert into workspace_members (workspace_id, subject, role, added_by, created_at, updated_at)
     select id, '${provider.issuer}|${sub}', '${role}', 'test', now(), now() from workspaces where slug = '${workspace}'
     returning id`,
  );
  return Number(row?.id);
}

const removeMember = (id: number) =>
  runAsSuperuser(databaseUrl, `update workspace_members set removed_at = now() where id = ${id}`);

/** Claims as the provider would make them, but for what is changed; undefined takes one away. */
function claims(changed: { [Claim in keyof JWTPayload]?: JWTPayload[Claim] | undefined } = {}): JWTPayload {
  const now = seconds();
  const whole = { iss: provider.issuer, aud: AUDIENCE, sub: 'alice', iat: now, exp: now + 300, ...changed };
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined));
}

const ask = (path: string, token: string, init: RequestInit = {}) =>
  fetch(`${registry.url}${path}`, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } });
/** A call that needs a right which every role has. */
const list = (token: string, headers: Record<string, string> = {}) => ask('/api/actions', token, { headers });

type Refusal = { status: number; code: string; message: string; reason: string | undefined };
async function refusalOf(answer: Response): Promise<Refusal> {
  const { error } = (await answer.json()) as { error: { code: string; message: string; details: { reason?: string } } };
  return { status: answer.status, code: error.code, message: error.message, reason: error.details.reason };
}

describe('a token of the provider', () => {
  test('gets a member in with the rights of their role, through both doors, and the log names the member', async () => {
    const token = await provider.issue('alice', AUDIENCE);
    const { caller } = (await (await ask('/sessions/current', token)).json()) as { caller: Record<string, unknown> };
    expect(caller).toMatchObject({
      actor: expect.stringMatching(/^member:\d+$/),
      workspace: 'default',
      role: 'publisher',
      permissions: expect.arrayContaining(['releases:publish']),
    });
    expect(caller.permissions).not.toContain('members:manage');
    const body = JSON.stringify({ kind: 'prompt', title: 'Plan', spec: { prompt: 'Plan it.' } });
    const made = await ask('/trpc/definitions.create', token, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(made.status).toBe(200);
    const { items } = (await (await ask('/log/entries?limit=200', token)).json()) as {
      items: { actor?: string; type: string }[];
    };
    expect(items.at(-1)).toMatchObject({ type: 'definition.create', actor: caller.actor });
    expect((await ask('/sessions/links', token, { method: 'POST' })).status).toBe(403);
  });

  test('may be signed with any of the asymmetric algorithms', async () => {
    for (const key of [es, rs, ps, ed])
      expect([key.alg, (await list(await signToken(key, claims()))).status]).toEqual([key.alg, 200]);
    const several = await signToken(es, claims({ aud: ['https://else.example', AUDIENCE] }));
    expect((await list(several)).status).toBe(200);
  });

  test('works up to a minute past its end and before its beginning, for clocks that differ', async () => {
    const now = seconds();
    for (const changed of [{ exp: now - 30 }, { nbf: now + 30 }, { iat: now + 30 }])
      expect([changed, (await list(await signToken(es, claims(changed)))).status]).toEqual([changed, 200]);
  });

  test('works where X-Workspace says, and of several asks which one', async () => {
    const token = await provider.issue('bob', AUDIENCE);
    const whereIs = async (headers: Record<string, string>) => {
      const { caller } = (await (await ask('/sessions/current', token, { headers })).json()) as {
        caller: { workspace: string; role: string };
      };
      return [caller.workspace, caller.role];
    };
    const asked = await (await list(token)).json();
    expect(asked).toMatchObject({
      error: { code: 'UNAUTHENTICATED', details: { reason: 'choose_workspace', workspaces: ['default', 'zzz'] } },
    });
    expect(await whereIs({ 'x-workspace': 'zzz' })).toEqual(['zzz', 'viewer']);
    expect(await whereIs({ 'x-workspace': 'default' })).toEqual(['default', 'publisher']);
  });

  test('says nothing of workspaces that the person is not in', async () => {
    const token = await provider.issue('alice', AUDIENCE);
    const headers = (workspace: string) => ({ 'x-workspace': workspace, 'x-request-id': 'same' });
    const [theirs, missing] = await Promise.all(
      ['theirs', 'missing'].map(async (slug) => (await list(token, headers(slug))).text()),
    );
    expect(theirs).toContain('"reason":"no_member"');
    expect(theirs).toBe(missing);
  });

  test('of somebody who is no member names the text that an admin needs', async () => {
    const answer = await refusalOf(await list(await provider.issue('stranger', AUDIENCE)));
    expect(answer).toMatchObject({ status: 401, code: 'UNAUTHENTICATED', reason: 'no_member' });
    expect(answer.message).toContain(`${provider.issuer}|stranger`);
  });

  test('of a removed member works for two seconds at most', async () => {
    const id = await addMember('leaving', 'default', 'author');
    const token = await signToken(es, claims({ sub: 'leaving' }));
    expect((await list(token)).status).toBe(200);
    await removeMember(id);
    await expect.poll(async () => (await list(token)).status, { timeout: 2_000, interval: 100 }).toBe(401);
    expect((await refusalOf(await list(token))).reason).toBe('no_member');
  });
});

describe('a token that is no good', () => {
  const encode = (value: object) => base64url.encode(JSON.stringify(value));
  const publicPem = (key: object) =>
    createPublicKey({ key: key as JsonWebKey, format: 'jwk' })
      .export({ type: 'spki', format: 'pem' })
      .toString();

  /** The token with its payload changed, its signature as it was. */
  async function tamper(): Promise<string> {
    const [head, , signature] = (await signToken(es, claims())).split('.');
    return `${head}.${encode(claims({ sub: 'root' }))}.${signature}`;
  }
  /** A key of the attacker's, offered by the token itself. */
  async function signByOwnKey(header: Record<string, unknown>): Promise<string> {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const jwk = await exportJWK(publicKey);
    const offered = Object.fromEntries(Object.entries(header).map(([name, value]) => [name, value ?? jwk]));
    return new SignJWT(claims()).setProtectedHeader({ alg: 'ES256', ...offered }).sign(privateKey);
  }
  const mac = (secret: string, header: Record<string, string> = {}) =>
    new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', ...header }).sign(new TextEncoder().encode(secret));

  test.each<[string, string, () => Promise<string> | string]>([
    ['is for another audience', 'unknown', () => provider.issue('alice', 'https://other.example')],
    ['has no audience', 'unknown', () => signToken(es, claims({ aud: undefined }))],
    ['is of another issuer', 'unknown', () => signToken(es, claims({ iss: 'https://id.example' }))],
    ['is of an issuer that differs by a slash', 'unknown', () => signToken(es, claims({ iss: `${provider.issuer}/` }))],
    ['has expired', 'expired', () => signToken(es, claims({ exp: seconds() - 61 }))],
    ['never expires', 'unknown', () => signToken(es, claims({ exp: undefined }))],
    ['is not valid yet', 'unknown', () => signToken(es, claims({ nbf: seconds() + 90 }))],
    ['was issued in the future', 'unknown', () => signToken(es, claims({ iat: seconds() + 90 }))],
    ['does not say when it was issued', 'unknown', () => signToken(es, claims({ iat: undefined }))],
    ['names nobody', 'unknown', () => signToken(es, claims({ sub: undefined }))],
    ['names somebody by a line break', 'malformed', () => signToken(es, claims({ sub: 'alice\n' }))],
    ['has the algorithm none', 'malformed', () => new UnsecuredJWT(claims()).encode()],
    [
      'has the algorithm none and a signature',
      'malformed',
      () => `${encode({ alg: 'none' })}.${encode(claims())}.AAAA`,
    ],
    ['is a MAC under a public key as PEM', 'malformed', () => mac(publicPem(rs), { kid: rs.kid })],
    ['is a MAC under a public key’s number', 'malformed', () => mac(String(rs.n), { kid: rs.kid })],
    ['was changed after it was signed', 'unknown', tamper],
    ['has no signature', 'unknown', async () => (await signToken(es, claims())).replace(/[^.]+$/, '')],
    ['brings its key along', 'unknown', () => signByOwnKey({ jwk: undefined, kid: es.kid })],
    ['says where its key is', 'unknown', () => signByOwnKey({ jku: 'http://127.0.0.1:9/keys', kid: es.kid })],
    ['has a kid that nobody knows', 'unknown', () => signByOwnKey({ kid: 'made-up' })],
    ['has the kid of a key for another algorithm', 'unknown', () => signByOwnKey({ kid: rs.kid })],
    ['is a logout token', 'malformed', () => signToken(es, claims(), { typ: 'logout+jwt' })],
    [
      'demands an extension',
      'malformed',
      () => `${encode({ alg: 'ES256', kid: es.kid, crit: ['x'], x: 1 })}.${encode(claims())}.AAAA`,
    ],
    ['is longer than 8,192 characters', 'malformed', () => signToken(es, claims({ more: 'x'.repeat(7_000) }))],
    ['has a payload that is no JSON', 'malformed', () => `${encode({ alg: 'ES256', kid: es.kid })}.eHh4.AAAA`],
  ])('%s', async (_what, reason, make) => {
    const token = await make();
    for (const answer of [await list(token), await ask('/events', token)])
      expect(await refusalOf(answer)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED', reason });
    const viaTrpc = await ask('/trpc/definitions.list', token);
    expect(viaTrpc.status).toBe(401);
    expect(await viaTrpc.text()).not.toContain(token);
  });

  test('is as bad a key where no provider is configured', async () => {
    const { url, template } = inject('postgres');
    const other = await startTestRegistry({ databaseUrl: await createDatabase(url, template) });
    try {
      const token = await signToken(es, claims());
      const answer = await fetch(`${other.url}/api/actions`, { headers: { authorization: `Bearer ${token}` } });
      expect(await refusalOf(answer)).toMatchObject({ status: 401, reason: 'unknown' });
    } finally {
      await other.stop();
    }
  });

  test('made up by the hundred, does not make the registry ask the provider by the hundred', async () => {
    const count = () => provider.requests.filter((line) => line.startsWith('GET')).length;
    await list(await provider.issue('alice', AUDIENCE));
    const before = count();
    const tokens = await Promise.all(
      Array.from({ length: 300 }, () => signByOwnKey({ kid: randomBytes(8).toString('hex') })),
    );
    const answers = await Promise.all(tokens.map((token) => list(token)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    expect(count() - before).toBeLessThanOrEqual(2);
  });
});

describe('event streams by token', () => {
  /** What a stream says until it ends. */
  async function readToEnd(path: string, token: string, onOpen: () => Promise<unknown>): Promise<string> {
    const answer = await ask(path, token, { signal: AbortSignal.timeout(30_000) });
    expect(answer.status).toBe(200);
    const [text] = await Promise.all([answer.text(), onOpen()]);
    return text;
  }
  const draft = () =>
    registry.fetch('/api/actions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'prompt', title: 'Secret plan', spec: { prompt: 'Plan it.' } }),
    });
  const TRPC = '/trpc/events.stream?input=%7B%7D';

  test.each(['/events', TRPC])('end when the token does: %s', async (path) => {
    // Two seconds are left of the minute that clocks may differ.
    const token = await signToken(es, claims({ exp: seconds() - 57 }));
    await readToEnd(path, token, async () => {});
    await expect.poll(async () => (await list(token)).status).toBe(401);
  });

  test.each(['/events', TRPC])('tell a removed member nothing more, and end: %s', async (path) => {
    const id = await addMember(`watching ${path}`.replace(/\W/g, ''), 'default', 'viewer');
    const token = await signToken(es, claims({ sub: `watching ${path}`.replace(/\W/g, '') }));
    const text = await readToEnd(path, token, async () => {
      await removeMember(id);
      expect((await draft()).status).toBe(201);
    });
    expect(text).not.toContain('Secret plan');
  });
});

describe('the provider', () => {
  async function start(issuer: string): Promise<TestRegistry> {
    const { url, template } = inject('postgres');
    const env = { OIDC_ISSUER: issuer, OIDC_AUDIENCE: AUDIENCE };
    return startTestRegistry({ databaseUrl: await createDatabase(url, template), env });
  }
  const askAt = (url: string, token: string) =>
    fetch(`${url}/api/actions`, { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(10_000) });

  async function expectUnavailable(answer: Response): Promise<void> {
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refusalOf(answer)).toMatchObject({ status: 503, code: 'UNAVAILABLE' });
  }

  test('being away makes tokens unavailable, not wrong, and API keys and readers do not notice', async () => {
    const gone = await startIdentityProvider({ keys: [es], clients: [] });
    await gone.stop();
    const other = await start(gone.issuer);
    try {
      const token = await signToken(es, claims({ iss: gone.issuer }));
      await expectUnavailable(await askAt(other.url, token));
      await expectUnavailable(await askAt(other.url, await signToken(es, claims({ iss: gone.issuer, jti: 'other' }))));
      expect((await other.fetch('/api/actions')).status).toBe(200);
      expect((await fetch(`${other.url}/actions`)).status).toBe(200);
      const back = await startIdentityProvider({ keys: [es], clients: [], port: Number(new URL(gone.issuer).port) });
      await expect.poll(async () => (await refusalOf(await askAt(other.url, token))).reason).toBe('no_member');
      await back.stop();
    } finally {
      await other.stop();
    }
  });

  test('that takes the call and never answers is given up', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const issuer = `http://127.0.0.1:${(silent.address() as { port: number }).port}`;
    const other = await start(issuer);
    try {
      await expectUnavailable(await askAt(other.url, await signToken(es, claims({ iss: issuer }))));
    } finally {
      await other.stop();
      silent.close();
    }
  });

  test('that calls itself otherwise than the settings is not believed', async () => {
    const issuer = provider.issuer.replace('127.0.0.1', 'localhost');
    const other = await start(issuer);
    try {
      const before = provider.requests.length;
      for (const jti of ['1', '2', '3', '4', '5'])
        await expectUnavailable(await askAt(other.url, await signToken(es, claims({ iss: issuer, jti }))));
      // Nor is it asked by each of them.
      expect(provider.requests.length - before).toBeLessThanOrEqual(1);
    } finally {
      await other.stop();
    }
  });

  test.each([
    ['OIDC_ISSUER', { OIDC_ISSUER: 'http://id.example', OIDC_AUDIENCE: AUDIENCE }],
    ['OIDC_ISSUER', { OIDC_ISSUER: 'https://id.example?tenant=1', OIDC_AUDIENCE: AUDIENCE }],
    ['OIDC_AUDIENCE', { OIDC_ISSUER: 'https://id.example' }],
    ['OIDC_ISSUER', { OIDC_AUDIENCE: AUDIENCE }],
  ])('is named by settings that are whole and safe, or the start stops: %s %o', async (name, env) => {
    await expect(startServer({ PORT: '0', ...env })).rejects.toThrow(name);
  });

  test('may change its keys: the new ones work soon, and the old ones no longer', async () => {
    const older = await createProviderKey('RS256');
    const newer = await createProviderKey('ES256');
    const first = await startIdentityProvider({ keys: [older], clients: [] });
    const other = await start(first.issuer);
    try {
      const byOld = await signToken(older, claims({ iss: first.issuer }));
      const byNew = await signToken(newer, claims({ iss: first.issuer }));
      const reasonOf = async (token: string) => (await refusalOf(await askAt(other.url, token))).reason;
      expect([await reasonOf(byOld), await reasonOf(byNew)]).toEqual(['no_member', 'unknown']);
      await first.stop();
      const second = await startIdentityProvider({
        keys: [newer],
        clients: [],
        port: Number(new URL(first.issuer).port),
      });
      await expect.poll(() => reasonOf(byNew), { timeout: 60_000 }).toBe('no_member');
      await expect.poll(() => reasonOf(byOld)).toBe('unknown');
      await second.stop();
    } finally {
      await other.stop();
    }
  });
});
