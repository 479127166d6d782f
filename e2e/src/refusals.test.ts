// Bad input: each refusal has its code through tRPC and through REST, and leaves nothing behind.

import { randomBytes } from 'node:crypto';
import { mkdir, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { canonicalize, digestOf, signRelease, toBase64 } from '@action-registry/core';
import { createDatabase } from '@action-registry/db/testing';
import type { Json, JsonObject } from '@action-registry/schema';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startTestRegistry, type TestRegistry } from './harness.js';

const TOOL: JsonObject = {
  name: 'files.move',
  version: '1.0.0',
  kind: 'tool',
  spec: {},
  inputSchema: { type: 'object' },
};
const PROMPT = { kind: 'prompt', title: 'Plan', spec: { prompt: 'Plan it.' } };
const COMMAND = { kind: 'command', title: 'List', spec: { cmd: 'ls' } };

describe.each(['pglite', 'postgresql'] as const)('refusals on %s', (kind) => {
  let registry: TestRegistry;
  // In CI the key comes with the environment; here that makes it known to the test as well.
  const key = { kid: 'ci-key', seed: randomBytes(32) };

  beforeAll(async () => {
    const { url, template } = inject('postgres');
    const root = path.join(tmpdir(), `action-root-${kind}-${process.pid}`);
    await mkdir(root, { recursive: true });
    await symlink('/', path.join(root, 'out')).catch(() => undefined);
    registry = await startTestRegistry({
      env: { ACTION_ROOT: root },
      cliEnv: { ACTIONS_SIGNING_KEY: toBase64(key.seed), ACTIONS_SIGNING_KID: key.kid },
      ...(kind === 'postgresql' && { databaseUrl: await createDatabase(url, template) }),
    });
    await registry.cli('init', '--kid', key.kid);
    await publish(sign(canonicalize(TOOL)));
  });
  afterAll(() => registry.stop());

  const post = (where: string, body: unknown, init: RequestInit = {}): Promise<Response> =>
    registry.fetch(where, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...init.headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const publish = (body: unknown): Promise<Response> => post('/actions/files.move/versions', body);
  const sign = (text: string, facts: { name?: string; version?: string; kid?: string; digest?: string } = {}) => {
    const { name, version } = JSON.parse(text) as { name: string; version: string };
    const sig = signRelease(
      { name: facts.name ?? name, version: facts.version ?? version, digest: facts.digest ?? digestOf(text) },
      key.seed,
    );
    return { document: text, signatures: [{ kid: facts.kid ?? key.kid, sig }] };
  };
  const signed = (change: JsonObject) => sign(canonicalize({ ...TOOL, version: '9.0.0', ...change } as Json));
  const logSize = async (): Promise<number> =>
    ((await (await registry.fetch('/log/entries?limit=1')).json()) as { size: number }).size;

  /** Sends the same input through both doors and holds the codes and the log against what is expected. */
  async function refuse(
    procedure: string,
    route: { method: string; path: string },
    input: JsonObject | string,
    code: string,
  ): Promise<void> {
    const before = await logSize();
    const body = typeof input === 'string' ? input : JSON.stringify(input);
    const headers = { 'content-type': 'application/json' };
    const trpc = await registry.fetch(`/trpc/${procedure}`, { method: 'POST', headers, body });
    const rest = await registry.fetch(route.path, { method: route.method, headers, body });
    const told = ((await trpc.json()) as { error: { data: { error: { code: string } } } }).error.data.error;
    const answer = ((await rest.json()) as { error: { code: string; request_id: string; message: string } }).error;
    expect([told.code, answer.code]).toEqual([code, code]);
    expect(trpc.status).toBe(rest.status);
    expect(rest.status).toBeLessThan(500);
    expect(answer.request_id).not.toBe('');
    expect(await logSize()).toBe(before);
  }

  const PUBLISH = { method: 'POST', path: '/actions/files.move/versions' };
  const CREATE = { method: 'POST', path: '/api/actions' };

  test.each([
    [
      'duplicate keys',
      '{"kind":"tool","name":"files.move","name":"files.move","spec":{},"version":"9.0.0"}',
      'INVALID_JSON',
    ],
    ['a lossy number', '{"kind":"tool","n":9007199254740993}', 'INVALID_JSON'],
    [
      'U+0000',
      '{"description":"\\u0000","kind":"tool","name":"files.move","spec":{},"version":"9.0.0"}',
      'INVALID_JSON',
    ],
    ['text that is no JSON', '{"kind":', 'INVALID_JSON'],
    [
      'a document that is not canonical',
      '{"version":"9.0.0","name":"files.move","kind":"tool","spec":{}}',
      'NOT_CANONICAL',
    ],
    ['an unknown field', '{"kind":"tool","name":"files.move","spec":{},"titel":"x","version":"9.0.0"}', 'INVALID_BODY'],
    ['a wrong kind', '{"kind":"tol","name":"files.move","spec":{},"version":"9.0.0"}', 'INVALID_KIND'],
    ['version 1.0', '{"kind":"tool","name":"files.move","spec":{},"version":"1.0"}', 'INVALID_VERSION'],
    ['an unlawful name', '{"kind":"tool","name":"Files.Move","spec":{},"version":"1.0.0"}', 'INVALID_NAME'],
    [
      'a remote $ref',
      '{"inputSchema":{"$ref":"https://example.com/x","type":"object"},"kind":"tool","name":"files.move","spec":{},"version":"9.0.0"}',
      'INVALID_SCHEMA',
    ],
  ])('a document with %s is refused', async (_, document, code) => {
    await refuse(
      'releases.publish',
      PUBLISH,
      { document, signatures: [{ kid: key.kid, sig: `base64:${'A'.repeat(86)}==` }] },
      code,
    );
  });

  test('signatures that are missing, unknown, wrong, or over another name or version are refused', async () => {
    const good = signed({});
    await refuse('releases.publish', PUBLISH, { ...good, signatures: [] }, 'SIGNATURE_INVALID');
    await refuse('releases.publish', PUBLISH, sign(good.document, { kid: 'nobody' }), 'UNKNOWN_KEY');
    await refuse('releases.publish', PUBLISH, sign(good.document, { name: 'files.copy' }), 'SIGNATURE_INVALID');
    await refuse('releases.publish', PUBLISH, sign(good.document, { version: '8.0.0' }), 'SIGNATURE_INVALID');
    await refuse('releases.publish', PUBLISH, sign(good.document, { digest: digestOf('{}') }), 'SIGNATURE_INVALID');
  });

  test('reserved and colliding names, and a version that stands with other bytes, are refused', async () => {
    await refuse(
      'releases.publish',
      { method: 'POST', path: '/actions/core.x/versions' },
      signed({ name: 'core.x' }),
      'NAMESPACE_FORBIDDEN',
    );
    await refuse(
      'releases.publish',
      { method: 'POST', path: '/actions/files_move/versions' },
      signed({ name: 'files_move' }),
      'NAME_COLLISION',
    );
    await refuse('releases.publish', PUBLISH, signed({ version: '1.0.0', title: 'Other bytes' }), 'VERSION_EXISTS');
    await refuse('releases.publish', PUBLISH, { ...signed({}), base_version: '0.9.0' }, 'REVISION_CONFLICT');
  });

  test('the same bytes again are the first answer, and log nothing', async () => {
    const before = await logSize();
    const again = await publish(sign(canonicalize(TOOL)));
    expect(again.status).toBe(200);
    expect(await again.json()).toMatchObject({ created: false, verified: true });
    expect(await logSize()).toBe(before);
  });

  test.each<[string, JsonObject, string]>([
    ['a wrong kind', { ...PROMPT, kind: 'promt' }, 'INVALID_KIND'],
    ['a blank title', { ...PROMPT, title: '  ' }, 'INVALID_TITLE'],
    ['an empty prompt', { ...PROMPT, spec: { prompt: '' } }, 'INVALID_PROMPT'],
    ['an oversize prompt', { ...PROMPT, spec: { prompt: 'x'.repeat(200_001) } }, 'INVALID_PROMPT'],
    ['an empty command', { ...COMMAND, spec: { cmd: '' } }, 'INVALID_CMD'],
    ['an oversize command', { ...COMMAND, spec: { cmd: 'x'.repeat(20_001) } }, 'INVALID_CMD'],
    ['a cwd that climbs out', { ...COMMAND, spec: { cmd: 'ls', cwd: '../' } }, 'CWD_OUTSIDE_ROOT'],
    ['an absolute cwd', { ...COMMAND, spec: { cmd: 'ls', cwd: '/etc' } }, 'CWD_OUTSIDE_ROOT'],
    ['a cwd that is a link out of the root', { ...COMMAND, spec: { cmd: 'ls', cwd: 'out' } }, 'CWD_OUTSIDE_ROOT'],
    ['an empty cwd', { ...COMMAND, spec: { cmd: 'ls', cwd: '' } }, 'INVALID_CWD'],
    ['U+0000 in a prompt', { ...PROMPT, spec: { prompt: 'a\u0000b' } }, 'INVALID_JSON'],
    ['an unknown field', { ...PROMPT, colour: 'red' }, 'INVALID_BODY'],
    ['a spec of the wrong type', { ...PROMPT, spec: { prompt: 'x', timeout_s: 'soon' } }, 'INVALID_SPEC'],
  ])('a definition with %s is refused', async (_, input, code) => {
    await refuse('definitions.create', CREATE, input, code);
  });

  test('unknown ids, built-ins, foreign cursors and unknown routes answer their own codes', async () => {
    await refuse(
      'definitions.update',
      { method: 'PUT', path: '/api/actions/9000000000' },
      { id: 9_000_000_000, title: 'Mine' },
      'READONLY',
    );
    await refuse(
      'definitions.delete',
      { method: 'DELETE', path: '/api/actions/9000000000' },
      { id: 9_000_000_000 },
      'READONLY',
    );
    await refuse(
      'definitions.delete',
      { method: 'DELETE', path: '/api/actions/424242' },
      { id: 424_242 },
      'DEFINITION_NOT_FOUND',
    );
    await refuse(
      'releases.yank',
      { method: 'POST', path: '/actions/files.move/versions/7.0.0/yank' },
      { name: 'files.move', version: '7.0.0', reason: 'x' },
      'VERSION_NOT_FOUND',
    );
    await refuse('keys.retire', { method: 'POST', path: '/keys/nobody/retire' }, { kid: 'nobody' }, 'KEY_NOT_FOUND');
    await refuse('actions.frobnicate', { method: 'POST', path: '/frobnicate' }, {}, 'ROUTE_NOT_FOUND');
    const codeOf = async (where: string): Promise<string> =>
      ((await (await registry.fetch(where)).json()) as { error: { code: string } }).error.code;
    expect(await codeOf('/actions?cursor=nonsense')).toBe('INVALID_CURSOR');
    const forged = Buffer.from(JSON.stringify(['drafts:updated_at:desc', { id: 1, value: 'yesterday' }])).toString(
      'base64url',
    );
    expect(await codeOf(`/api/actions?cursor=${forged}`)).toBe('INVALID_CURSOR');
    expect(await codeOf('/actions/files.mvoe')).toBe('ACTION_NOT_FOUND');
    expect(await codeOf('/actions/files.move/versions/^3')).toBe('NO_MATCHING_VERSION');
    expect(await codeOf('/actions/files.move/versions/1.0.1')).toBe('VERSION_NOT_FOUND');
    const wrongMethod = await registry.fetch('/keys/x/retire', { method: 'DELETE' });
    expect([wrongMethod.status, wrongMethod.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
  });

  test('a call without, or with a bad, API key is refused before its input is read', async () => {
    const anonymous = await fetch(`${registry.url}/api/actions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"nonsense":1}',
    });
    expect([anonymous.status, anonymous.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    const mistyped = await fetch(`${registry.url}/keys`, {
      headers: { authorization: `Bearer ${registry.adminKey.slice(0, -1)}!` },
    });
    expect(mistyped.status).toBe(401);
  });

  test('oversize bodies, other media types and malformed bodies are refused', async () => {
    expect(
      (await post('/api/actions', JSON.stringify({ ...PROMPT, description: 'x'.repeat(3 * 1024 * 1024) }))).status,
    ).toBe(413);
    expect((await post('/api/actions', '{}', { headers: { 'content-type': 'text/plain' } })).status).toBe(415);
    expect((await post('/api/actions', '{"kind":')).status).toBe(400);
    expect((await post('/api/actions', '{"kind":"prompt","kind":"tool"}')).status).toBe(400);
  });

  test('unknown spec keys are dropped with a warning, and a clone of a built-in is editable', async () => {
    const saved = (await (
      await post('/api/actions', { ...PROMPT, spec: { prompt: 'Plan.', promt: 'x', timeout_s: 9_999 } })
    ).json()) as { action: { id: number; spec: JsonObject }; warnings: { code: string }[] };
    expect(saved.action.spec).toMatchObject({ prompt: 'Plan.', timeout_s: 300 });
    expect(saved.warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['unknown_key_dropped', 'value_clamped', 'default_filled']),
    );
    const clone = (await (await post('/api/actions/9000000000/clone', {})).json()) as {
      action: { id: number; title: string; readonly: boolean; cloned_from: string };
    };
    expect(clone.action).toMatchObject({ readonly: false, cloned_from: '9000000000' });
    expect(clone.action.title.endsWith(' (copy)')).toBe(true);
    const update = await registry.fetch(`/api/actions/${clone.action.id}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"title":"Mine"}',
    });
    expect(await update.json()).toMatchObject({ ok: true, action: { title: 'Mine', revision: 2 } });
    const stale = await registry.fetch(`/api/actions/${clone.action.id}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"title":"Late","revision":1}',
    });
    expect(stale.status).toBe(409);
    const list = (await (await registry.fetch('/api/actions?limit=200')).json()) as {
      actions: { readonly: boolean }[];
    };
    expect(list.actions.filter(({ readonly }) => readonly)).toHaveLength(11);
  });

  test('channels move, yank moves latest back, and both are undone', async () => {
    await publish(sign(canonicalize({ ...TOOL, version: '1.1.0' })));
    const latest = async (): Promise<string> =>
      ((await (await registry.fetch('/actions/files.move')).json()) as { latest_version: string }).latest_version;
    expect(await latest()).toBe('1.1.0');
    const yanked = await post('/actions/files.move/versions/1.1.0/yank', { reason: 'broken' });
    expect(await yanked.json()).toMatchObject({ yanked: true, yank_reason: 'broken', verified: true });
    expect(await latest()).toBe('1.0.0');
    await post('/actions/files.move/versions/1.1.0/unyank', {});
    expect(await latest()).toBe('1.1.0');
    const headers = { 'content-type': 'application/json' };
    const moved = await registry.fetch('/actions/files.move/channels/production', {
      method: 'PUT',
      headers,
      body: '{"version":"1.0.0"}',
    });
    expect(await moved.json()).toMatchObject({ from: null, to: '1.0.0' });
    const location = (
      await registry.fetch('/actions/files.move/versions/production', { redirect: 'manual' })
    ).headers.get('location');
    expect(location).toBe('/actions/files.move/versions/1.0.0');
    const history = (await (await registry.fetch('/actions/files.move/channels/latest/history')).json()) as {
      items: { to: string }[];
    };
    expect(history.items.map(({ to }) => to)).toEqual(['1.1.0', '1.0.0', '1.1.0', '1.0.0']);
  });

  test('a release is answered with an ETag that a repeated request spares the body by', async () => {
    const first = await fetch(`${registry.url}/actions/files.move/versions/1.0.0`);
    const again = await fetch(`${registry.url}/actions/files.move/versions/1.0.0`, {
      headers: { 'if-none-match': first.headers.get('etag') ?? '' },
    });
    expect([first.status, again.status]).toEqual([200, 304]);
  });
});
