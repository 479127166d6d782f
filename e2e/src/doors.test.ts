// Manners of the doors: headers, conditional requests, methods, other origins, compression, metrics, pages from our own disk.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { canonicalize, digestOf, signRelease, toBase64 } from '@action-registry/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestRegistry, type TestRegistry } from './harness.js';

const key = { kid: 'ci-key', seed: randomBytes(32) };
const RELEASE = '/actions/files.move/versions/1.0.0';
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

let registry: TestRegistry;
beforeAll(async () => {
  registry = await startTestRegistry({
    env: { CORS_ORIGINS: 'https://app.example' },
    cliEnv: { ACTIONS_SIGNING_KEY: toBase64(key.seed), ACTIONS_SIGNING_KID: key.kid },
  });
  await registry.cli('init', '--kid', key.kid);
  for (const version of ['1.0.0', '1.1.0']) {
    const description = 'Moves a file. '.repeat(400);
    const text = canonicalize({ kind: 'tool', name: 'files.move', version, spec: {}, description });
    const sig = signRelease({ name: 'files.move', version, digest: digestOf(text) }, key.seed);
    await post('/actions/files.move/versions', { document: text, signatures: [{ kid: key.kid, sig }] });
  }
});
afterAll(() => registry.stop());

const post = (path: string, body: object) =>
  registry.fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const get = (path: string, headers: Record<string, string> = {}) => fetch(`${registry.url}${path}`, { headers });

describe('headers', () => {
  test.each(['/info', RELEASE, '/keys', '/nope', '/trpc/system.info', '/trpc/nope', '/healthz'])(
    '%s carries its id and is neither framed, sniffed nor run',
    async (path) => {
      const { headers } = await get(path, { 'x-request-id': 'mine-1' });
      expect(headers.get('x-request-id')).toBe('mine-1');
      expect(headers.get('content-security-policy')).toBe(DATA_POLICY);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('strict-transport-security')).toBeNull();
    },
  );

  test('the warm path says what the ordinary one says', async () => {
    const ordinary = (await get(RELEASE, { 'cache-control': 'no-cache' })).headers;
    const warm = (await get(RELEASE)).headers;
    const fields = ['etag', 'cache-control', 'content-type', 'content-security-policy', 'x-frame-options', 'vary'];
    for (const field of fields) expect([field, warm.get(field)]).toEqual([field, ordinary.get(field)]);
  });
});

describe('conditional requests', () => {
  test('a release is 304 for its tag until a fact about it changes, then at once 200', async () => {
    const tag = (await get(RELEASE)).headers.get('etag')?.replace('W/', '') ?? '';
    for (const sent of [tag, `W/${tag}`, `"x", ${tag}`, '*']) {
      expect((await get(RELEASE, { 'if-none-match': sent })).status).toBe(304);
    }
    await post(`${RELEASE}/yank`, { reason: 'Broken.' });
    const after = await get(RELEASE, { 'if-none-match': tag });
    expect([after.status, ((await after.json()) as { yanked: boolean }).yanked]).toEqual([200, true]);
    expect(after.headers.get('cache-control')).toBe('no-cache');
    await post(`${RELEASE}/unyank`, {});
  });

  test('canonical bytes are tagged with their hash and never change', async () => {
    const { hash } = (await (await get(RELEASE)).json()) as { hash: string };
    const answer = await get(`${RELEASE}/canonical`);
    expect(answer.headers.get('etag')?.replace('W/', '')).toBe(`"${hash}"`);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(digestOf(await answer.text())).toBe(hash);
    expect((await get(`${RELEASE}/canonical`, { 'if-none-match': `"${hash}"` })).status).toBe(304);
  });

  test('a channel or range leads to the exact version', async () => {
    for (const selector of ['latest', '^1.0.0']) {
      const path = `/actions/files.move/versions/${encodeURIComponent(selector)}`;
      const answer = await fetch(`${registry.url}${path}`, { redirect: 'manual' });
      expect([answer.status, answer.headers.get('location')]).toEqual([302, '/actions/files.move/versions/1.1.0']);
    }
  });
});

describe('methods', () => {
  test('HEAD answers as GET does, without a body', async () => {
    for (const path of ['/info', RELEASE, '/actions', '/healthz', `${RELEASE}/canonical`, '/docs', '/openapi.json']) {
      const answer = await fetch(`${registry.url}${path}`, { method: 'HEAD' });
      expect([path, answer.status, await answer.text()]).toEqual([path, 200, '']);
    }
  });

  test('OPTIONS tells the methods, and a wrong one is refused with them', async () => {
    const options = await fetch(`${registry.url}/keys`, { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, POST, HEAD, OPTIONS']);
    const wrong = await fetch(`${registry.url}/keys`, { method: 'PATCH' });
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, POST, HEAD, OPTIONS']);
  });
});

describe('other origins', () => {
  test('an allowed origin may read and ask beforehand, any other may not', async () => {
    const preflight = (origin: string) =>
      fetch(`${registry.url}/resolve`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
      });
    const allowed = await preflight('https://app.example');
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://app.example');
    expect(allowed.headers.get('access-control-allow-headers')).toContain('Authorization');
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
    for (const path of [RELEASE, '/nope']) {
      const answer = await get(path, { origin: 'https://app.example' });
      expect(answer.headers.get('access-control-allow-origin')).toBe('https://app.example');
      expect(answer.headers.get('access-control-expose-headers')).toContain('ETag');
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    }
  });
});

describe('compression', () => {
  test('answers worth it are gzipped where that is accepted, streams never', async () => {
    const raw = (path: string, encoding: string) => {
      return new Promise<{ encoding: string | undefined; body: Buffer }>((resolve, reject) => {
        request(`${registry.url}${path}`, { headers: { 'accept-encoding': encoding } }, (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () =>
            resolve({ encoding: answer.headers['content-encoding'], body: Buffer.concat(chunks) }),
          );
        })
          .on('error', reject)
          .end();
      });
    };
    for (const path of ['/openapi.json', RELEASE, '/docs/swagger-ui.css']) {
      const packed = await raw(path, 'gzip');
      const plain = await raw(path, 'identity');
      expect([path, packed.encoding, plain.encoding]).toEqual([path, 'gzip', undefined]);
      expect(gunzipSync(packed.body).equals(plain.body)).toBe(true);
      expect(packed.body.length).toBeLessThan(plain.body.length / 2);
    }
    const stream = await get('/events', { 'accept-encoding': 'gzip' });
    expect(stream.headers.get('content-encoding')).toBeNull();
    await stream.body?.cancel();
  });
});

describe('slow clients', () => {
  test('a head that never ends is cut off with 408', { timeout: 60_000 }, async () => {
    const { hostname, port } = new URL(registry.url);
    const socket = connect(Number(port), hostname);
    socket.write('GET /info HTTP/1.1\r\nHost: x\r\nX-Slow: ');
    let answer = '';
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString();
    });
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  });
});

describe('metrics', () => {
  test('requests and procedures are counted by what exists, never by what was typed', async () => {
    await get('/actions/files.move');
    await get(`/made-up-${Date.now()}`);
    const text = await (await get('/metrics')).text();
    expect(text).toMatch(/^http_requests_total\{route="\/actions\/\{name\}",method="GET",status="200"\} \d+$/m);
    expect(text).toMatch(/^registry_procedure_calls_total\{procedure="actions.get",code="ok"\} \d+$/m);
    expect(text).toMatch(/^registry_log_entries [1-9]\d*$/m);
    expect(text).toMatch(/^http_request_duration_seconds_count\{route="\/info"\} \d+$/m);
    expect(text).not.toContain('made-up');
  });
});

describe('pages', () => {
  test('the docs load nothing from anywhere else', async () => {
    const page = await (await get('/docs')).text();
    expect(page).not.toMatch(/https?:/);
    const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(files.length).toBeGreaterThan(2);
    for (const file of files) expect([file, (await get(file)).status]).toEqual([file, 200]);
    expect((await get('/docs/../package.json')).status).toBe(404);
    expect((await get('/docs/package.json')).status).toBe(404);
  });

  test('the editor is one page for every path of its own, with a fresh nonce each time', async () => {
    const nonce = async (path: string) => {
      const answer = await get(path);
      const policy = answer.headers.get('content-security-policy') ?? '';
      expect([path, answer.status, policy.includes('unsafe')]).toEqual([path, 200, false]);
      const found = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
      expect(await answer.text()).toContain(found);
      return found;
    };
    const nonces = await Promise.all(['/app/', '/app/library', '/app/a/files.move@1.0.0'].map(nonce));
    expect(new Set(nonces).size).toBe(3);
    expect((await get('/app/assets/missing.js')).status).toBe(404);
    expect((await get('/app/..%2f..%2fpackage.json')).headers.get('content-type')).toContain('text/html');
    const root = await fetch(`${registry.url}/`, { redirect: 'manual' });
    expect([root.status, root.headers.get('location')]).toEqual([302, '/app/']);
  });
});
