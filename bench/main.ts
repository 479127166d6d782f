// `pnpm bench`: every figure as a ratio within one run, medians over alternating rounds, so that a slow machine changes
// nothing. Never part of the tests.

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRegistry } from '@action-registry/client';
import { canonicalize, digestOf, publicKeyOf, signKeyAdd, signRelease, toWireBase64 } from '@action-registry/core';
import { initTRPC } from '@trpc/server';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import autocannon from 'autocannon';

const ROUNDS = 5;
const SECONDS = 2;
const CONNECTIONS = 16;
const MAIN = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../apps/server/dist/main.js');

type Server = { url: string; startMs: number; stop: () => Promise<void> };

/** The built server as `npm start` runs it, with everything on. */
async function startRegistry(dataDir: string): Promise<Server> {
  const start = performance.now();
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve) => {
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (output.length < 4_000) output += chunk.toString();
      const found = /ready on (http:\/\/\S+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  const startMs = performance.now() - start;
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      child.once('close', () => resolve());
      child.kill('SIGTERM');
    });
  return { url: url.replace('localhost', '127.0.0.1'), startMs, stop };
}

/** Publishes a release with a document of about 2 KB. */
async function publishOne(url: string, dataDir: string): Promise<void> {
  const apiKey = (await readFile(path.join(dataDir, 'admin-api-key'), 'utf8')).trim();
  const registry = createRegistry({ url, apiKey });
  const seed = randomBytes(32);
  const facts = { kid: 'bench', public_key: toWireBase64(publicKeyOf(seed)), role: 'publisher' as const };
  await registry.call((trpc) =>
    trpc.keys.add.mutate({
      ...facts,
      proof: signKeyAdd({ ...facts, scope: null, valid_from: null, valid_until: null }, seed),
    }),
  );
  const text = canonicalize({
    name: 'bench.one',
    version: '1.0.0',
    kind: 'tool',
    spec: {},
    description: 'x'.repeat(1_900),
    inputSchema: { type: 'object' },
  });
  const sig = signRelease({ name: 'bench.one', version: '1.0.0', digest: digestOf(text) }, seed);
  await registry.call((trpc) => trpc.releases.publish.mutate({ document: text, signatures: [{ kid: 'bench', sig }] }));
}

/** Raw node:http answering the same bytes, and an empty procedure: the ceilings. */
async function startCeilings(body: Buffer): Promise<{ rawUrl: string; emptyUrl: string; stop: () => void }> {
  const raw = createServer((_request, response) =>
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body.length }).end(body),
  );
  const t = initTRPC.create();
  const handler = createHTTPHandler({ router: t.router({ empty: t.procedure.query(() => null) }) });
  const empty = createServer(handler);
  const listen = (server: typeof raw): Promise<string> =>
    new Promise((resolve) =>
      server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)),
    );
  const [rawUrl, emptyUrl] = await Promise.all([listen(raw), listen(empty)]);
  return {
    rawUrl,
    emptyUrl,
    stop: () => {
      raw.close();
      empty.close();
    },
  };
}

async function rate(url: string): Promise<number> {
  const result = await autocannon({ url, connections: CONNECTIONS, duration: SECONDS });
  if (result.non2xx > 0) throw new Error(`${url}: ${result.non2xx} answers were not 2xx`);
  return result.requests.average;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Alternates A and B, so that both meet the same machine. */
async function compare(urlA: string, urlB: string): Promise<{ a: number; b: number; ratio: number }> {
  await rate(urlA);
  await rate(urlB);
  const pairs: { a: number; b: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) pairs.push({ a: await rate(urlA), b: await rate(urlB) });
  return {
    a: median(pairs.map(({ a }) => a)),
    b: median(pairs.map(({ b }) => b)),
    ratio: median(pairs.map(({ a, b }) => a / b)),
  };
}

async function main(): Promise<void> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'action-registry-bench-'));
  let registry = await startRegistry(dataDir);
  const firstStart = registry.startMs;
  await publishOne(registry.url, dataDir);
  await registry.stop();
  registry = await startRegistry(dataDir);
  const release = `${registry.url}/actions/bench.one/versions/1.0.0`;
  const body = Buffer.from(await (await fetch(release)).arrayBuffer());
  const ceilings = await startCeilings(body);
  const input = encodeURIComponent(JSON.stringify({ name: 'bench.one', version: '1.0.0' }));
  const rows = [
    {
      what: `GET release, warm, ${body.length} bytes / raw node:http`,
      goal: 0.7,
      ...(await compare(release, ceilings.rawUrl)),
    },
    {
      what: 'tRPC releases.get / empty procedure on the standalone adapter',
      goal: 0.65,
      ...(await compare(`${registry.url}/trpc/releases.get?input=${input}`, `${ceilings.emptyUrl}/empty`)),
    },
  ];
  for (const { what, a, b, ratio, goal } of rows)
    process.stdout.write(`${what}: ${Math.round(a)} / ${Math.round(b)} per s = ${ratio.toFixed(2)} (goal ${goal})\n`);
  process.stdout.write(
    `start on an empty directory: ${(firstStart / 1000).toFixed(2)} s; on an existing one: ${(registry.startMs / 1000).toFixed(2)} s (goal 2.0)\n`,
  );
  process.stdout.write(
    `node ${process.version}, ${CONNECTIONS} connections, ${ROUNDS} alternating rounds of ${SECONDS} s\n`,
  );
  ceilings.stop();
  await registry.stop();
  await rm(dataDir, { recursive: true, force: true });
}

await main();
