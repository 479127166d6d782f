// Malformed requests by the thousand, from a seed that is printed: no answer is a 5xx, memory stays flat, and good requests
// are answered as before.
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestRegistry, type TestRegistry } from './harness.js';
import { createRandom, type Malformed, malform, type Random } from './malformed.js';

const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 10_000);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);
const AT_ONCE = 16;
/** Caches, compiled code and prom-client's labels fill up once; what leaks grows with the number of requests. */
const GROWTH_MAX_MB = 60;

let registry: TestRegistry;
beforeAll(async () => {
  registry = await startTestRegistry({ env: { LOG_LEVEL: 'error' } });
});
afterAll(() => registry.stop());

/** Sends what fetch would refuse to send; resolves with the status, or 0 when the connection was closed. */
function send({ method, path, headers, body }: Malformed): Promise<number> {
  const { hostname, port } = new URL(registry.url);
  return new Promise((resolve) => {
    try {
      const sent = request({ hostname, port, method, path, headers, timeout: 20_000 }, (answer) => {
        answer.resume();
        answer.on('error', () => resolve(0));
        answer.on('end', () => resolve(answer.statusCode ?? 0));
        // A stream that was opened by chance has no end.
        if (answer.headers['content-type']?.includes('event-stream') === true) {
          resolve(answer.statusCode ?? 0);
          answer.destroy();
        }
      });
      sent.on('timeout', () => sent.destroy(new Error('no answer')));
      sent.on('error', (error) => resolve(error.message === 'no answer' ? 599 : 0));
      sent.end(body);
    } catch {
      // Node itself refuses to write such a request.
      resolve(0);
    }
  });
}

async function residentMb(): Promise<number> {
  const text = await (await registry.fetch('/metrics')).text();
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]) / 1024 / 1024;
}

async function run(random: Random, count: number): Promise<{ bad: unknown[]; statuses: Map<number, number> }> {
  const bad: unknown[] = [];
  const statuses = new Map<number, number>();
  const paths = Object.keys(((await (await registry.fetch('/openapi.json')).json()) as { paths: object }).paths);
  const one = async (): Promise<void> => {
    const sent = malform(random, { paths, key: registry.adminKey });
    const status = await send(sent);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (status >= 500) bad.push({ status, ...sent, body: sent.body?.toString().slice(0, 500) });
  };
  for (let sent = 0; sent < count; sent += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, one));
  return { bad, statuses };
}

test(`${REQUESTS} malformed requests (seed ${SEED}) give no 5xx, and memory stays flat`, {
  timeout: 300_000,
}, async () => {
  const random = createRandom(SEED);
  const first = await run(random, Math.ceil(REQUESTS / 2));
  const before = await residentMb();
  const second = await run(random, Math.floor(REQUESTS / 2));
  expect([...first.bad, ...second.bad].slice(0, 3)).toEqual([]);
  expect((await residentMb()) - before).toBeLessThan(GROWTH_MAX_MB);
  // The fuzzer is worth something only while it gets past the first check and meets many of them.
  const met = new Set([...first.statuses.keys(), ...second.statuses.keys()]);
  for (const status of [200, 400, 401, 404, 405, 413, 415]) expect(met).toContain(status);
  expect((await registry.fetch('/readyz')).status).toBe(200);
  expect((await registry.fetch('/actions')).status).toBe(200);
});
