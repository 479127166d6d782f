// What is taken on one server is gone on every other within two seconds: keys, people, and the sessions of both.
import { createDatabase } from '@action-registry/db/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestRegistry, type TestRegistry } from './harness.js';
import { startServer } from './process.js';

const WITHIN_MS = 2_000;

let registry: TestRegistry;
let other: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
  const { url, template } = inject('postgres');
  const databaseUrl = await createDatabase(url, template);
  registry = await startTestRegistry({ databaseUrl });
  const files = { DATA_DIR: `${registry.folder}/other`, LOG_KEY_FILE: `${registry.folder}/data/log-key` };
  other = await startServer({ PORT: '0', LOG_LEVEL: 'warn', DATABASE_URL: databaseUrl, ...files });
});
afterAll(async () => {
  await other.stop();
  await registry.stop();
});

type Headers = Record<string, string>;
const JSON_TYPE = { 'content-type': 'application/json' };
const servers = () => [registry.url, other.url];
const askEach = (headers: Headers) =>
  Promise.all(
    servers().map(async (url) => (await fetch(`${url}/workspaces/current/members?limit=1`, { headers })).status),
  );

async function operate<Made>(method: string, path: string, body: object): Promise<Made> {
  const answer = await registry.fetch(path, { method, headers: JSON_TYPE, body: JSON.stringify(body) });
  const made = (await answer.json()) as Made;
  expect([path, answer.status < 300, made]).toEqual([path, true, made]);
  return made;
}

/** Asks both servers without a pause, so that each always remembers the caller as long as it may. */
async function expectGone(headers: Headers, status: number): Promise<void> {
  const end = Date.now() + WITHIN_MS;
  let answers = await askEach(headers);
  // The server on which it was taken knows at once.
  expect(answers[0]).toBe(status);
  while (answers[1] !== status && Date.now() < end) answers = await askEach(headers);
  expect(answers).toEqual([status, status]);
}

async function signIn(body: object, url: string): Promise<Headers> {
  const answer = await fetch(`${url}/sessions`, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(body) });
  return { cookie: answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '' };
}

async function addMember(name: string, role: string): Promise<{ id: number; headers: Headers }> {
  const person = { subject: `https://id.example.org|${name}`, role };
  const { id } = await operate<{ id: number }>('PUT', '/workspaces/current/members', person);
  const { url } = await operate<{ url: string }>('POST', '/sessions/links', { member_id: id });
  const headers = await signIn({ link_token: new URL(url).hash.replace('#token=', '') }, other.url);
  return { id, headers };
}

test('an API key that is revoked, and a session for it', async () => {
  const input = { name: 'leaked', permissions: ['definitions:read'] };
  const { api_key, secret } = await operate<{ api_key: { id: number }; secret: string }>('POST', '/api-keys', input);
  const key = { authorization: `Bearer ${secret}` };
  const session = await signIn({ api_key: secret }, other.url);
  expect([await askEach(key), await askEach(session)]).toEqual([
    [200, 200],
    [200, 200],
  ]);
  await operate('POST', `/api-keys/${api_key.id}/revoke`, {});
  await Promise.all([expectGone(key, 401), expectGone(session, 401)]);
});

test('a person who is taken out of the workspace, and their session', async () => {
  const { id, headers } = await addMember('anne', 'viewer');
  expect(await askEach(headers)).toEqual([200, 200]);
  await operate('DELETE', `/workspaces/current/members/${id}`, {});
  await expectGone(headers, 401);
});

test('a right that a person’s new role has not', async () => {
  const { headers } = await addMember('ben', 'admin');
  const listKeys = async (url: string) => (await fetch(`${url}/api-keys`, { headers })).status;
  expect(await Promise.all(servers().map(listKeys))).toEqual([200, 200]);
  await operate('PUT', '/workspaces/current/members', { subject: 'https://id.example.org|ben', role: 'viewer' });
  const end = Date.now() + WITHIN_MS;
  expect(await listKeys(registry.url)).toBe(403);
  let status = await listKeys(other.url);
  while (status !== 403 && Date.now() < end) status = await listKeys(other.url);
  expect(status).toBe(403);
});
