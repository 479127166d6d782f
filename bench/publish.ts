// `npx tsx bench/publish.ts`: publishes per second on PostgreSQL, 16 clients over HTTP, against pgbench inserting the same
// rows under the same lock in one transaction each. Alternating rounds in one run, so that a slow machine changes nothing.
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createRegistry } from '@action-registry/client';
import { canonicalize, digestOf, publicKeyOf, signKeyAdd, signRelease, toWireBase64 } from '@action-registry/core';
import { createDatabase, runAsSuperuser, startPostgres } from '@action-registry/db/testing';

const CLIENTS = 16;
const SECONDS = 4;
const ROUNDS = 3;
const ACTIONS = 200;
const MAIN = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../apps/server/dist/main.js');

/** One publish's statements as a transaction of their own: what cannot be saved, whoever sends it. */
const PGBENCH = `
\\set n random(1, 1000000000)
\\set m random(1, 1000000000)
BEGIN;
SET LOCAL ROLE action_registry_app;
SELECT set_config('app.workspace', (SELECT id::text FROM find_workspace('default')), true);
WITH logged AS MATERIALIZED (
  SELECT log_append(json_build_array(
    json_build_object('leaf', '{"v":1,"version":"1.:n.:m"}', 'type', 'release.publish', 'public', true, 'workspace_id', 1,
      'actor', 'bench', 'at', now(), 'subject', 'pgbench.one@1.:n.:m', 'data', json_build_object('a', 1)),
    json_build_object('leaf', '{"v":2,"version":"1.:n.:m"}', 'type', 'channel.move', 'public', true, 'workspace_id', 1,
      'actor', 'bench', 'at', now(), 'subject', 'pgbench.one@latest')
  )::jsonb) AS first
)
INSERT INTO action_versions (action_id, name, version, version_key, prerelease, kind, canonical, hash, size, signatures,
  published_by, created_at, log_index)
SELECT action_id, name, '1.:n.:m', '1:n:m', false, kind, canonical, hash, size, signatures, published_by, now(), logged.first
FROM action_versions, logged WHERE name = 'pgbench.one' AND version = '1.0.0';
COMMIT;
`;

function findPgbench(): string {
  const base = '/usr/lib/postgresql';
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions.map((version) => path.join(base, version, 'bin/pgbench')).find(existsSync);
  if (found === undefined) throw new Error('pgbench was not found: install PostgreSQL');
  return found;
}

async function pgbenchRate(url: string, file: string): Promise<number> {
  const args = ['-n', '-f', file, '-c', String(CLIENTS), '-j', '1', '-T', String(SECONDS), url];
  const { stdout } = await promisify(execFile)(findPgbench(), args);
  return Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
}

type Target = { url: string; apiKey: string; seed: Uint8Array };

/** Publishes new versions from 16 clients at once for some seconds. */
async function publishRate({ url, apiKey, seed }: Target, round: number): Promise<number> {
  const until = performance.now() + SECONDS * 1_000;
  let done = 0;
  const client = async (id: number): Promise<void> => {
    for (let index = 0; performance.now() < until; index++) {
      const name = `bench.a${(id * 31 + index) % ACTIONS}`;
      const version = `${round}.${id}.${index}`;
      const document = canonicalize({ kind: 'tool', name, version, spec: {}, description: 'x'.repeat(1_900) });
      const sig = signRelease({ name, version, digest: digestOf(document) }, seed);
      const answer = await fetch(`${url}/actions/${name}/versions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({ document, signatures: [{ kid: 'bench', sig }] }),
      });
      if (answer.status !== 201) throw new Error(await answer.text());
      await answer.arrayBuffer();
      done++;
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, id) => client(id)));
  return done / SECONDS;
}

async function main(): Promise<void> {
  const postgres = await startPostgres();
  const databaseUrl = await createDatabase(postgres.url, postgres.template);
  const dataDir = await mkdtemp(path.join(tmpdir(), 'action-registry-publish-'));
  const env = {
    ...process.env,
    PORT: '0',
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    RATE_LIMIT_READS: '0',
    RATE_LIMIT_PUBLISHES: '0',
  };
  const server = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((resolve) => {
    let output = '';
    server.stdout.on('data', (chunk: Buffer) => {
      if (output.length < 4_000) output += chunk.toString();
      const found = /ready on (http:\/\/\S+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found.replace('localhost', '127.0.0.1'));
    });
  });
  const apiKey = (await readFile(path.join(dataDir, 'admin-api-key'), 'utf8')).trim();
  const seed = randomBytes(32);
  const facts = { kid: 'bench', public_key: toWireBase64(publicKeyOf(seed)), role: 'publisher' as const };
  const proof = signKeyAdd({ ...facts, scope: null, valid_from: null, valid_until: null }, seed);
  await createRegistry({ url, apiKey }).call((trpc) => trpc.keys.add.mutate({ ...facts, proof }));
  await publishRate({ url, apiKey, seed }, 0);
  const file = path.join(dataDir, 'publish.sql');
  await writeFile(file, PGBENCH);
  await runAsSuperuser(
    databaseUrl,
    `insert into action_versions (action_id, name, version, version_key, prerelease, kind, canonical, hash, size, signatures, published_by, created_at, log_index)
    select action_id, 'pgbench.one', '1.0.0', 'bench', prerelease, kind, canonical, hash, size, signatures, published_by, created_at, log_index
    from action_versions where name = 'bench.a1' limit 1`,
  );
  const rounds: { ours: number; theirs: number }[] = [];
  for (let round = 1; round <= ROUNDS; round++)
    rounds.push({
      ours: await publishRate({ url, apiKey, seed }, 100 + round),
      theirs: await pgbenchRate(databaseUrl, file),
    });
  rounds.sort((a, b) => a.ours / a.theirs - b.ours / b.theirs);
  const { ours = 0, theirs = 1 } = rounds[Math.floor(ROUNDS / 2)] ?? {};
  process.stdout.write(
    `publish, PostgreSQL, ${CLIENTS} clients / pgbench under the same lock: ${Math.round(ours)} / ${Math.round(theirs)} per s = ${(ours / theirs).toFixed(2)} (goal 0.5)\n`,
  );
  server.kill('SIGTERM');
  await new Promise((resolve) => server.once('close', resolve));
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
}

await main();
