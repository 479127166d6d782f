// `npm run bench:auth`: what finding out who asks costs a request, by each kind of credential, beside a request without one.
// Warm: the same caller again and again, over several seconds, so that looking it up anew each second is counted too.
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type Database,
  insertApiKey,
  insertSession,
  insertWorkspace,
  migrate,
  openDatabase,
} from '@action-registry/db';
import { createDatabase, runAsSuperuser, startPostgres } from '@action-registry/db/testing';
import { authenticate } from '@action-registry/server/auth';
import { loadConfig } from '@action-registry/server/config';
import { createTokenCheck } from '@action-registry/server/oidc';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { pino } from 'pino';

const ROUNDS = 5;
const ROUND_MS = 1_500;
const COLD = 200;
const GOAL_MS = 0.1;
const AUDIENCE = 'https://registry.example';

type Deps = Parameters<typeof authenticate>[1];

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Milliseconds of one request, over a whole round. */
async function measureWarm(deps: Deps, headers: Headers): Promise<number> {
  const request = { method: 'GET', headers };
  const start = performance.now();
  let requests = 0;
  while (performance.now() - start < ROUND_MS) {
    for (let n = 0; n < 100; n++) await authenticate(request, deps);
    requests += 100;
  }
  return (performance.now() - start) / requests;
}

/** Milliseconds of the first request of a caller. */
async function measureCold(deps: Deps, fresh: () => Promise<Headers>): Promise<number> {
  const all: Headers[] = [];
  for (let n = 0; n < COLD; n++) all.push(await fresh());
  const start = performance.now();
  for (const headers of all) {
    const { principal } = await authenticate({ method: 'GET', headers }, deps);
    if (principal === undefined) throw new Error('a caller was not found');
  }
  return (performance.now() - start) / COLD;
}

/** An identity provider: the two documents that a registry asks for. */
async function startProvider(alg: string) {
  const { privateKey, publicKey } = await generateKeyPair(alg);
  const jwk = { ...(await exportJWK(publicKey)), kid: 'bench', alg, use: 'sig' };
  const server = createServer((request, response) => {
    const discovery = { issuer, jwks_uri: `${issuer}/jwks` };
    response.end(JSON.stringify(request.url === '/jwks' ? { keys: [jwk] } : discovery));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sign = () =>
    new SignJWT({ jti: randomBytes(8).toString('hex') })
      .setProtectedHeader({ alg, kid: 'bench' })
      .setIssuer(issuer)
      .setAudience(AUDIENCE)
      .setSubject('alice')
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(privateKey);
  return { issuer, sign, close: () => server.close() };
}

/** A workspace with makers of API keys and sessions. */
async function seed(database: Database) {
  const created_at = new Date().toISOString();
  const row = await database.transact(null, (tx) => insertWorkspace(tx, { slug: 'bench', name: 'Bench', created_at }));
  if (row === undefined) throw new Error('the workspace is there already');
  const workspace_id = row.id;
  const hashOf = (token: string) => createHash('sha256').update(token).digest();
  const makeKey = async () => {
    const token = randomBytes(32).toString('hex');
    const key = {
      workspace_id,
      name: 'bench',
      key_prefix: 'bench',
      permissions: ['definitions:read'],
      created_by: 'bench',
    };
    const id = await database.transact(workspace_id, (tx) =>
      insertApiKey(tx, { ...key, secret_hash: hashOf(token), created_at }),
    );
    return { token, id };
  };
  const makeSession = async (api_key_id: number) => {
    const token = randomBytes(32).toString('base64url');
    const expires_at = new Date(Date.now() + 3_600_000).toISOString();
    const session = { workspace_id, api_key_id, token_hash: hashOf(token), kind: 'session' as const };
    await database.transact(workspace_id, (tx) => insertSession(tx, { ...session, created_at, expires_at }));
    return token;
  };
  return { workspace_id, makeKey, makeSession };
}

async function run(
  database: Database,
  addMember: (workspace: number, subject: string) => Promise<unknown>,
): Promise<void> {
  const provider = await startProvider('ES256');
  const config = loadConfig({ OIDC_ISSUER: provider.issuer, OIDC_AUDIENCE: AUDIENCE });
  const log = pino({ level: 'silent' });
  const now = () => new Date();
  const checkToken = createTokenCheck({ issuer: provider.issuer, audience: AUDIENCE }, { now, log });
  // Of the parts of a server, those that are looked at on the way to a caller.
  const deps = { database, config, log, now, checkToken, cookieName: 'ar_session_bench' } as unknown as Deps;
  const { workspace_id, makeKey, makeSession } = await seed(database);
  await addMember(workspace_id, `${provider.issuer}|alice`);
  const { id } = await makeKey();
  const byKey = async () => new Headers({ authorization: `Bearer ${(await makeKey()).token}` });
  const bySession = async () => new Headers({ cookie: `ar_session_bench=${await makeSession(id)}` });
  const byToken = async () => new Headers({ authorization: `Bearer ${await provider.sign()}` });
  const nobody = new Headers();
  const makers = { 'API key': byKey, session: bySession, 'OIDC token': byToken };
  process.stdout.write(`${database.kind}, node ${process.version}, ${ROUNDS} rounds of ${ROUND_MS} ms, medians\n`);
  process.stdout.write('credential    warm ms   of it beyond none   cold ms   goal (warm)\n');
  for (const [name, fresh] of Object.entries(makers)) {
    const headers = await fresh();
    await measureWarm(deps, headers);
    const [warm, none]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      none.push(await measureWarm(deps, nobody));
      warm.push(await measureWarm(deps, headers));
    }
    const cold = await measureCold(deps, fresh);
    const verdict = median(warm) <= GOAL_MS ? 'reached' : 'MISSED';
    const cells = [
      name.padEnd(12),
      median(warm).toFixed(4).padStart(8),
      (median(warm) - median(none)).toFixed(4).padStart(20),
    ];
    process.stdout.write(`${cells.join(' ')} ${cold.toFixed(3).padStart(9)}   ${GOAL_MS} ${verdict}\n`);
  }
  provider.close();
}

const { url, stop } = await startPostgres();
const databaseUrl = await createDatabase(url);
const dataDir = await mkdtemp(path.join(tmpdir(), 'action-registry-bench-'));
const database = await openDatabase({ url: databaseUrl, dataDir });
await migrate(database);
await run(database, (workspace, subject) =>
  runAsSuperuser(
    databaseUrl,
    `insert into workspace_members (workspace_id, subject, role, added_by, created_at, updated_at)
     values (${workspace}, '${subject}', 'viewer', 'bench', now(), now())`,
  ),
);
await database.close();
await stop();
await rm(dataDir, { recursive: true });
