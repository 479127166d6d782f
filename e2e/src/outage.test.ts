// The database goes away and comes back: calls are refused with UNAVAILABLE and a time to come back, nothing hangs, readiness
// says so, and the registry recovers by itself.
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { createDatabase } from '@action-registry/db/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestRegistry, type TestRegistry } from './harness.js';

/** A cable between the registry and its PostgreSQL that can be pulled. */
type Cable = { url: string; pull(): Promise<void>; plug(): Promise<void> };

async function createCable(target: string): Promise<Cable> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const join = (near: Socket): void => {
    const far = connect(Number(port), hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  };
  let server: Server = createServer(join).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const own = (server.address() as { port: number }).port;
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String(own);
  return {
    url: url.href,
    pull: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    plug: async () => {
      server = createServer(join).listen(own, '127.0.0.1');
      await once(server, 'listening');
    },
  };
}

let registry: TestRegistry;
let cable: Cable;
beforeAll(async () => {
  const { url, template } = inject('postgres');
  cable = await createCable(await createDatabase(url, template));
  registry = await startTestRegistry({ databaseUrl: cable.url, env: { LOG_LEVEL: 'silent' } });
});
afterAll(async () => {
  await registry.stop();
  await cable.pull();
});

async function statusAndCode(path: string, init?: RequestInit): Promise<unknown[]> {
  const answer = await registry.fetch(path, init);
  const body = (await answer.json()) as { error?: { code?: string; data?: { error: { code: string } } } };
  return [answer.status, body.error?.data?.error.code ?? body.error?.code, answer.headers.get('retry-after')];
}

test('a database that is gone is a 503 at every door, and it comes back by itself', async () => {
  expect((await registry.fetch('/readyz')).status).toBe(200);
  for (let outage = 0; outage < 2; outage++) {
    await cable.pull();
    const body = JSON.stringify({ kind: 'prompt', title: 'Plan', spec: { prompt: 'Plan it.' } });
    const create = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
    for (const path of ['/actions', '/api/actions'])
      expect([path, ...(await statusAndCode(path))]).toEqual([path, 503, 'UNAVAILABLE', '1']);
    expect(await statusAndCode('/api/actions', create)).toEqual([503, 'UNAVAILABLE', '1']);
    const [status, code] = await statusAndCode('/trpc/definitions.create', create);
    expect([status, code]).toEqual([503, 'UNAVAILABLE']);
    expect((await registry.fetch('/readyz')).status).toBe(503);
    // The process itself lives: restarting it would help nobody.
    expect((await registry.fetch('/healthz')).status).toBe(200);
    await cable.plug();
    await expect.poll(async () => (await registry.fetch('/readyz')).status, { timeout: 20_000 }).toBe(200);
    await expect.poll(async () => (await registry.fetch('/api/actions')).status, { timeout: 20_000 }).toBe(200);
    // What was refused was not written.
    const { actions } = (await (await registry.fetch('/api/actions?limit=200')).json()) as {
      actions: { readonly: boolean }[];
    };
    expect(actions.filter(({ readonly }) => !readonly)).toEqual([]);
  }
});
