// Limits, each on both sides: what is just allowed, and what is one too many, with its own code and nothing written.
import { randomBytes } from 'node:crypto';
import { canonicalize, digestOf, signRelease, toBase64 } from '@action-registry/core';
import { createDatabase, runAsSuperuser } from '@action-registry/db/testing';
import { type Json, LIMITS } from '@action-registry/schema';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startTestRegistry, type TestRegistry } from './harness.js';

const key = { kid: 'ci-key', seed: randomBytes(32) };
const JSON_TYPE = { 'content-type': 'application/json' };

function sign(document: Record<string, Json>) {
  const text = canonicalize(document);
  const { name, version } = document as { name: string; version: string };
  const sig = signRelease({ name, version, digest: digestOf(text) }, key.seed);
  return { document: text, signatures: [{ kid: key.kid, sig }] };
}

const tool = (version: string, more: Record<string, Json> = {}) =>
  sign({ kind: 'tool', name: 'files.move', version, spec: {}, ...more });

async function errorOf(answer: Response): Promise<{ status: number; code: string; details: Record<string, unknown> }> {
  const { error } = (await answer.json()) as { error: { code: string; details: Record<string, unknown> } };
  return { status: answer.status, code: error.code, details: error.details };
}

function start(databaseUrl?: string, env: Record<string, string> = {}): Promise<TestRegistry> {
  return startTestRegistry({
    env,
    cliEnv: { ACTIONS_SIGNING_KEY: toBase64(key.seed), ACTIONS_SIGNING_KID: key.kid },
    ...(databaseUrl !== undefined && { databaseUrl }),
  });
}

describe.each(['pglite', 'postgresql'] as const)('limits of rate on %s', (kind) => {
  let registry: TestRegistry;
  beforeAll(async () => {
    const { url, template } = inject('postgres');
    const quotas = { RATE_LIMIT_READS: '40', RATE_LIMIT_PUBLISHES: '3', RATE_LIMIT_SIGN_INS: '2' };
    registry = await start(kind === 'postgresql' ? await createDatabase(url, template) : undefined, quotas);
    await registry.cli('init', '--kid', key.kid);
  });
  afterAll(() => registry.stop());

  /** Windows are whole minutes: with too little of one left, the next is awaited. */
  async function inOneWindow(): Promise<void> {
    const left = 60_000 - (Date.now() % 60_000);
    if (left < 15_000) await new Promise((resolve) => setTimeout(resolve, left + 50));
  }

  test('publishes, sign-ins and reads are refused past their number, and say when to come back', async () => {
    await inOneWindow();
    const publish = (version: string) => {
      const body = JSON.stringify(tool(version));
      return registry.fetch('/actions/files.move/versions', { method: 'POST', headers: JSON_TYPE, body });
    };
    for (const version of ['1.0.0', '1.0.1', '1.0.2']) expect((await publish(version)).status).toBe(201);
    const over = await publish('1.0.3');
    expect(over.headers.get('ratelimit')).toMatch(/^"publishes";r=0;t=\d+$/);
    expect(over.headers.get('ratelimit-policy')).toBe('"publishes";q=3;w=60');
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await errorOf(over)).toMatchObject({ status: 429, code: 'RATE_LIMITED' });
    expect((await registry.fetch('/actions/files.move/versions/1.0.3')).status).toBe(404);

    const signIn = () =>
      fetch(`${registry.url}/sessions`, {
        method: 'POST',
        headers: JSON_TYPE,
        body: JSON.stringify({ api_key: `ark_guess` }),
      });
    for (const status of [401, 401, 429]) expect((await signIn()).status).toBe(status);

    // Nobody in particular is counted apart from the key's holder: by address.
    const read = () => fetch(`${registry.url}/actions/files.move/versions/1.0.0`);
    const statuses: number[] = [];
    while (!statuses.includes(429) && statuses.length < 60) statuses.push((await read()).status);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(20);
    expect(statuses.at(-1)).toBe(429);
    expect(await errorOf(await read())).toMatchObject({ status: 429, code: 'RATE_LIMITED' });
    const viaTrpc = await fetch(`${registry.url}/trpc/keys.list`);
    expect(viaTrpc.status).toBe(429);
    // What never changes, and what watchers ask, is not counted.
    expect((await fetch(`${registry.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${registry.url}/metrics`)).status).toBe(200);
    expect((await fetch(`${registry.url}/openapi.json`)).status).toBe(200);
    expect((await fetch(`${registry.url}/actions/files.move/versions/1.0.0/canonical`)).status).toBe(200);
  });
});

describe('limits of size and number', () => {
  let registry: TestRegistry;
  beforeAll(async () => {
    registry = await start();
    await registry.cli('init', '--kid', key.kid);
  });
  afterAll(() => registry.stop());

  const post = (path: string, body: string) => registry.fetch(path, { method: 'POST', headers: JSON_TYPE, body });
  const publish = (body: object) => post('/actions/files.move/versions', JSON.stringify(body));

  test('a body of 2 MiB is read, one more byte is not', async () => {
    const padded = (bytes: number) => {
      const head = '{"references":{},"x":"';
      return `${head}${'y'.repeat(bytes - head.length - 2)}"}`;
    };
    expect(await errorOf(await post('/resolve', padded(LIMITS.bodyBytes)))).toMatchObject({ code: 'INVALID_BODY' });
    const over = await errorOf(await post('/resolve', padded(LIMITS.bodyBytes + 1)));
    expect(over).toMatchObject({ status: 413, code: 'PAYLOAD_TOO_LARGE', details: { what: 'body' } });
    const viaTrpc = await post('/trpc/releases.resolve', padded(LIMITS.bodyBytes + 1));
    expect(viaTrpc.status).toBe(413);
  });

  test('a document of 1 MiB is published, one more byte is not', async () => {
    const empty = canonicalize({
      kind: 'tool',
      name: 'files.move',
      version: '1.0.0',
      spec: {},
      examples: [{ input: '' }],
    });
    const room = LIMITS.documentBytes - empty.length;
    const fitting = (bytes: number, version: string) => tool(version, { examples: [{ input: 'z'.repeat(bytes) }] });
    expect((await publish(fitting(room, '1.0.0'))).status).toBe(201);
    const over = await errorOf(await publish(fitting(room + 1, '1.0.1')));
    expect(over).toMatchObject({ status: 413, code: 'PAYLOAD_TOO_LARGE', details: { what: 'document' } });
  });

  test('64 levels and 10,000 keys are read, 65 and 10,001 are not', async () => {
    const nested = (levels: number): Json => (levels === 0 ? 1 : { a: nested(levels - 1) });
    // The document, its examples and the example are three levels above.
    const deep = (levels: number, version: string) => tool(version, { examples: [{ input: nested(levels - 3) }] });
    expect((await publish(deep(LIMITS.jsonDepth, '2.0.0'))).status).toBe(201);
    expect(await errorOf(await publish(deep(LIMITS.jsonDepth + 1, '2.0.1')))).toMatchObject({ code: 'INVALID_JSON' });
    const own = Object.keys(JSON.parse(tool('2.1.0', { examples: [{ input: {} }] }).document) as object).length + 1;
    const wide = (keys: number, version: string) => {
      const input = Object.fromEntries(Array.from({ length: keys - own }, (_, index) => [`k${index}`, 0]));
      return tool(version, { examples: [{ input }] });
    };
    expect((await publish(wide(LIMITS.jsonKeys, '2.1.0'))).status).toBe(201);
    expect(await errorOf(await publish(wide(LIMITS.jsonKeys + 1, '2.1.1')))).toMatchObject({ code: 'INVALID_JSON' });
  });

  test('32 device models extend one another, one more is refused on every door', async () => {
    const link = (at: number) => ({
      ...{ device_model: `link_${at}`, version: '1.0.0', commands: [] },
      ...(at > 0 && { extends: `link_${at - 1}` }),
    });
    const put = (path: string, catalogue: object) => post(path, JSON.stringify({ catalogue }));
    for (let at = 0; at < LIMITS.catalogueChain; at++) expect((await put('/catalogues', link(at))).status).toBe(200);
    const issues = [{ path: '/catalogue/extends', rule: 'depth' }];
    const over = link(LIMITS.catalogueChain);
    const tooLong = { code: 'INVALID_CATALOGUE', details: { issues } };
    expect(await errorOf(await put('/catalogues', over))).toMatchObject(tooLong);
    const viaTrpc = (await (await put('/trpc/catalogues.put', over)).json()) as { error: { data: object } };
    expect(viaTrpc.error.data).toMatchObject({ error: tooLong });
  });

  test('a catalogue of 10,000 commands goes through the door, one of 10,001 is refused at its place', async () => {
    const commands = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        ...{ name: `c${index}`, action_type: 'remote', risk: 'read' },
        ...{ description: 'Does it.', params_schema: { type: 'object' } },
      }));
    const put = async (version: string, count: number) =>
      post('/catalogues', JSON.stringify({ catalogue: { device_model: 'wide', version, commands: commands(count) } }));
    const taken = await put('1.0.0', LIMITS.catalogueCommands);
    expect([taken.status, (await taken.text()).slice(0, 300)]).toEqual([200, expect.anything()]);
    const refused = await errorOf(await put('1.0.1', LIMITS.catalogueCommands + 1));
    expect(refused).toMatchObject({ code: 'INVALID_BODY', details: { issues: [{ path: '/catalogue/commands' }] } });
  });

  test('a page of 200 and 200 references are answered, 201 are not, through both doors', async () => {
    expect((await registry.fetch(`/actions?limit=${LIMITS.pageItems}`)).status).toBe(200);
    expect(await errorOf(await registry.fetch('/actions?limit=201'))).toMatchObject({ code: 'INVALID_BODY' });
    const references = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`label${index}`, `files.move@^${index}.0.0`]));
    for (const path of ['/resolve', '/trpc/releases.resolve']) {
      expect((await post(path, JSON.stringify({ references: references(200) }))).status).toBe(200);
      expect((await post(path, JSON.stringify({ references: references(201) }))).status).toBe(400);
    }
  });

  test('a batch of 20 calls is answered, one of 21 is not', async () => {
    const batch = (calls: number) => {
      const names = Array.from({ length: calls }, () => 'system.info').join(',');
      return registry.fetch(`/trpc/${names}?batch=1&input=%7B%7D`);
    };
    expect((await batch(LIMITS.batchCalls)).status).toBe(200);
    expect((await batch(LIMITS.batchCalls + 1)).status).toBeGreaterThanOrEqual(400);
  });

  test('100 event streams of a caller are open at once, one more is refused', async () => {
    const stop = new AbortController();
    const open = () => registry.fetch('/events', { signal: stop.signal });
    const answers = await Promise.all(Array.from({ length: LIMITS.streamsPerCaller }, open));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(await errorOf(await open())).toMatchObject({ status: 409, code: 'LIMIT_REACHED' });
    const viaTrpc = await registry.fetch('/trpc/events.stream?input=%7B%7D', { signal: stop.signal });
    expect(viaTrpc.status).toBe(409);
    expect((await fetch(`${registry.url}/events`, { signal: stop.signal })).status).toBe(200);
    stop.abort();
    await expect
      .poll(async () => (await registry.fetch('/metrics')).text(), { timeout: 20_000 })
      .toMatch(/^registry_event_streams 0$/m);
    const again = await registry.fetch('/events', { signal: AbortSignal.timeout(1_000) });
    expect(again.status).toBe(200);
  });
});

test('an action has 10,000 releases and no more', async () => {
  const { url, template } = inject('postgres');
  const databaseUrl = await createDatabase(url, template);
  const registry = await start(databaseUrl);
  try {
    await registry.cli('init', '--kid', key.kid);
    const publish = (version: string) =>
      registry.fetch('/actions/files.move/versions', {
        method: 'POST',
        headers: JSON_TYPE,
        body: JSON.stringify(tool(version)),
      });
    expect((await publish('1.0.0')).status).toBe(201);
    // Written by hand: publishing them would take minutes.
    await runAsSuperuser(
      databaseUrl,
      `insert into action_versions
        (action_id, name, version, version_key, prerelease, kind, canonical, hash, size, signatures, published_by, created_at, log_index)
       select action_id, name, '0.0.' || n, '0' || n, false, kind, canonical, hash, size, signatures, published_by, created_at, log_index
       from action_versions, generate_series(1, ${LIMITS.releasesPerAction - 2}) n where name = 'files.move'`,
    );
    expect((await publish('2.0.0')).status).toBe(201);
    expect(await errorOf(await publish('2.0.1'))).toMatchObject({ status: 409, code: 'LIMIT_REACHED' });
    expect((await registry.fetch('/actions/files.move/versions/2.0.1')).status).toBe(404);
    // The page of such an action is still a page.
    const page = await (await registry.fetch('/actions/files.move?limit=200')).json();
    expect(page).toMatchObject({ versions: LIMITS.releasesPerAction, next_cursor: expect.any(String) });
  } finally {
    await registry.stop();
  }
});
