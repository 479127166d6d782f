// A registry whose owner turns on it: a real server over a real database, and between a stop and a start anything may happen to
// the rows, as a superuser who first takes the triggers off.
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRegistry, type Registry } from '@action-registry/client';
import {
  canonicalize,
  digestOf,
  parseTrustedKeys,
  publicKeyOf,
  signRelease,
  toWireBase64,
} from '@action-registry/core';
import { openDatabase } from '@action-registry/db';
import { createDatabase, runAsSuperuser } from '@action-registry/db/testing';
import type { Json, JsonObject, TrustedKey } from '@action-registry/schema';
import { inject } from 'vitest';
import { type Environment, startServer } from './process.js';

/** A key that signs. */
export type Signer = { kid: string; seed: Uint8Array };

/** What is sent to publish. */
export type Sent = { document: string; signatures: { kid: string; sig: string; alg?: string }[] };

/** The keys of the cast: `ana` may sign everything, `bot` what begins with `bot.`, `boss` is a root key. */
export const CAST = {
  ana: signer('ana', 1),
  bot: signer('bot', 2),
  boss: signer('boss', 3),
  mallory: signer('mallory', 4),
};

const PINNED = [
  trustedEntry(CAST.ana),
  trustedEntry(CAST.bot, { scope: ['bot.*'] }),
  trustedEntry(CAST.boss, { role: 'root' }),
];

/** A registry that is attacked. */
export type AttackedRegistry = {
  readonly url: string;
  /** A client that pinned the cast's keys when all was well. */
  client(): Registry;
  fetch(where: string, init?: RequestInit): Promise<Response>;
  post(where: string, body: unknown): Promise<Response>;
  publish(sent: Sent): Promise<Response>;
  /** The keys that may sign checkpoints, as they were at the first start. */
  readonly logKeys: readonly TrustedKey[];
  /** Stops the server, runs SQL past privileges and triggers, and starts it again; rejects where it refuses to start. */
  rewrite(...statements: string[]): Promise<void>;
  /** Starts the server anew, which has it look at all that came since the last start: later it takes that as it stands. */
  restart(): Promise<void>;
  /** Stops the server, keeps the database as it is now, starts again; what it returns brings that database back. */
  backUp(): Promise<() => Promise<void>>;
  /** Starts a server that stopped again, as an owner does who takes away what it remembers of its log. */
  startForgetful(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts one on a database of its own. */
export async function startAttackedRegistry(kind: 'pglite' | 'postgresql'): Promise<AttackedRegistry> {
  const folder = await mkdtemp(path.join(tmpdir(), 'action-registry-attack-'));
  const { url: serverUrl, template } = inject('postgres');
  let databaseUrl = kind === 'postgresql' ? await createDatabase(serverUrl, template) : undefined;
  const start = () => startServer(environment(folder, databaseUrl));
  let server = await start();
  const adminKey = (await readFile(path.join(folder, 'admin-api-key'), 'utf8')).trim();
  const ask = (where: string, init: RequestInit = {}) =>
    fetch(`${server.url}${where}`, { ...init, headers: { authorization: `Bearer ${adminKey}`, ...init.headers } });
  const post = (where: string, body: unknown) => {
    const headers = { 'content-type': 'application/json' };
    return ask(where, { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) });
  };
  const { items } = (await (await ask('/keys')).json()) as { items: TrustedKey[] };
  return {
    get url() {
      return server.url;
    },
    client: () => createRegistry({ url: server.url, apiKey: adminKey, trust: parseTrustedKeys(PINNED) }),
    fetch: ask,
    post,
    publish: (sent) => post(`/actions/${(JSON.parse(sent.document) as { name: string }).name}/versions`, sent),
    logKeys: items.filter(({ role }) => role === 'log'),
    restart: async () => {
      await server.stop();
      server = await start();
    },
    rewrite: async (...statements) => {
      await server.stop();
      await runAsOwner({ folder, databaseUrl }, statements);
      server = await start();
    },
    backUp: async () => {
      await server.stop();
      const kept = await keepDatabase(folder, databaseUrl);
      server = await start();
      return async () => {
        await server.stop();
        databaseUrl = await kept();
        server = await start();
      };
    },
    startForgetful: async () => {
      for (const name of ['log-mark.json', 'log-verified.json']) await rm(path.join(folder, name), { force: true });
      server = await start();
    },
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A tool's document of this name and version, signed. */
export function signedBy({ kid, seed }: Signer, reference: string, fields: JsonObject = {}): Sent {
  const [name = '', version = ''] = reference.split('@');
  const document = canonicalize({ kind: 'tool', name, version, spec: {}, title: 'Honest', ...fields });
  return { document, signatures: [{ kid, sig: signRelease({ name, version, digest: digestOf(document) }, seed) }] };
}

function signer(kid: string, byte: number): Signer {
  return { kid, seed: new Uint8Array(32).fill(byte) };
}

function trustedEntry({ kid, seed }: Signer, facts: JsonObject = {}): Json {
  return { kid, alg: 'ed25519', public_key: toWireBase64(publicKeyOf(seed)), ...facts };
}

function environment(dataDir: string, databaseUrl: string | undefined): Environment {
  return {
    PORT: '0',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    TRUSTED_KEYS_JSON: JSON.stringify(PINNED),
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
  };
}

/** The embedded database's one session begins as its superuser, and may become that again. */
async function runAsOwner(
  { folder, databaseUrl }: { folder: string; databaseUrl: string | undefined },
  statements: readonly string[],
): Promise<void> {
  if (databaseUrl !== undefined) {
    await runAsSuperuser(databaseUrl, statements.join(';\n'));
    return;
  }
  const database = await openDatabase({ dataDir: folder });
  try {
    for (const statement of ['reset role', ...statements]) await database.db.execute(statement);
  } finally {
    await database.close();
  }
}

/** Copies a database that nobody uses; what it returns puts the copy in its place and says where it is. */
async function keepDatabase(
  folder: string,
  databaseUrl: string | undefined,
): Promise<() => Promise<string | undefined>> {
  if (databaseUrl !== undefined) {
    const copy = await createDatabase(inject('postgres').url, new URL(databaseUrl).pathname.slice(1));
    return async () => copy;
  }
  const [files, kept] = [path.join(folder, 'pglite'), path.join(folder, 'pglite-kept')];
  await cp(files, kept, { recursive: true });
  return async () => {
    await rm(files, { recursive: true });
    await cp(kept, files, { recursive: true });
    return undefined;
  };
}
