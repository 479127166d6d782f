// The log against what goes wrong: rows changed behind the registry's back, a backup restored, servers killed, and two that
// sign at once. Real processes, both databases.
import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type Checkpoint,
  canonicalize,
  createTrust,
  digestOf,
  parseCheckpoint,
  publicKeyOf,
  signRelease,
  toBase64,
  toWireBase64,
  verifyRelease,
} from '@action-registry/core';
import { createDatabase, flipByte } from '@action-registry/db/testing';
import type { LogEntryPage, PublishedRelease, TrustedKey } from '@action-registry/schema';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Environment, type Finished, ROOT, runProcess, startServer } from './process.js';

const KILLED_PUBLISHES = Number(process.env.KILLED_PUBLISHES ?? 100);
const BIN = path.join(ROOT, 'apps/server/bin/actions-server.js');
const key = { kid: 'ops', seed: randomBytes(32) };
const apiKey = randomBytes(32).toString('hex');
const authorization = `Bearer ${apiKey}`;
const trusted = [{ kid: key.kid, alg: 'ed25519', public_key: toWireBase64(publicKeyOf(key.seed)) }];

/** A registry's settings; nothing runs yet. */
type Place = { env: Environment; dataDir: string; url?: string };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'action-registry-doctor-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let places = 0;
async function createPlace(kind: 'pglite' | 'postgresql'): Promise<Place> {
  places += 1;
  const dataDir = path.join(folder, `data-${places}`);
  const { url: server, template } = inject('postgres');
  return toPlace(dataDir, kind === 'pglite' ? undefined : await createDatabase(server, template));
}

function toPlace(dataDir: string, url: string | undefined, extra: Environment = {}): Place {
  const env = {
    ...{ PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'warn', ACTION_REGISTRY_API_KEY: apiKey },
    ...{ TRUSTED_KEYS_JSON: JSON.stringify(trusted), ...(url !== undefined && { DATABASE_URL: url }), ...extra },
  };
  return { env, dataDir, ...(url !== undefined && { url }) };
}

/** A copy of the database as it is; nobody may be connected. */
async function backUp({ dataDir, url }: Place): Promise<Place> {
  if (url !== undefined) {
    const copy = await createDatabase(inject('postgres').url, new URL(url).pathname.slice(1));
    return toPlace(dataDir, copy);
  }
  await cp(path.join(dataDir, 'pglite'), `${dataDir}-backup`, { recursive: true });
  return toPlace(dataDir, undefined);
}

/** Puts a copy in the database's place; on PostgreSQL its settings name it already. */
async function restore({ dataDir, url }: Place): Promise<void> {
  if (url !== undefined) return;
  await rm(path.join(dataDir, 'pglite'), { recursive: true });
  await cp(`${dataDir}-backup`, path.join(dataDir, 'pglite'), { recursive: true });
}

const doctor = ({ env }: Place, ...args: string[]): Promise<Finished> =>
  runProcess(process.execPath, [BIN, 'doctor', ...args], { env });

/** What the log signs now; its text ends at the note's first empty line. */
async function readCheckpoint(url: string): Promise<Checkpoint> {
  const [text] = (await (await fetch(`${url}/log/checkpoint`)).text()).split('\n\n', 1);
  return parseCheckpoint(`${text}\n`);
}

async function publish(url: string, name: string, version: string): Promise<PublishedRelease> {
  const text = canonicalize({ kind: 'tool', name, version, spec: {} });
  const sig = signRelease({ name, version, digest: digestOf(text) }, key.seed);
  const answer = await fetch(`${url}/actions/${name}/versions`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ document: text, signatures: [{ kid: key.kid, sig }] }),
  });
  if (!answer.ok) throw new Error(`${name}@${version}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as PublishedRelease;
}

describe.each(['pglite', 'postgresql'] as const)('the log on %s', (kind) => {
  test('the doctor finds a registry clean, names a byte that was flipped, and says when it cannot look', async () => {
    const place = await createPlace(kind);
    const server = await startServer(place.env);
    await publish(server.url, 'files.move', '1.0.0');
    const meanwhile = await doctor(place);
    expect(meanwhile.code).toBe(kind === 'pglite' ? 2 : 0);
    if (kind === 'pglite') expect(meanwhile.stderr).toContain('is in use by process');
    await server.stop();
    const clean = await doctor(place);
    expect([clean.code, clean.stdout]).toEqual([0, expect.stringContaining('Clean: nothing differs.')]);
    await flipByte(place, { name: 'files.move', version: '1.0.0' });
    const found = await doctor(place);
    expect(found.code).toBe(1);
    expect(found.stdout).toMatch(/^action_versions files\.move@1\.0\.0: digest, expected .*sha256:.* found .*sha256:/m);
    const { clean: isClean, differences } = JSON.parse((await doctor(place, '--json')).stdout) as {
      clean: boolean;
      differences: { where: string; what: string }[];
    };
    expect([isClean, differences.map(({ where, what }) => `${where} ${what}`)]).toEqual([
      false,
      ['action_versions files.move@1.0.0 digest'],
    ]);
    expect((await doctor(place, '--from', '1000000')).code).toBe(2);
  });

  test('a row that came since the last look and was changed stops the next start', async () => {
    const place = await createPlace(kind);
    const server = await startServer(place.env);
    await publish(server.url, 'files.move', '1.0.0');
    await server.kill();
    await flipByte(place, { name: 'files.move', version: '1.0.0' });
    const stopped = await runProcess(process.execPath, [BIN], { env: place.env });
    expect(stopped.code).toBe(1);
    expect(stopped.stderr).toContain('the database is not what its log says: action_versions files.move@1.0.0: digest');
    expect(stopped.stderr).toContain('actions-server doctor');
  });

  test('a restored older backup is a loud stop with instructions, and the newest one starts again', async () => {
    const place = await createPlace(kind);
    const first = await startServer(place.env);
    await publish(first.url, 'files.move', '1.0.0');
    await first.stop();
    const backup = await backUp(place);
    const second = await startServer(place.env);
    const { log_index } = await publish(second.url, 'files.move', '1.1.0');
    await second.stop();
    const newest = path.join(folder, `newest-${places}`);
    if (kind === 'pglite') await cp(path.join(place.dataDir, 'pglite'), newest, { recursive: true });
    await restore(backup);
    const stopped = await runProcess(process.execPath, [BIN], { env: backup.env });
    expect(stopped.code).toBe(1);
    expect(stopped.stderr).toMatch(/the log has \d+ entries, and \d+ were signed: the database is older/);
    expect(stopped.stderr).toContain('docs/operating.md');
    const found = await doctor(backup);
    expect(found.code).toBe(1);
    expect(found.stdout).toMatch(/^mark of size \d+: .*restore the newest backup/m);
    if (kind === 'pglite') {
      await rm(path.join(place.dataDir, 'pglite'), { recursive: true });
      await cp(newest, path.join(place.dataDir, 'pglite'), { recursive: true });
    }
    const third = await startServer(place.env);
    expect((await publish(third.url, 'files.move', '1.1.0')).log_index).toBe(log_index);
    await third.stop();
  });

  test('a log whose end is lost is restarted: under another name, from what there is, and by nobody twice', async () => {
    const place = await createPlace(kind);
    const first = await startServer(place.env);
    const kept = await publish(first.url, 'files.move', '1.0.0');
    await first.stop();
    const backup = await backUp(place);
    const healthy = await doctor(place, '--restart-log', '--reason', 'for nothing');
    expect([healthy.code, healthy.stderr]).toEqual([2, expect.stringContaining('there is nothing to restart')]);
    const second = await startServer(place.env);
    await publish(second.url, 'files.move', '1.1.0');
    const lost = await readCheckpoint(second.url);
    await second.stop();
    await restore(backup);
    expect((await doctor(backup, '--restart-log')).stderr).toContain('--reason');
    const restarted = await doctor(backup, '--restart-log', '--reason', 'the disk was lost', '--json');
    expect([restarted.stderr, restarted.code]).toEqual(['', 0]);
    const { index, ...said } = JSON.parse(restarted.stdout) as { index: number; origin: string; previous: unknown };
    const { origin, size, root } = lost;
    expect(said).toMatchObject({ origin: `${origin}/r2`, previous: { origin, size, root: toBase64(root) } });
    expect((await doctor(backup)).stdout).toContain('Clean: nothing differs.');
    const again = await doctor(backup, '--restart-log', '--reason', 'once more');
    expect(again.stderr).toContain('nothing on this machine says what was signed last');

    const third = await startServer(backup.env);
    const next = await publish(third.url, 'files.move', '1.1.0');
    expect(next.log_index).toBeGreaterThan(index);
    const { items } = (await (await fetch(`${third.url}/log/entries?start=${index}&limit=1`)).json()) as LogEntryPage;
    expect(JSON.parse(items[0]?.leaf ?? '')).toEqual({
      ...{ type: 'log.restart', v: 1, origin: `${origin}/r2`, reason: 'the disk was lost' },
      ...{ previous_origin: origin, previous_size: size, previous_root: toBase64(root) },
    });
    const now = await readCheckpoint(third.url);
    expect([now.origin, now.size > index]).toEqual([`${origin}/r2`, true]);
    const old = (await (await fetch(`${third.url}/actions/files.move/versions/1.0.0`)).json()) as PublishedRelease;
    expect([old.verified, old.log_index]).toEqual([true, kept.log_index]);
    await third.stop();
    expect((await doctor(backup)).stdout).toContain('Clean: nothing differs.');
    const fourth = await startServer(backup.env);
    await fourth.stop();
  });

  test(`killed again and again during ${KILLED_PUBLISHES} publishes: the log replays, and what was acknowledged is there`, {
    timeout: 60_000 + KILLED_PUBLISHES * 1_000,
  }, async () => {
    const place = await createPlace(kind);
    const waiting = Array.from({ length: KILLED_PUBLISHES }, (_, number) => `1.${number}.0`);
    const acknowledged = new Map<string, PublishedRelease>();
    while (waiting.length > 0) {
      const server = await startServer(place.env);
      const target = acknowledged.size + Math.min(10, waiting.length);
      const round = waiting.slice(0, 20).map(async (version) => {
        const release = await publish(server.url, 'files.move', version).catch(() => undefined);
        if (release === undefined) return;
        acknowledged.set(version, release);
        if (acknowledged.size === target) await server.kill();
      });
      await Promise.all(round);
      for (const version of acknowledged.keys()) {
        const at = waiting.indexOf(version);
        if (at !== -1) waiting.splice(at, 1);
      }
    }
    const server = await startServer(place.env);
    for (const [version, { hash, log_index }] of acknowledged) {
      const again = await publish(server.url, 'files.move', version);
      expect([version, again.hash, again.log_index]).toEqual([version, hash, log_index]);
    }
    await server.stop();
    const { code, stdout } = await doctor(place);
    expect([code, stdout]).toEqual([0, expect.stringContaining('Clean')]);
  });
});

test('two servers that publish at once keep the log gap-free, every proof valid, and a retry at the other the same', async () => {
  const place = await createPlace('postgresql');
  const one = await startServer(place.env);
  const keyFile = { LOG_KEY_FILE: path.join(place.dataDir, 'log-key') };
  const other = await startServer(toPlace(`${place.dataDir}-other`, place.url, keyFile).env);
  const servers = [one.url, other.url];
  const ids = Array.from({ length: 64 }, (_, number) => [`files.tool_${number % 8}`, `1.${number}.0`] as const);
  const publishAll = (offset: number) =>
    Promise.all(ids.map(([name, version], at) => publish(servers[(at + offset) % 2] ?? '', name, version)));
  const published = await publishAll(0);
  const { items: keys } = (await (await fetch(`${one.url}/keys`)).json()) as { items: TrustedKey[] };
  const trust = createTrust(keys.map(({ kid, public_key, role }) => ({ kid, public_key, role })));
  const now = new Date();
  for (const { name, version, document, hash, signatures, log_index, proof, checkpoint } of published) {
    const log = { checkpoint, inclusion: proof };
    const claim = { name, version, document, claimedHash: hash, signatures, log_index, log };
    const { verified, checks } = verifyRelease(claim, trust, { now, log: {} });
    expect([name, version, verified, checks.filter(({ ok }) => !ok)]).toEqual([name, version, true, []]);
  }
  const retried = await publishAll(1);
  expect(retried.map((release) => release.log_index)).toEqual(published.map((release) => release.log_index));
  expect(new Set(published.map((release) => release.log_index)).size).toBe(ids.length);
  const indexes: number[] = [];
  for (let size = 1; indexes.length < size; ) {
    const answer = await fetch(`${one.url}/log/entries?limit=200&start=${indexes.length}`);
    const page = (await answer.json()) as LogEntryPage;
    size = page.size;
    indexes.push(...page.items.map(({ index }) => index));
    if (page.items.length === 0) break;
  }
  expect(indexes).toEqual(indexes.map((_, at) => at));
  const { code, stdout } = await doctor(place);
  expect([code, stdout]).toEqual([0, expect.stringContaining('Clean')]);
  await Promise.all([one.stop(), other.stop()]);
});
