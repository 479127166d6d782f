// No secret enters a server's log. Every server of the end-to-end tests is looked at when it stops; here is shown that the
// look finds what it is for, and that a server which is given every kind of secret has been looked at.
import { createHash, randomBytes } from 'node:crypto';
import { createDatabase } from '@action-registry/db/testing';
import { expect, inject, test } from 'vitest';
import { startTestRegistry } from './harness.js';
import { createProviderKey, signToken, startIdentityProvider } from './identity-provider.js';
import { startServer } from './process.js';
import { findSecrets, logLines, secretsOf } from './server-log.js';

test('secrets are found in a log by their looks and by their value, and the finding does not repeat them', async () => {
  const token = await signToken(await createProviderKey('ES256'), { sub: 'alice' });
  const planted = {
    'an API key': `ark_${'a'.repeat(12)}_${'b'.repeat(49)}`,
    'a token of a session or link': createHash('sha256').update('x').digest('base64url'),
    'a JSON Web Token': token,
    'a private key': '-----BEGIN PRIVATE KEY-----',
    ACTION_REGISTRY_API_KEY: 'correct horse battery staple and so on',
  };
  const known = secretsOf({ ACTION_REGISTRY_API_KEY: planted.ACTION_REGISTRY_API_KEY });
  for (const [name, secret] of Object.entries(planted)) {
    const found = findSecrets(
      `Ready.\n${JSON.stringify({ level: 30, msg: 'request', url: `/x?token=${secret}` })}\n`,
      known,
    );
    expect(found).toEqual([expect.stringContaining(`${name} in a line of level 30: request`)]);
    expect(found.join()).not.toContain(secret);
  }
  const harmless = {
    level: 30,
    actor: 'api_key:ark_abcdefghijkl',
    hash: `sha256:${'0'.repeat(64)}`,
    path: '/actions/a.b',
  };
  expect(findSecrets(JSON.stringify(harmless), known)).toEqual([]);
});

test('a server that gets every kind of secret, good and bad, writes none of them down', async () => {
  const key = await createProviderKey('ES256');
  const provider = await startIdentityProvider({ keys: [key], clients: ['alice'] });
  const { url, template } = inject('postgres');
  const databaseUrl = await createDatabase(url, template);
  const env = { OIDC_ISSUER: provider.issuer, OIDC_AUDIENCE: 'https://registry.example' };
  const admin = await startTestRegistry({ databaseUrl, env });
  const adminKey = randomBytes(24).toString('hex');
  const server = await startServer({
    ...{ PORT: '0', DATA_DIR: `${admin.folder}/second`, DATABASE_URL: databaseUrl, ...env },
    ...{ LOG_KEY_FILE: `${admin.folder}/data/log-key`, ACTION_REGISTRY_API_KEY: adminKey },
  });
  const bearers = [
    adminKey,
    admin.adminKey,
    `${admin.adminKey.slice(0, -1)}x`,
    await provider.issue('alice', 'https://registry.example'),
    await provider.issue('alice', 'https://other.example'),
    await signToken(key, { sub: 'x', iss: provider.issuer, aud: 'https://registry.example', iat: 0, exp: 1 }),
  ];
  for (const bearer of bearers) {
    for (const headers of [{ authorization: `Bearer ${bearer}` }, { 'x-api-key': bearer }]) {
      await fetch(`${server.url}/api/actions`, { headers });
      await fetch(`${server.url}/trpc/definitions.list`, { headers });
      const link = await fetch(`${server.url}/sessions/links`, { method: 'POST', headers });
      const made = link.ok ? ((await link.json()) as { url: string }) : { url: '#token=nothing' };
      const signIn = (body: object) =>
        fetch(`${server.url}/sessions`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', origin: server.url },
          body: JSON.stringify(body),
        });
      const answer = await signIn({ link_token: made.url.replace(/.*#token=/, '') });
      await signIn({ api_key: bearer });
      await signIn({ api_key: bearer, unknown: bearer });
      const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
      await fetch(`${server.url}/api/actions`, { headers: { cookie } });
      await fetch(`${server.url}/api/actions`, {
        method: 'POST',
        headers: { cookie, origin: 'https://evil.example' },
        body: '{',
      });
    }
  }
  await provider.stop();
  await server.stop();
  const lines = logLines(server.output());
  expect(lines.filter((line) => line.includes('"msg":"request"')).length).toBeGreaterThan(50);
  await admin.stop();
});
