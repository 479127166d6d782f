// `pnpm bench`: every figure as a ratio within one run, medians over alternating rounds, so that a slow machine changes
// nothing. Never part of the tests.

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRegistry } from '@action-registry/client';
import { canonicalize, digestOf, publicKeyOf, signKeyAdd, signRelease, toWireBase64 } from '@action-registry/core';
import autocannon from 'autocannon';

const ROUNDS = 5;
const SECONDS = 2;
const CONNECTIONS = 16;
const CEILINGS = fileURLToPath(new URL('ceilings.ts', import.meta.url));
const MAIN = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../apps/server/dist/main.js');

type Server = { url: string; startMs: number; stop: () => Promise<void> };

/** The built server as `npm start` runs it, with everything on. */
async function startRegistry(dataDir: string): Promise<Server> {
  const start = performance.now();
  const child = spawn(process.execPath, [MAIN], {
    // Everything is on; only the number of reads is such that one client may make them all.
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'info', RATE_LIMIT_READS: '10000000' },
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

/** Starts the ceilings in a process of their own. */
async function startCeilings(file: string): Promise<{ rawUrl: string; notModifiedUrl: string; stop: () => void }> {
  const child = spawn(process.execPath, ['--import', 'tsx', CEILINGS, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve) =>
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())),
  );
  const { port } = JSON.parse(line) as { port: number };
  const rawUrl = `http://127.0.0.1:${port}`;
  return { rawUrl, notModifiedUrl: `${rawUrl}/304`, stop: () => child.kill() };
}

type Target = { url: string; headers?: Record<string, string> };

async function rate({ url, headers = {} }: Target): Promise<number> {
  const result = await autocannon({ url, headers, connections: CONNECTIONS, duration: SECONDS });
  const bad = result['4xx'] + result['5xx'];
  if (bad > 0) throw new Error(`${url}: ${bad} answers were refusals`);
  return result.requests.average;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Alternates A and B, so that both meet the same machine. */
async function compare(targetA: Target, targetB: Target): Promise<{ a: number; b: number; ratio: number }> {
  await rate(targetA);
  await rate(targetB);
  const pairs: { a: number; b: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) pairs.push({ a: await rate(targetA), b: await rate(targetB) });
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
  const file = path.join(dataDir, 'body');
  await writeFile(file, body);
  const ceilings = await startCeilings(file);
  const input = encodeURIComponent(JSON.stringify({ name: 'bench.one', version: '1.0.0' }));
  const raw = { url: ceilings.rawUrl };
  const tag = (await fetch(release)).headers.get('etag') ?? '';
  const constant = { url: `${registry.url}/trpc/sessions.current` };
  const rows = [
    {
      what: `GET release, warm, ${body.length} bytes / raw node:http`,
      goal: 0.7,
      ...(await compare({ url: release }, raw)),
    },
    {
      what: 'GET release, 304 by its ETag / raw node:http 304',
      goal: 0.75,
      ...(await compare({ url: release, headers: { 'if-none-match': tag } }, { url: ceilings.notModifiedUrl })),
    },
    {
      what: 'tRPC releases.get / sessions.current of nobody (a constant) on the same server',
      goal: 0.65,
      ...(await compare({ url: `${registry.url}/trpc/releases.get?input=${input}` }, constant)),
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
