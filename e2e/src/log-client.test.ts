// The log as its clients meet it: each way in which a registry, or whoever stands between, can show another history is
// refused with its code, and what was seen is evidence that others can check. The attacker of the network is a fetch.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRegistry, type LogFork, type LogOptions, type Registry } from '@action-registry/client';
import { parseTrustedKeys } from '@action-registry/core';
import type { TrustedKeyEntry } from '@action-registry/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Environment, type Finished, ROOT, runProcess, startServer } from './process.js';

const CLI = path.join(ROOT, 'apps/cli/bin/actions.js');
const SERVER = path.join(ROOT, 'apps/server/bin/actions-server.js');
const ORIGIN = 'log.registry.example';

let folder: string;
let trust: TrustedKeyEntry[];
let adminKey: string | undefined;
let url: string;
let stop: () => Promise<void>;

const envOf = (data: string): Environment => ({
  PORT: '0',
  DATA_DIR: path.join(folder, data),
  LOG_LEVEL: 'warn',
  LOG_ORIGIN: ORIGIN,
});

function actions(address: string, config: string, ...args: string[]): Promise<Finished> {
  const env = {
    ACTION_REGISTRY_URL: address,
    ACTION_REGISTRY_API_KEY: adminKey ?? '',
    ACTIONS_CONFIG_DIR: path.join(folder, config),
  };
  return runProcess(process.execPath, [CLI, ...args], {
    cwd: folder,
    env: { ...env, DATA_DIR: path.join(folder, 'data') },
  });
}

async function start(data = 'data'): Promise<void> {
  ({ url, stop } = await startServer(envOf(data)));
}

async function publish(address: string, name: string, version = '1.0.0'): Promise<void> {
  const file = path.join(folder, `${name}-${version}.json`);
  await writeFile(file, JSON.stringify({ name, version, kind: 'tool', spec: {} }));
  const { code, stderr } = await actions(address, 'config', 'publish', file);
  expect([code, stderr]).toEqual([0, expect.any(String)]);
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'action-registry-log-'));
  await start();
  const initialised = await actions(url, 'config', 'init', '--json');
  expect(initialised.code).toBe(0);
  expect(JSON.parse(initialised.stdout)).toMatchObject({
    log: { origin: ORIGIN, kid: expect.stringMatching(/^log-/) },
  });
  adminKey = (await readFile(path.join(folder, 'data/admin-api-key'), 'utf8')).trim();
  trust = parseTrustedKeys(await readFile(path.join(folder, 'config/trusted-keys.json'), 'utf8'));
  await publish(url, 'log.one');
  await publish(url, 'log.two');
});
afterAll(async () => {
  await stop();
  await rm(folder, { recursive: true, force: true });
});

type Answer = Record<string, unknown>;

/** A client whose answers to `releases.resolve` somebody on the way rewrites. */
function clientOf(
  log: LogOptions = {},
  rewrite: (answer: Answer) => Answer = (answer) => answer,
  keys: readonly TrustedKeyEntry[] = trust,
): Registry {
  const attacked: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (!String(input).includes('/trpc/releases.resolve')) return response;
    const answers = (await response.json()) as { result?: { data: Answer } }[];
    const forged = answers.map((each) => (each.result ? { result: { data: rewrite(each.result.data) } } : each));
    return new Response(JSON.stringify(forged), { status: response.status });
  };
  return createRegistry({ url, apiKey: adminKey ?? '', trust: keys, log, fetch: attacked, retry: 0 });
}

/** Remembers in a variable, so that a test can see it and hand it to another client. */
function memory(note?: string) {
  const store = { note };
  return {
    store,
    remembered: {
      read: async () => store.note,
      replace: async (expected: string | undefined, next: string) => {
        if (store.note !== expected) return false;
        store.note = next;
        return true;
      },
    },
  };
}

const sizeOf = (note: string | undefined): number => Number(note?.split('\n')[1]);
const refusal = (verify_code: string) => ({ code: 'INTEGRITY_MISMATCH', details: { verify_code } });
const withProof = (answer: Answer, proof: (old: { index: number; hashes: string[] }[]) => unknown): Answer => {
  const results = answer.results as { release: Answer };
  const old = results.release.proof as { index: number; hashes: string[] }[];
  return { ...answer, results: { release: { ...results.release, proof: proof(old) } } };
};

describe('what stands between a client and the log', () => {
  test('nothing: the place is verified, and the checkpoint is remembered', async () => {
    const { store, remembered } = memory();
    const action = await clientOf({ remembered }).resolve('log.one');
    expect(action.checks.map(({ name, ok }) => [name, ok])).toEqual(
      expect.arrayContaining([
        ['log_inclusion', true],
        ['log_checkpoint', true],
      ]),
    );
    expect(sizeOf(store.note)).toBeGreaterThan(2);
  });

  test.each<[string, string, (answer: Answer) => Answer]>([
    ['evidence taken away', 'not_in_log', ({ checkpoint: _gone, ...rest }) => rest],
    ['a proof taken away', 'not_in_log', (answer) => withProof(answer, () => [])],
    [
      'a proof with a changed hash',
      'bad_inclusion_proof',
      (answer) => withProof(answer, (old) => old.map((each) => ({ ...each, hashes: each.hashes.toReversed() }))),
    ],
    [
      'a checkpoint with another signature',
      'bad_checkpoint',
      (answer) => ({ ...answer, checkpoint: String(answer.checkpoint).replace(/(— \S+ \S{20})..../, '$1AAAA') }),
    ],
    [
      'a checkpoint with another root',
      'bad_inclusion_proof',
      (answer) => ({ ...answer, checkpoint: String(answer.checkpoint).replace(/^(.*\n\d+\n)..../, '$1AAAA') }),
    ],
  ])('%s is refused, and nothing is remembered', async (_what, code, rewrite) => {
    const { store, remembered } = memory();
    await expect(clientOf({ remembered }, rewrite).resolve('log.one')).rejects.toMatchObject(refusal(code));
    expect(store.note).toBeUndefined();
  });

  test('the proof of another release does not pass for this one', async () => {
    let other: unknown;
    const listening = clientOf({}, (answer) =>
      withProof(answer, (old) => {
        other = old;
        return old;
      }),
    );
    await listening.resolve('log.two');
    const index = (await clientOf().inspect('log.one')).release.log_index;
    const replayed = clientOf({}, (answer) =>
      withProof(answer, () => (other as { hashes: string[] }[]).map(({ hashes }) => ({ index, hashes }))),
    );
    await expect(replayed.resolve('log.one')).rejects.toMatchObject(refusal('bad_inclusion_proof'));
  });

  test('a stale checkpoint is a warning, and a refusal where a fresh one is required', async () => {
    const stale = { maxAgeMs: -10_000_000 };
    const { checks } = await clientOf(stale).resolve('log.one');
    expect(checks.find(({ name }) => name === 'log_freshness')).toMatchObject({ ok: true, code: 'stale_checkpoint' });
    const strict = clientOf({ ...stale, requireFresh: true });
    await expect(strict.resolve('log.one')).rejects.toMatchObject(refusal('stale_checkpoint'));
    const warned = await clientOf().auditLog(stale);
    expect([warned.isGood, warned.checks.at(-1)]).toMatchObject([true, { ok: true, code: 'stale_checkpoint' }]);
    const refused = await clientOf().auditLog({ ...stale, requireFresh: true });
    expect([refused.isGood, refused.checks.at(-1)]).toMatchObject([false, { ok: false, code: 'stale_checkpoint' }]);
    const fresh = await actions(url, 'config', 'log', 'verify', '--require-fresh');
    expect([fresh.code, fresh.stdout]).toEqual([0, expect.stringContaining('✔ log freshness')]);
  });

  test('without a pinned log key the missing check is said; where evidence is required it is a refusal', async () => {
    const publishers = trust.filter(({ role }) => role !== 'log');
    const { checks } = await clientOf({}, undefined, publishers).resolve('log.one');
    expect(checks.at(-1)).toMatchObject({ name: 'log_inclusion', ok: true, code: 'not_in_log' });
    await expect(clientOf({ required: true }, undefined, publishers).resolve('log.one')).rejects.toMatchObject(
      refusal('bad_checkpoint'),
    );
    const none = ({ checkpoint: _gone, ...rest }: Answer) => rest;
    const { checks: lax } = await clientOf({ required: false }, none).resolve('log.one');
    expect(lax.at(-1)).toMatchObject({ name: 'log_inclusion', code: 'not_in_log' });
  });

  test('calls at once remember one history, and never a smaller log', async () => {
    const { store, remembered } = memory();
    const client = clientOf({ remembered });
    await Promise.all(['log.one', 'log.two', 'log.one@1.0.0'].map((reference) => client.resolve(reference)));
    const before = sizeOf(store.note);
    await publish(url, 'log.three');
    await Promise.all(['log.one', 'log.two', 'log.three'].map((reference) => client.resolve(reference)));
    expect(sizeOf(store.note)).toBeGreaterThan(before);
  });

  test('an older checkpoint shown again is a rollback, with both notes handed on', async () => {
    const { store, remembered } = memory();
    const old: Answer[] = [];
    await clientOf({ remembered }, (answer) => {
      old.push(answer);
      return answer;
    }).resolve('log.one');
    await publish(url, 'log.four');
    await clientOf({ remembered }).resolve('log.one');
    const kept = store.note;
    const forks: LogFork[] = [];
    const replayed = clientOf({ remembered, onFork: (fork) => void forks.push(fork) }, () => old[0] ?? {});
    await expect(replayed.resolve('log.one')).rejects.toMatchObject(refusal('log_rollback'));
    expect(store.note).toBe(kept);
    expect(forks).toMatchObject([{ code: 'log_rollback', evidence: { origin: ORIGIN, newer: kept } }]);
  });
});

describe('the commands', () => {
  test('verify, entries, proof and an export that is verified without a network', async () => {
    const verified = await actions(url, 'config', 'log', 'verify', '--json');
    expect(JSON.parse(verified.stdout)).toMatchObject({ verified: true, problems: [], differences: [] });
    expect(verified.code).toBe(0);
    const moves = await actions(url, 'config', 'log', 'entries', '--type', 'release.publish', '--limit', '2', '--json');
    expect(JSON.parse(moves.stdout).items.map(({ type }: { type: string }) => type)).toEqual(
      Array(2).fill('release.publish'),
    );
    const proof = await actions(url, 'config', 'log', 'proof', 'log.one');
    expect(proof.stdout).toMatch(/^c2sp\.org\/tlog-proof@v1\nindex \d+\n/);
    expect((await actions(url, 'config', 'export', 'log.one', '-o', 'one.export.json')).code).toBe(0);
    const nowhere = 'http://127.0.0.1:1';
    const offline = await actions(nowhere, 'config', 'verify', 'one.export.json', '--json');
    expect(JSON.parse(offline.stdout)).toMatchObject({ name: 'log.one', checked_here: { verified: true } });
    const text = await readFile(path.join(folder, 'one.export.json'), 'utf8');
    const index = JSON.parse(text).log_index as number;
    await writeFile(
      path.join(folder, 'moved.json'),
      text
        .replaceAll(`"log_index": ${index}`, `"log_index": ${index - 1}`)
        .replace(`"index": ${index}`, `"index": ${index - 1}`),
    );
    const moved = await actions(nowhere, 'config', 'verify', 'moved.json', '--json');
    expect([moved.code, JSON.parse(moved.stdout).checked_here.verify_code]).toEqual([2, 'bad_inclusion_proof']);
  });
});

test('an answer that does not follow from the log is named by an audit of it', async () => {
  const lying: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (!String(input).includes('channels.list')) return response;
    const text = await response.text();
    return new Response(text.replaceAll('"version":"1.0.0"', '"version":"9.9.9"'), { status: response.status });
  };
  const registry = createRegistry({ url, apiKey: adminKey ?? '', trust, fetch: lying, retry: 0 });
  const audit = await registry.auditLog();
  expect(audit.checks.every(({ ok }) => ok)).toBe(true);
  expect([audit.isGood, audit.problems]).toEqual([false, []]);
  expect(audit.differences).toContainEqual({
    table: 'channels',
    id: 'log.one#latest',
    difference: 'differs',
    field: 'version',
    expected: '"1.0.0"',
    actual: '"9.9.9"',
  });
});

describe('two registries that go apart from one data directory', () => {
  test('a client that saw the one refuses the other, and anyone can check its evidence', async () => {
    const remembering = await actions(url, 'config', 'verify', 'log.one');
    expect(remembering.stdout).toContain('✔ log inclusion');
    await stop();
    await cp(path.join(folder, 'data'), path.join(folder, 'twin'), { recursive: true });
    await start();
    await publish(url, 'log.left');
    const { store, remembered } = memory();
    await clientOf({ remembered }).resolve('log.left');
    await stop();
    await start('twin');
    await publish(url, 'log.right');
    await publish(url, 'log.right', '2.0.0');
    const forks: LogFork[] = [];
    const client = clientOf({ remembered, onFork: (fork) => void forks.push(fork) });
    const kept = store.note;
    await expect(client.resolve('log.one')).rejects.toMatchObject(refusal('log_fork'));
    expect(store.note).toBe(kept);
    const audited = await client.auditLog();
    expect(audited.checks.find(({ ok }) => !ok)).toMatchObject({ name: 'log_consistency', code: 'log_fork' });
    await writeFile(path.join(folder, 'fork.json'), JSON.stringify(forks[0]?.evidence));
    const stranger = await actions('http://127.0.0.1:1', 'stranger', 'log', 'check-fork', 'fork.json', '--json');
    expect([stranger.code, JSON.parse(stranger.stdout).outcome]).toEqual([0, 'fork']);
    const harmless = { ...forks[0]?.evidence, newer: forks[0]?.evidence.older };
    await writeFile(path.join(folder, 'no-fork.json'), JSON.stringify(harmless));
    const refuted = await actions('http://127.0.0.1:1', 'stranger', 'log', 'check-fork', 'no-fork.json', '--json');
    expect([refuted.code, JSON.parse(refuted.stdout).outcome]).toEqual([2, 'consistent']);
  });
});

test('a log that was restarted is another one to its clients, until they are told to follow it', async () => {
  const { port } = new URL(url);
  const restart = async (...work: (() => Promise<unknown>)[]) => {
    await stop();
    for (const each of work) await each();
    ({ url, stop } = await startServer({ ...envOf('twin'), PORT: port }));
  };
  const database = path.join(folder, 'twin/pglite');
  await restart(() => cp(database, path.join(folder, 'backup'), { recursive: true }));
  await publish(url, 'log.lost');
  expect((await actions(url, 'config', 'verify', 'log.lost')).code).toBe(0);
  await restart(
    () => rm(database, { recursive: true }),
    () => cp(path.join(folder, 'backup'), database, { recursive: true }),
    async () => {
      const args = [SERVER, 'doctor', '--restart-log', '--reason', 'the disk was lost'];
      expect((await runProcess(process.execPath, args, { env: envOf('twin') })).stderr).toBe('');
    },
  );
  await publish(url, 'log.lost');
  const refused = await actions(url, 'config', 'verify', 'log.lost', '--json');
  expect([refused.code, JSON.parse(refused.stdout).checked_here.verify_code]).toEqual([2, 'bad_checkpoint']);
  expect((await actions(url, 'config', 'log', 'pin')).stderr).toContain('actions log forget');
  expect((await actions(url, 'config', 'log', 'forget')).code).toBe(0);
  expect((await actions(url, 'config', 'log', 'pin')).stdout).toContain(`(${ORIGIN}/r2)`);
  for (const name of ['log.lost', 'log.two']) {
    const verified = await actions(url, 'config', 'verify', name);
    expect([verified.code, verified.stdout]).toEqual([0, expect.stringContaining('✔ log inclusion')]);
  }
  const audit = await actions(url, 'config', 'log', 'verify', '--json');
  expect(JSON.parse(audit.stdout)).toMatchObject({ verified: true, origin: `${ORIGIN}/r2`, problems: [] });
});

test('a revoked key leaves a release unverified until another key signs it, and the log tells all of it', async () => {
  const run = async (...args: string[]) => {
    const { code, stdout } = await actions(url, 'config', ...args, '--json');
    return { code, data: JSON.parse(stdout) };
  };
  const { data: before } = await run('verify', 'log.one');
  expect(before.checked_here.verified).toBe(true);
  const kid = trust.find(({ role }) => role !== 'log')?.kid ?? '';
  expect((await run('keygen', '--kid', 'second')).code).toBe(0);
  expect((await run('keys', 'add', 'second')).code).toBe(0);
  const revoked = await run('keys', 'revoke', kid, '--reason', 'lost', '--last-valid-index', '-1');
  expect(revoked).toMatchObject({ code: 0, data: { kid, status: 'revoked', last_valid_index: -1 } });
  const after = await run('verify', 'log.one');
  expect([after.code, after.data.checked_here.verify_code]).toEqual([2, 'key_revoked']);
  expect((await run('resign', 'log.one', '--kid', 'second')).code).toBe(2);
  expect((await run('resign', 'log.one', '--kid', 'second', '--hash', `sha256:${'0'.repeat(64)}`)).code).toBe(2);
  expect((await run('resign', 'log.one', '--kid', 'second', '--hash', before.hash)).code).toBe(0);
  expect(await run('verify', 'log.one')).toMatchObject({ code: 0, data: { checked_here: { verified: true } } });
  expect((await run('export', 'log.one', '-o', 'resigned.json')).code).toBe(0);
  expect((await run('verify', 'resigned.json')).code).toBe(0);
  const audit = await run('log', 'verify');
  expect(audit).toMatchObject({ code: 0, data: { verified: true, problems: [], differences: [] } });
});
