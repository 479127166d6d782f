// Every procedure against everybody: a missing right is FORBIDDEN with its name whatever was sent, a credential that ended
// opens nothing, what belongs to another workspace is as good as missing, and an API key writes its own names only.
import { randomBytes } from 'node:crypto';
import { toBase64 } from '@action-registry/core';
import { createDatabase, runAsSuperuser } from '@action-registry/db/testing';
import { type JsonObject, Permission, ROLE_PERMISSIONS, type Role } from '@action-registry/schema';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Answer, askProcedure, PROCEDURES } from './ask-procedure.js';
import { startTestRegistry, type TestRegistry } from './harness.js';
import { addition, type Need, ROWS, signed, type World } from './permission-table.js';

/** Inputs that no procedure takes, and text that is not even JSON. */
const GARBAGE: readonly (JsonObject | string)[] = [{ no_such_field: [null] }, '{"name": tru'];
const ROLES = Object.keys(ROLE_PERMISSIONS) as Role[];
const NAMES = Object.keys(ROWS);

test('every procedure has a row, with the permission that the router asks for', () => {
  const said = Object.fromEntries([...PROCEDURES].map(([name, { permission }]) => [name, permission]));
  expect(said).toEqual(Object.fromEntries(Object.entries(ROWS).map(([name, { needs }]) => [name, needs])));
});

let registry: TestRegistry;
let databaseUrl: string;
let world: World;

type Headers = Record<string, string>;
const bearer = (secret: string): Headers => ({ authorization: `Bearer ${secret}` });
const ask = (headers: Headers, name: string, input: JsonObject | string) =>
  askProcedure({ url: registry.url, headers }, name, input);
const row = (name: string) => ROWS[name] ?? { needs: 'none' as Need };

/** What an operator does, which must work. */
async function operate<Made>(method: string, path: string, body: object, headers: Headers = {}): Promise<Made> {
  const init = { method, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
  const answer = await registry.fetch(path, init);
  const made = (await answer.json()) as Made;
  expect([path, answer.status < 300, made]).toEqual([path, true, made]);
  return made;
}

type Made = { api_key: { id: number }; secret: string };
const makeKey = (facts: object): Promise<Made> => operate('POST', '/api-keys', { name: 'key', ...facts });
const keyWith = async (permissions: readonly Permission[]) => bearer((await makeKey({ permissions })).secret);

/** A person of that role, signed in with a browser. */
async function signIn(role: Role): Promise<Headers & { cookie: string }> {
  const subject = `https://id.example.org|${role}`;
  const { id } = await operate<{ id: number }>('PUT', '/workspaces/current/members', { subject, role });
  const { url } = await operate<{ url: string }>('POST', '/sessions/links', { member_id: id });
  const body = JSON.stringify({ link_token: new URL(url).hash.replace('#token=', '') });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${registry.url}/sessions`, { method: 'POST', headers, body });
  return { cookie: answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '', origin: registry.url };
}

async function makeWorld(key: World['key']): Promise<World> {
  await operate('POST', '/actions/files.move/versions', signed({ key }, '1.0.0'));
  const draft = async (name: string) => {
    const body = { kind: 'prompt', title: 'A plan', name, spec: { prompt: 'Plan.' } };
    return (await operate<{ action: { id: number } }>('POST', '/api/actions', body)).action.id;
  };
  const deleted = await draft('files.gone');
  await operate('DELETE', `/api/actions/${deleted}`, {});
  const person = { subject: 'https://id.example.org|anne', role: 'author' };
  return {
    key,
    deleted,
    draft: await draft('files.plan'),
    apiKey: (await makeKey({ permissions: ['definitions:read'] })).api_key.id,
    member: (await operate<{ id: number }>('PUT', '/workspaces/current/members', person)).id,
    request: (await operate<{ id: number }>('POST', '/keys/requests', addition('asked'))).id,
  };
}

beforeAll(async () => {
  const { url, template } = inject('postgres');
  databaseUrl = await createDatabase(url, template);
  const key = { kid: 'ci-key', seed: randomBytes(32) };
  const cliEnv = { ACTIONS_SIGNING_KEY: toBase64(key.seed), ACTIONS_SIGNING_KID: key.kid };
  registry = await startTestRegistry({ databaseUrl, cliEnv });
  await registry.cli('init', '--kid', key.kid);
  world = await makeWorld(key);
});
afterAll(() => registry.stop());

/** Holds garbage against what somebody may do: refused for the right they lack, or let through to what is wrong with it. */
async function expectDecided(headers: Headers, name: string, held: ReadonlySet<string>): Promise<void> {
  const { needs } = row(name);
  const isAllowed = needs === 'none' || needs === 'read' || held.has(needs);
  for (const input of GARBAGE) {
    for (const { code, details } of await ask(headers, name, input)) {
      if (isAllowed)
        expect([name, input, code]).not.toEqual([name, input, expect.stringMatching(/^(FORBIDDEN|UNAUTH)/)]);
      else expect([name, input, code, details]).toEqual([name, input, 'FORBIDDEN', { permission: needs }]);
    }
  }
}

/** Holds garbage against a credential that does not work. */
async function expectRefused(headers: Headers, reason: string, isOpen: (needs: Need) => boolean): Promise<void> {
  for (const name of NAMES) {
    for (const input of GARBAGE) {
      for (const { code, details } of await ask(headers, name, input)) {
        if (isOpen(row(name).needs)) expect([name, code]).not.toEqual([name, 'UNAUTHENTICATED']);
        else expect([name, input, code, details]).toEqual([name, input, 'UNAUTHENTICATED', { reason }]);
      }
    }
  }
}

describe('who may call every procedure', () => {
  test('nobody: what is open to all', async () => {
    await expectRefused({}, 'missing', (needs) => needs === 'none' || needs === 'read');
  });

  test.each(ROLES)('a person of the role %s: what the role has', async (role) => {
    const headers = await signIn(role);
    for (const name of NAMES) await expectDecided(headers, name, new Set(ROLE_PERMISSIONS[role]));
  });

  const needed = [...new Set(Object.values(ROWS).map(({ needs }) => needs))];
  const permissions = needed.flatMap((need) => Permission.safeParse(need).data ?? []);
  test.each(permissions)('a key with %s alone: what needs it and nothing else', async (permission) => {
    const headers = await keyWith([permission]);
    for (const name of NAMES) await expectDecided(headers, name, new Set([permission]));
  });

  test.each(permissions)('a key with all but %s: everything else', async (permission) => {
    const others = Permission.options.filter((other) => other !== permission);
    const headers = await keyWith(others);
    for (const name of NAMES) await expectDecided(headers, name, new Set(others));
  });

  test('a key that expired or was revoked: what needs no credential', async () => {
    const isOpen = (needs: Need) => needs === 'none';
    const expired = await makeKey({ permissions: Permission.options });
    const past = `update api_keys set expires_at = now() - interval '1 minute' where id = ${expired.api_key.id}`;
    await runAsSuperuser(databaseUrl, past);
    await expectRefused(bearer(expired.secret), 'expired', isOpen);
    const revoked = await makeKey({ permissions: Permission.options });
    for (const { code } of await ask(bearer(revoked.secret), 'definitions.list', {})) expect(code).toBe('accepted');
    await operate('POST', `/api-keys/${revoked.api_key.id}/revoke`, {});
    await expectRefused(bearer(revoked.secret), 'revoked', isOpen);
  });
});

describe('what belongs to a workspace', () => {
  const withIds = NAMES.filter((name) => row(name).ids !== undefined);
  const withNames = NAMES.filter((name) => row(name).names !== undefined);

  test('is as good as missing for another one: the same answer, but for the id', async () => {
    const { secret } = await operate<Made>('POST', '/workspaces', { slug: 'billing', name: 'Billing' });
    const blank = ({ code, details, message }: Answer, input: JsonObject) =>
      Object.values(input).reduce<string>(
        (text, value) => text.replaceAll(String(value), '…'),
        JSON.stringify([code, details, message]),
      );
    for (const name of withIds) {
      const { ours, nobodys } = row(name).ids?.(world) ?? { ours: {}, nobodys: {} };
      const foreign = await ask(bearer(secret), name, ours);
      const missing = await ask(bearer(secret), name, nobodys);
      for (const { code } of foreign) expect([name, code]).toEqual([name, expect.stringMatching(/_NOT_FOUND$/)]);
      expect([name, ...foreign.map((each) => blank(each, ours))]).toEqual([
        name,
        ...missing.map((each) => blank(each, nobodys)),
      ]);
    }
    expect(withIds.length).toBeGreaterThan(10);
  });

  test('is written by a key for its own names only, whatever else the key may do', async () => {
    const name_globs = ['notes.*'];
    const { secret } = await makeKey({ permissions: Permission.options, name_globs });
    const size = async () => ((await (await registry.fetch('/log/entries?limit=1')).json()) as { size: number }).size;
    const before = await size();
    for (const name of withNames) {
      for (const { code, details } of await ask(bearer(secret), name, row(name).names?.(world) ?? {})) {
        expect([name, code]).toEqual([name, 'FORBIDDEN']);
        expect([name, details.permission, details.name_globs]).toEqual([name, row(name).needs, name_globs]);
        expect(details.name).toMatch(/^(files\.|\*$)/);
      }
    }
    expect(await size()).toBe(before);
    expect(withNames.length).toBeGreaterThan(15);
  });
});

test('where reads need a key too, nobody reads', async () => {
  const open = registry;
  registry = await startTestRegistry({ env: { READ_ACCESS: 'key' } });
  try {
    await expectRefused({}, 'missing', (needs) => needs === 'none');
    for (const { code } of await ask(bearer(registry.adminKey), 'actions.search', {})) expect(code).toBe('accepted');
  } finally {
    await registry.stop();
    registry = open;
  }
});
