// The OpenAPI document is true: two validators accept it, and a client that knows nothing else gets answers of the shapes
// it describes, for good requests of every operation and for bad ones made from the document itself.
import { randomBytes } from 'node:crypto';
import {
  canonicalize,
  digestOf,
  publicKeyOf,
  signKeyAdd,
  signRelease,
  toBase64,
  toWireBase64,
} from '@action-registry/core';
import type { Json } from '@action-registry/schema';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestRegistry, type TestRegistry } from './harness.js';

type Parameter = { in: 'path' | 'query' | 'header'; name: string; schema: { type?: string }; required?: boolean };
type Operation = {
  operationId: string;
  security?: object[];
  parameters?: Parameter[];
  requestBody?: object;
  responses: Record<string, { content?: Record<string, object> }>;
};
type OpenApi = { openapi: string; paths: Record<string, Record<string, Operation>> };
type Described = { method: string; path: string; operation: Operation };
type Sent = { path?: Record<string, string>; query?: Record<string, string>; body?: Json };

let registry: TestRegistry;
let document: OpenApi;
const validators = new Map<string, ValidateFunction>();
const ajv = new Ajv2020({ strict: false, allErrors: true });
(addFormats as unknown as (target: unknown) => void)(ajv);
const key = { kid: 'ci-key', seed: randomBytes(32) };

const tool = (name: string, version: string): string =>
  canonicalize({ kind: 'tool', name, version, spec: {}, description: 'Moves.', inputSchema: { type: 'object' } });

function signed(name: string, version: string): { document: string; signatures: Json[] } {
  const text = tool(name, version);
  const sig = signRelease({ name, version, digest: digestOf(text) }, key.seed);
  return { document: text, signatures: [{ kid: key.kid, sig }] };
}

function newKey(kid = 'other-key'): Json {
  const seed = randomBytes(32);
  const facts = { kid, public_key: toWireBase64(publicKeyOf(seed)), scope: ['files.*'] };
  const addition = { ...facts, role: 'publisher', valid_from: null, valid_until: null } as const;
  return { ...facts, proof: signKeyAdd(addition, seed) };
}

beforeAll(async () => {
  registry = await startTestRegistry({
    cliEnv: { ACTIONS_SIGNING_KEY: toBase64(key.seed), ACTIONS_SIGNING_KID: key.kid },
  });
  await registry.cli('init', '--kid', key.kid);
  document = (await (await registry.fetch('/openapi.json')).json()) as OpenApi;
  ajv.addSchema({ $id: 'openapi', ...document });
  for (const version of ['1.0.0', '1.1.0']) {
    const body = JSON.stringify(signed('files.move', version));
    const headers = { 'content-type': 'application/json' };
    const answer = await registry.fetch('/actions/files.move/versions', { method: 'POST', headers, body });
    expect(answer.status).toBe(201);
  }
});
afterAll(() => registry.stop());

function operations(): Described[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
}

async function send({ method, path }: Described, sent: Sent, init: RequestInit = {}): Promise<Response> {
  const filled = path.replace(/\{(\w+)\}/g, (_, field: string) => encodeURIComponent(sent.path?.[field] ?? 'x'));
  const query = new URLSearchParams(sent.query).toString();
  const body = sent.body === undefined ? {} : { body: JSON.stringify(sent.body) };
  const headers = { ...(sent.body !== undefined && { 'content-type': 'application/json' }), ...init.headers };
  const target = query === '' ? filled : `${filled}?${query}`;
  return registry.fetch(target, { method, redirect: 'manual', ...body, ...init, headers });
}

/** Holds an answer against what the document says of this operation and status. */
async function expectDescribed({ method, path, operation }: Described, answer: Response): Promise<unknown> {
  const status = String(answer.status) in operation.responses ? String(answer.status) : 'default';
  const described = operation.responses[status];
  expect(described, `${method} ${path} answers ${answer.status}, which is not described`).toBeDefined();
  const type = (answer.headers.get('content-type') ?? '').split(';', 1)[0] ?? '';
  if (described?.content === undefined) return undefined;
  expect(Object.keys(described.content)).toContain(type);
  if (type !== 'application/json') return answer.text();
  const value: unknown = await answer.json();
  const pointer = ['paths', path, method.toLowerCase(), 'responses', status, 'content', type, 'schema']
    .map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'))
    .join('/');
  const validate = validators.get(pointer) ?? ajv.compile({ $ref: `openapi#/${encodeURI(pointer)}` });
  validators.set(pointer, validate);
  expect(validate(value) || { method, path, status, errors: validate.errors, value }).toBe(true);
  return value;
}

const MOVE = { name: 'files.move', version: '1.0.0' };
const PROMPT = { kind: 'prompt', title: 'Plan', name: 'files.plan', spec: { prompt: 'Plan it.' } };

/** What each operation answered last. */
const answers = new Map<string, unknown>();
const idOf = (operationId: string): string => String((answers.get(operationId) as { id: number }).id);
const PERSON = { subject: 'https://id.example.org|anne', name: 'Anne', role: 'author' };
const FILES = { namespace: 'files' };
const KIOSK = { device_model: 'kiosk', version: '1.0.0', extends: 'host_vnc', commands: [] };

/** One good request of each operation, in an order in which each finds what it needs; `id` is the definition made first. */
const GOOD: readonly (readonly [string, (id: string) => Sent])[] = [
  ['definitions.create', () => ({ body: PROMPT })],
  ['definitions.list', () => ({ query: { limit: '2', kind: 'prompt' } })],
  ['definitions.validate', () => ({ body: PROMPT })],
  ['definitions.get', (id) => ({ path: { id } })],
  ['definitions.update', (id) => ({ path: { id }, body: { title: 'Plan better', revision: 1 } })],
  ['definitions.documentOf', (id) => ({ path: { id }, query: { version: '1.0.0' } })],
  ['definitions.clone', (id) => ({ path: { id }, body: { title: 'Copy' } })],
  ['definitions.delete', (id) => ({ path: { id } })],
  ['definitions.restore', (id) => ({ path: { id } })],
  ['actions.search', () => ({ query: { q: 'move', facets: 'true' } })],
  ['actions.get', () => ({ path: MOVE })],
  ['releases.publish', () => ({ path: MOVE, body: signed('files.move', '1.2.0') })],
  ['releases.get', () => ({ path: MOVE })],
  ['releases.verify', () => ({ path: MOVE })],
  ['canonical', () => ({ path: MOVE })],
  [
    'releases.compare',
    () => ({ path: { name: MOVE.name }, query: { from: MOVE.version, to: 'latest', strict: 'true' } }),
  ],
  ['releases.resolve', () => ({ body: { references: { a: 'files.move@^1', b: 'no.such' } } })],
  [
    'releases.deprecate',
    () => ({ path: MOVE, body: { reason: 'Old.', severity: 'unsafe', replaced_by: 'files.move' } }),
  ],
  ['releases.resign', () => ({ path: MOVE, body: { signatures: signed('files.move', '1.0.0').signatures } })],
  ['releases.undeprecate', () => ({ path: MOVE })],
  ['releases.yank', () => ({ path: MOVE, body: { reason: 'Broken.' } })],
  ['releases.unyank', () => ({ path: MOVE })],
  ['channels.move', () => ({ path: { ...MOVE, channel: 'beta' }, body: { version: '1.1.0' } })],
  ['channels.list', () => ({ path: MOVE })],
  ['channels.history', () => ({ path: { ...MOVE, channel: 'beta' } })],
  ['keys.list', () => ({})],
  ['keys.add', () => ({ body: newKey() })],
  ['keys.request', () => ({ body: newKey('asked-key') })],
  ['keys.listRequests', () => ({ query: { status: 'pending' } })],
  ['keys.decideRequest', () => ({ path: { id: idOf('keys.request') }, body: { accept: true } })],
  ['keys.retire', () => ({ path: { kid: 'other-key' } })],
  ['keys.revoke', () => ({ path: { kid: 'other-key' }, body: { reason: 'Lost.', last_valid_index: 0 } })],
  ['catalogues.put', () => ({ body: { catalogue: KIOSK } })],
  ['catalogues.list', () => ({ query: { limit: '2' } })],
  ['catalogues.get', () => ({ path: { device_model: 'kiosk' }, query: { version: '1.0.0' } })],
  ['catalogues.uses', () => ({ path: { device_model: 'kiosk' } })],
  ['catalogues.check', () => ({ body: { device_model: 'kiosk', line: 'press_key key=Tab' } })],
  ['log.entries', () => ({ query: { limit: '200' } })],
  ['log.audit', () => ({ query: { limit: '200', types: 'release.publish', subject: 'files.*' } })],
  ['audit.ndjson', () => ({ query: { types: 'release.publish,key.add', from: '2026-01-01T00:00:00Z' } })],
  ['audit.csv', () => ({ query: { actor: 'nobody' } })],
  ['log.checkpoint', () => ({})],
  ['log.inclusion', () => ({ query: { index: '0' } })],
  ['log.consistency', () => ({ query: { from: '1' } })],
  ['tile', () => ({ path: { level: '0', index: '000', width: '1' } })],
  ['proof', () => ({ path: MOVE })],
  ['sessions.signIn', () => ({ body: { api_key: registry.adminKey } })],
  ['sessions.createLink', () => ({})],
  ['sessions.current', () => ({})],
  ['sessions.signOut', () => ({})],
  ['workspaces.current', () => ({})],
  ['workspaces.create', () => ({ body: { slug: 'billing', name: 'Billing' } })],
  ['workspaces.update', () => ({ body: { name: 'Platform' } })],
  ['workspaces.transferNamespace', () => ({ path: FILES, body: { to: 'billing' } })],
  ['workspaces.namespaces', () => ({ query: { limit: '1' } })],
  ['workspaces.answerTransfer', () => ({ path: FILES, body: { accept: false } })],
  ['workspaces.members.put', () => ({ body: PERSON })],
  ['workspaces.members.list', () => ({})],
  ['workspaces.members.remove', () => ({ path: { id: idOf('workspaces.members.put') } })],
  ['apiKeys.create', () => ({ body: { name: 'ci', permissions: ['definitions:read'], name_globs: ['files.*'] } })],
  ['apiKeys.list', () => ({ query: { status: 'active' } })],
  [
    'apiKeys.revoke',
    () => ({ path: { id: String((answers.get('apiKeys.create') as { api_key: { id: number } }).api_key.id) } }),
  ],
  ['system.info', () => ({})],
  ['jwks', () => ({})],
  ['healthz', () => ({})],
  ['readyz', () => ({})],
  ['metrics', () => ({})],
];

describe('OpenAPI', () => {
  test('two validators accept the document', async () => {
    const first = await new Validator().validate(document as unknown as Record<string, unknown>);
    expect(first.errors ?? []).toEqual([]);
    expect(first.valid).toBe(true);
    const config = await createConfig({ extends: ['spec'] });
    const problems = await lintFromString({ source: JSON.stringify(document), config });
    expect(problems.map(({ message, location }) => [message, location[0]?.pointer])).toEqual([]);
  });

  test('a validator refuses a document with a mistake in it', async () => {
    const broken = structuredClone(document) as unknown as {
      paths: Record<string, { get?: { parameters: object[] } }>;
    };
    broken.paths['/keys'] = { get: { parameters: [{ in: 'nowhere', name: 1 }] } };
    expect((await new Validator().validate(broken)).valid).toBe(false);
  });

  test('every operation answers a good request as described', async () => {
    let id = '';
    for (const [operationId, make] of GOOD) {
      const described = operations().find(({ operation }) => operation.operationId === operationId);
      if (described === undefined) throw new Error(`${operationId} is not described`);
      const answer = await send(described, make(id));
      expect([operationId, answer.status < 300]).toEqual([operationId, true]);
      const value = await expectDescribed(described, answer);
      answers.set(operationId, value);
      if (operationId === 'definitions.create') id = String((value as { action: { id: number } }).action.id);
    }
    const walked = new Set([...GOOD.map(([operationId]) => operationId), 'events', 'sessions.switchWorkspace']);
    expect(operations().filter(({ operation }) => !walked.has(operation.operationId))).toEqual([]);
  });

  test('a person’s browser changes to another workspace as described', async () => {
    const described = operations().find(({ operation }) => operation.operationId === 'sessions.switchWorkspace');
    if (described === undefined) throw new Error('it is not described');
    const json = { 'content-type': 'application/json', origin: registry.url };
    const post = async (path: string, body: Json) =>
      registry.fetch(path, {
        method: path.includes('members') ? 'PUT' : 'POST',
        headers: json,
        body: JSON.stringify(body),
      });
    const { id } = (await (await post('/workspaces/current/members', PERSON)).json()) as { id: number };
    const { url } = (await (await post('/sessions/links', { member_id: id })).json()) as { url: string };
    const signedIn = await post('/sessions', { link_token: new URL(url).hash.replace('#token=', '') });
    const cookie = signedIn.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
    const body = JSON.stringify({ workspace: 'default' });
    const answer = await fetch(`${registry.url}${described.path}`, {
      method: 'PUT',
      headers: { ...json, cookie },
      body,
    });
    expect(answer.status).toBe(200);
    const session = await expectDescribed(described, answer);
    expect(session).toMatchObject({ caller: { actor: `member:${id}`, workspace: 'default', role: 'author' } });
  });

  test('without a key every secured operation refuses as described', async () => {
    const secured = operations().filter(({ operation }) =>
      operation.security?.every((one) => Object.keys(one).length > 0),
    );
    expect(secured.length).toBeGreaterThan(10);
    for (const described of secured) {
      const body = described.method === 'GET' ? {} : { body: {} };
      const answer = await send(described, { path: MOVE, ...body }, { headers: { authorization: '' } });
      expect([described.operation.operationId, answer.status]).toEqual([described.operation.operationId, 401]);
      await expectDescribed(described, answer);
    }
  });

  test('bad paths, queries and bodies are refused as described, never with a 5xx', async () => {
    for (const described of operations()) {
      const { parameters = [], requestBody } = described.operation;
      const numbers = parameters.filter(({ in: place, schema }) => place === 'query' && schema.type === 'integer');
      const bad: Sent[] = [
        ...numbers.map(({ name }) => ({ path: MOVE, query: { [name]: 'abc' } })),
        ...(parameters.some(({ in: place }) => place === 'path')
          ? [{ path: { name: 'Not A Name', id: 'x', kid: '..' } }]
          : []),
        ...(requestBody === undefined
          ? []
          : ([{ no_such_field: 1 }, [], 'text', null] as Json[]).map((body) => ({ path: MOVE, body }))),
      ];
      for (const sent of bad) {
        const answer = await send(described, sent);
        expect([described.operation.operationId, sent, answer.status >= 400 && answer.status < 500]).toEqual([
          described.operation.operationId,
          sent,
          true,
        ]);
        await expectDescribed(described, answer);
      }
    }
  });
});
