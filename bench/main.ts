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

/** Starts the ceilings in a process of their own. */
async function startCeilings(file: string): Promise<{ rawUrl: string; emptyUrl: string; stop: () => void }> {
  const child = spawn(process.execPath, ['--import', 'tsx', CEILINGS, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve) =>
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())),
  );
  const { raw, empty } = JSON.parse(line) as { raw: number; empty: number };
  return { rawUrl: `http://127.0.0.1:${raw}`, emptyUrl: `http://127.0.0.1:${empty}`, stop: () => child.kill() };
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
  const file = path.join(dataDir, 'body');
  await writeFile(file, body);
  const ceilings = await startCeilings(file);
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
