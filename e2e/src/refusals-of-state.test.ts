// Refusals that come from what stands already, or from who asks: each has its code through both doors and changes nothing.
import { createHash, randomBytes } from 'node:crypto';
import {
  canonicalize,
  digestOf,
  publicKeyOf,
  signKeyAdd,
  signRelease,
  toBase64,
  toWireBase64,
} from '@action-registry/core';
import { createDatabase, runAsSuperuser } from '@action-registry/db/testing';
import type { JsonObject } from '@action-registry/schema';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { expectRefusal, type RestCall } from './both-doors.js';
import { startTestRegistry, type TestRegistry } from './harness.js';

const key = { kid: 'ci-key', seed: randomBytes(32) };
const revoked = { kid: 'stolen', seed: randomBytes(32) };
const PUBLISH = { procedure: 'releases.publish', rest: { method: 'POST', path: '/actions/files.move/versions' } };
const CREATE = { procedure: 'definitions.create', rest: { method: 'POST', path: '/api/actions' } };
const ADD = { procedure: 'keys.add', rest: { method: 'POST', path: '/keys' } };
const PROMPT = { kind: 'prompt', title: 'Plan', spec: { prompt: 'Plan it.' } };

function signed(facts: {
  name?: string;
  version?: string;
  by?: { kid: string; seed: Uint8Array };
  size?: number;
}): JsonObject {
  const { name = 'files.move', version = '9.0.0', by = key, size = 0 } = facts;
  const padding = size === 0 ? {} : { examples: [{ input: 'x'.repeat(size) }] };
  const text = canonicalize({ kind: 'tool', name, version, spec: {}, ...padding });
  return {
    document: text,
    signatures: [{ kid: by.kid, sig: signRelease({ name, version, digest: digestOf(text) }, by.seed) }],
  };
}

function addition(kid: string, seed: Uint8Array, scope?: string[]): JsonObject {
  const facts = { kid, public_key: toWireBase64(publicKeyOf(seed)), ...(scope && { scope }) };
  const statement = { ...facts, scope: scope ?? null, role: 'publisher', valid_from: null, valid_until: null } as const;
  return { ...facts, proof: signKeyAdd(statement, seed) };
}

describe.each(['pglite', 'postgresql'] as const)('refusals of state on %s', (kind) => {
  let registry: TestRegistry;
  let databaseUrl: string | undefined;
  beforeAll(async () => {
    const { url, template } = inject('postgres');
    databaseUrl = kind === 'postgresql' ? await createDatabase(url, template) : undefined;
    const entry = {
      kid: revoked.kid,
      alg: 'ed25519',
      public_key: toWireBase64(publicKeyOf(revoked.seed)),
      status: 'revoked',
      last_valid_index: -1,
      reason: 'Stolen.',
    };
    registry = await startTestRegistry({
      env: { TRUSTED_KEYS_JSON: JSON.stringify([entry]) },
      cliEnv: { ACTIONS_SIGNING_KEY: toBase64(key.seed), ACTIONS_SIGNING_KID: key.kid },
      ...(databaseUrl !== undefined && { databaseUrl }),
    });
    await registry.cli('init', '--kid', key.kid);
    const body = JSON.stringify(signed({ version: '1.0.0' }));
    const headers = { 'content-type': 'application/json' };
    expect((await registry.fetch(PUBLISH.rest.path, { method: 'POST', headers, body })).status).toBe(201);
  });
  afterAll(() => registry.stop());

  const refuse = (call: { procedure: string; rest: RestCall; input: JsonObject }, code: string) =>
    expectRefusal(registry.fetch, call, code);

  test('reads of what is not there', async () => {
    const get = (procedure: string, path: string) => ({ procedure, rest: { method: 'GET', path } });
    const version = '/actions/files.move/versions/';
    await refuse({ ...get('actions.search', '/actions?cursor=x'), input: { cursor: 'x' } }, 'INVALID_CURSOR');
    await refuse({ ...get('definitions.list', '/api/actions?cursor=x'), input: { cursor: 'x' } }, 'INVALID_CURSOR');
    const action = await refuse(
      { ...get('actions.get', '/actions/files.mvoe'), input: { name: 'files.mvoe' } },
      'ACTION_NOT_FOUND',
    );
    expect(action.details.suggestions).toEqual([{ value: 'files.move', distance: 2 }]);
    const of = (selector: string) => ({ name: 'files.move', version: selector });
    await refuse({ ...get('releases.get', `${version}%5E3`), input: of('^3') }, 'NO_MATCHING_VERSION');
    await refuse({ ...get('releases.get', `${version}1.0.1`), input: of('1.0.1') }, 'VERSION_NOT_FOUND');
    await refuse({ ...get('releases.verify', `${version}beta/verify`), input: of('beta') }, 'VERSION_NOT_FOUND');
    await refuse({ ...get('definitions.get', '/api/actions/424242'), input: { id: 424_242 } }, 'DEFINITION_NOT_FOUND');
    const document = get('definitions.documentOf', '/api/actions/9000000000/document?version=1.0');
    await refuse({ ...document, input: { id: 9_000_000_000, version: '1.0' } }, 'INVALID_VERSION');
  });

  test('names and keys that are taken', async () => {
    const headers = { 'content-type': 'application/json' };
    const named = { ...PROMPT, name: 'files.plan' };
    expect(
      (await registry.fetch('/api/actions', { method: 'POST', headers, body: JSON.stringify(named) })).status,
    ).toBe(201);
    await refuse({ ...CREATE, input: named }, 'NAME_TAKEN');
    await refuse({ ...ADD, input: addition(key.kid, randomBytes(32)) }, 'KEY_EXISTS');
    await refuse({ ...ADD, input: addition('other-kid', key.seed) }, 'KEY_EXISTS');
  });

  test('keys that may not', async () => {
    const seed = randomBytes(32);
    const proofOfAnother = { ...addition('second', seed), proof: addition('second', seed, ['files.*']).proof ?? '' };
    await refuse({ ...ADD, input: proofOfAnother }, 'KEY_NOT_AUTHORIZED');
    const scoped = { kid: 'scoped', seed: randomBytes(32) };
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify(addition(scoped.kid, scoped.seed, ['other.*']));
    expect((await registry.fetch('/keys', { method: 'POST', headers, body })).status).toBe(201);
    await refuse({ ...PUBLISH, input: signed({ by: scoped }) }, 'KEY_NOT_AUTHORIZED');
    expect((await registry.fetch('/keys/scoped/retire', { method: 'POST' })).status).toBe(200);
    const other = { ...PUBLISH, rest: { method: 'POST', path: '/actions/other.x/versions' } };
    await refuse({ ...other, input: signed({ name: 'other.x', by: scoped }) }, 'KEY_NOT_AUTHORIZED');
    await refuse({ ...PUBLISH, input: signed({ by: revoked }) }, 'KEY_REVOKED');
    const configured = { procedure: 'keys.retire', rest: { method: 'POST', path: `/keys/${revoked.kid}/retire` } };
    await refuse({ ...configured, input: { kid: revoked.kid } }, 'KEY_NOT_AUTHORIZED');
  });

  test('documents over a mebibyte, other media types and other methods', async () => {
    await refuse({ ...PUBLISH, input: signed({ size: 1024 * 1024 }) }, 'PAYLOAD_TOO_LARGE');
    const codes = async (init: RequestInit) => {
      const [trpc, rest] = [
        await registry.fetch('/trpc/definitions.create', init),
        await registry.fetch('/api/actions', init),
      ];
      const told = ((await trpc.json()) as { error: { data: { error: { code: string } } } }).error.data.error.code;
      return [told, ((await rest.json()) as { error: { code: string } }).error.code];
    };
    const text = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{}' };
    expect(await codes(text)).toEqual(['UNSUPPORTED_MEDIA_TYPE', 'UNSUPPORTED_MEDIA_TYPE']);
    const patch = { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: '{}' };
    expect(await codes(patch)).toEqual(['METHOD_NOT_ALLOWED', 'METHOD_NOT_ALLOWED']);
  });

  test('callers without a key, with a wrong one, and without the right', async () => {
    const nobody = (path: string, init: RequestInit = {}) => fetch(`${registry.url}${path}`, init);
    await expectRefusal(nobody, { ...CREATE, input: PROMPT }, 'UNAUTHENTICATED');
    const stranger = (path: string, init: RequestInit = {}) =>
      path.startsWith('/log')
        ? nobody(path)
        : registry.fetch(path, { ...init, headers: { ...init.headers, authorization: 'Bearer x' } });
    await expectRefusal(stranger, { ...CREATE, input: PROMPT }, 'UNAUTHENTICATED');
    if (databaseUrl === undefined) return;
    // Keys with fewer rights are made by procedures of their own later; here one is written by hand.
    const token = 'a-key-that-may-only-read-definitions';
    const hash = createHash('sha256').update(token).digest('hex');
    await runAsSuperuser(
      databaseUrl,
      `insert into api_keys (workspace_id, name, key_prefix, secret_hash, permissions, created_by, created_at)
       select id, 'reader', 'reader', '\\x${hash}', '{definitions:read}', 'test', now() from workspaces`,
    );
    const reader = (path: string, init: RequestInit = {}) =>
      registry.fetch(path, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } });
    const refusal = await expectRefusal(reader, { ...CREATE, input: PROMPT }, 'FORBIDDEN');
    expect(refusal.details).toMatchObject({ permission: 'definitions:write' });
    await expectRefusal(reader, { ...PUBLISH, input: signed({}) }, 'FORBIDDEN');
    // Who may not call learns nothing of what the input should have been.
    await expectRefusal(reader, { ...PUBLISH, input: { nonsense: 1 } }, 'FORBIDDEN');
    expect((await reader('/api/actions')).status).toBe(200);
  });
});

test('nothing can be published where no key is trusted', async () => {
  const registry = await startTestRegistry();
  try {
    await expectRefusal(registry.fetch, { ...PUBLISH, input: signed({}) }, 'TRUST_NOT_CONFIGURED');
  } finally {
    await registry.stop();
  }
});
