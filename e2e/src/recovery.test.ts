// Whoever has the machine gets back into a registry that nobody can enter any more, and the log says so.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDatabase, runAsSuperuser } from '@action-registry/db/testing';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startTestRegistry, type TestRegistry } from './harness.js';
import { type Environment, type Finished, ROOT, runProcess, startServer } from './process.js';

const BIN = `${ROOT}/apps/server/bin/actions-server.js`;
type Caller = { workspace: string; name: string; permissions: string[] };

describe('recovery from the machine, with PostgreSQL while the server runs', () => {
  let registry: TestRegistry;
  let env: Environment;
  beforeAll(async () => {
    const { url, template } = inject('postgres');
    const databaseUrl = await createDatabase(url, template);
    registry = await startTestRegistry({ databaseUrl });
    env = { DATABASE_URL: databaseUrl, DATA_DIR: `${registry.folder}/data` };
    await runAsSuperuser(databaseUrl, `insert into workspaces (slug, name, created_at) values ('ops', 'Ops', now())`);
    await runAsSuperuser(databaseUrl, `update api_keys set revoked_at = now()`);
  });
  afterAll(() => registry.stop());

  const run = (...args: string[]): Promise<Finished> => runProcess(process.execPath, [BIN, ...args], { env });
  const callerOf = async (headers: Record<string, string>): Promise<Caller | null> => {
    const answer = await fetch(`${registry.url}/sessions/current`, { headers });
    return ((await answer.json()) as { caller: Caller | null }).caller;
  };
  const byKey = (key: string) => callerOf({ authorization: `Bearer ${key}` });

  test('admin-key prints a key that works in its workspace, alone on standard output', async () => {
    const { code, stdout, stderr } = await run('admin-key', '--workspace', 'ops', '--name', 'back in');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^ark_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}\n$/)]);
    expect(stderr).toMatch(/'ops' that works until \d{4}-/);
    expect(stderr).not.toContain('ark_');
    const caller = await byKey(stdout.trim());
    expect(caller).toMatchObject({
      workspace: 'ops',
      name: 'back in',
      permissions: expect.arrayContaining(['members:manage']),
    });
    expect(caller?.permissions).not.toContain('registry:operate');
    const entries = await fetch(`${registry.url}/log/entries?limit=200`, {
      headers: { authorization: `Bearer ${stdout.trim()}` },
    });
    const { items } = (await entries.json()) as { items: { type: string; actor?: string; data?: object }[] };
    const logged = items.find(({ type, actor }) => type === 'api_key.create' && actor === 'system:machine');
    expect(logged?.data).toMatchObject({ before: null, after: { name: 'back in' } });
    expect(JSON.stringify(items)).not.toContain(stdout.trim().slice(17));
  });

  test('admin-key --operator --never-expires is as good as the first key was', async () => {
    const { stdout, stderr } = await run('admin-key', '--workspace', 'default', '--operator', '--never-expires');
    expect(stderr).toContain('never expires');
    const caller = await byKey(stdout.trim());
    expect(caller).toMatchObject({ workspace: 'default', permissions: expect.arrayContaining(['registry:operate']) });
  });

  test('sign-in-link prints a link that signs one browser in, once', async () => {
    const { code, stdout } = await run('sign-in-link');
    const { origin, pathname, hash } = new URL(stdout);
    expect([code, origin, pathname]).toEqual([0, registry.url, '/app/sign-in']);
    const signIn = () =>
      fetch(`${registry.url}/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ link_token: hash.replace('#token=', '').trim() }),
      });
    const answer = await signIn();
    const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
    expect(await callerOf({ cookie, origin: registry.url })).toMatchObject({
      workspace: 'default',
      name: 'sign-in link',
    });
    expect((await signIn()).status).toBe(401);
  });

  test.each([
    [['admin-key'], '--workspace is missing'],
    [['admin-key', '--workspace', 'oops'], `no workspace 'oops'. There are: default, ops.`],
    [['admin-key', '--workspace', 'ops', '--name', ' '], '--name takes'],
    [['admin-key', '--workspace', 'ops', '--oops'], '--oops'],
    [['sign-in-link', '--workspace', 'oops'], `no workspace 'oops'`],
    [['oops'], `no command 'oops'`],
  ])('%j makes nothing and says why', async (args, words) => {
    const { code, stdout, stderr } = await run(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
  });

  test.each(['admin-key', 'sign-in-link'])('%s --help says what it does', async (command) => {
    const { code, stdout } = await run(command, '--help');
    expect([code, stdout]).toEqual([0, expect.stringContaining(`actions-server ${command}`)]);
  });
});

test('with PGlite the server has to be stopped, and finds the key when it starts again', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'action-registry-recovery-'));
  const env: Environment = { PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'warn' };
  const run = () => runProcess(process.execPath, [BIN, 'admin-key', '--workspace', 'default'], { env });
  const none = await run();
  expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('there is no registry')]);
  const first = await startServer(env);
  const busy = await run().finally(first.stop);
  expect([busy.code, busy.stdout, busy.stderr]).toEqual([2, '', expect.stringContaining('is in use by process')]);
  const { stdout } = await run();
  const second = await startServer(env);
  const headers = { authorization: `Bearer ${stdout.trim()}` };
  const answer = await fetch(`${second.url}/api/actions`, { headers }).finally(second.stop);
  expect(answer.status).toBe(200);
  await rm(folder, { recursive: true });
});
